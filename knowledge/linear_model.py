"""Small linear models over character n-grams: how they read a text and add up what they know."""

from __future__ import annotations

import gzip
import json
import math
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from knowledge.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature in steps of `scale`; the score is 0 at the border between the classes."""

    bias: float
    scale: float
    weights: Mapping[str, int]

    def score(self, features: Collection[str]) -> float:
        """Return the weighted sum of the known features, scaled to unit length."""
        known = [self.weights[each] for each in features if each in self.weights]
        return self.bias + self.scale * sum(known) / math.sqrt(len(known) + 1)


def grams(text: str, shortest: int = 1, longest: int = 3) -> Iterator[str]:
    """Yield the character n-grams of a text, spelling folded, digits all alike."""
    folded = re.sub(r"\s+", " ", re.sub(r"[0-9]+", "0", fold(text)))
    for size in range(shortest, longest + 1):
        for at in range(len(folded) - size + 1):
            yield folded[at : at + size]


def read_packed(name: str) -> dict[str, Any]:
    """Read a packed file of `knowledge/content`."""
    packed = (files("knowledge") / "content" / name).read_bytes()
    raw: dict[str, Any] = json.loads(gzip.decompress(packed))
    return raw


def unpack(raw: Mapping[str, Any]) -> LinearModel:
    """Return the model that `bias`, `scale` and `weights` describe."""
    return LinearModel(raw["bias"], raw["scale"], raw["weights"])
