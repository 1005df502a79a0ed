"""Small linear models over character n-grams: how they read a text and add up what they know."""

from __future__ import annotations

import gzip
import json
import math
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from knowledge.folding import fold
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature in steps of `scale`; the score is 0 at the border between the classes."""

    bias: float
    scale: float
    weights: Mapping[str, int]

    def score(self, features: AbstractSet[str]) -> float:
        """Return the weighted sum of the known features, scaled to unit length."""
        known = features & self.weights.keys()
        total = sum(map(self.weights.__getitem__, known))
        return self.bias + self.scale * total / math.sqrt(len(known) + 1)


_SPACES = regex(r"\s+")
_DIGITS = regex(r"[0-9]+")


def grams(text: str, shortest: int = 1, longest: int = 3) -> frozenset[str]:
    """Return the character n-grams of a text, spelling folded, digits all alike."""
    folded = _SPACES.sub(" ", _DIGITS.sub("0", fold(text)))
    found: set[str] = set()
    of_size = list(folded)
    for size in range(1, longest + 1):
        if size >= shortest:
            found.update(of_size)
        of_size = list(map(str.__add__, of_size, folded[size:]))
    return frozenset(found)


def read_packed(name: str) -> dict[str, Any]:
    """Read a packed file of `knowledge/content`."""
    packed = (files("knowledge") / "content" / name).read_bytes()
    raw: dict[str, Any] = json.loads(gzip.decompress(packed))
    return raw


def unpack(raw: Mapping[str, Any]) -> LinearModel:
    """Return the model that `bias`, `scale` and `weights` describe."""
    return LinearModel(raw["bias"], raw["scale"], raw["weights"])
