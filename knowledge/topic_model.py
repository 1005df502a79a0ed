"""A small local text classifier: what a text is about although no keyword says so.

Linear over character n-grams, learned by `tests/corpus/train_topic_model.py` from sentences that
we wrote ourselves. It is one more source of evidence: it may raise a level, never lower one.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHORTEST, LONGEST = 1, 3
WINDOW = 220
"""Code points judged at once: the texts it learned from were one to five sentences long."""

_SENTENCE = re.compile(r"[^。\n!?]*[。\n!?]?")


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Weights by n-gram: `sensitive` for whether at all, `topics` for which one.

    A score is a normalised sum of weights; 0 is the border between the classes in training.
    """

    bias: float
    scale: float
    sensitive: Mapping[str, int]
    topics: Mapping[str, Mapping[str, int]]

    def score(self, text: str) -> float:
        """Return how much a text of one window looks like something that must not leave."""
        known = [self.sensitive[gram] for gram in grams(text) if gram in self.sensitive]
        return self.bias + self.scale * sum(known) / math.sqrt(len(known) + 1)

    def likeliest_topic(self, text: str) -> str:
        """Return the id of the category that a sensitive text resembles most."""
        present = grams(text)
        totals = {
            topic: sum(weights.get(gram, 0) for gram in present)
            for topic, weights in self.topics.items()
        }
        return max(totals, key=totals.__getitem__)


def grams(text: str) -> frozenset[str]:
    """Return the character n-grams of a text, spelling folded, digits all alike."""
    folded = re.sub(r"[0-9]+", "0", fold(text))
    folded = re.sub(r"\s+", " ", folded)
    return frozenset(
        folded[at : at + size]
        for size in range(SHORTEST, LONGEST + 1)
        for at in range(len(folded) - size + 1)
    )


def windows(text: str) -> Iterator[str]:
    """Yield stretches of whole sentences, each about as long as a training text, half overlapping."""
    sentences = [hit.group() for hit in _SENTENCE.finditer(text) if hit.group().strip()]
    first = 0
    while first < len(sentences):
        last, length = first, 0
        while last < len(sentences) and (last == first or length + len(sentences[last]) <= WINDOW):
            length += len(sentences[last])
            last += 1
        yield "".join(sentences[first:last])
        if last == len(sentences):
            return
        first = max(first + 1, (first + last) // 2)


@cache
def load_topic_model() -> TopicModel:
    """Read the model that ships with Annai, once."""
    packed = (files("knowledge") / "content" / "topic_model.json.gz").read_bytes()
    raw = json.loads(gzip.decompress(packed))
    return TopicModel(raw["bias"], raw["scale"], raw["sensitive"], raw["topics"])
