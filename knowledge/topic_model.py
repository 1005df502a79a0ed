"""A small local text classifier: what a text is about although no keyword says so.

Learned by `tests/corpus/train_models.py` from sentences that we wrote ourselves. It is one more
source of evidence: it may raise a level, never lower one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.linear_model import LinearModel, grams, read_packed, unpack
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WINDOW = 220
"""Code points judged at once: the texts it learned from were one to five sentences long."""

_SENTENCE = regex(r"[^。\n!?]*[。\n!?]?")


@dataclass(frozen=True, slots=True)
class TopicModel:
    """`sensitive` says whether a text must not leave; one model a topic says what it is about."""

    sensitive: LinearModel
    topics: Mapping[str, LinearModel]

    def score(self, text: str) -> float:
        """Return how much a text of one window looks like something that must not leave."""
        return self.sensitive.score(grams(text))

    def likeliest_topic(self, text: str) -> str:
        """Return the id of the category that a sensitive text resembles most."""
        present = grams(text)
        return max(self.topics, key=lambda topic: self.topics[topic].score(present))


def windows(text: str) -> Iterator[str]:
    """Yield stretches of whole sentences, each about as long as a training text, overlapping."""
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
    raw = read_packed("topic_model.json.gz")
    topics = {topic: unpack(model) for topic, model in raw["topics"].items()}
    return TopicModel(unpack(raw["sensitive"]), topics)
