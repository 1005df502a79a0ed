"""A small local classifier of questions: which level people's own words for information take.

Learned by `tests/corpus/train_models.py` from the rulebook's terms and from questions that we wrote
ourselves. It speaks where no rule recognises the words, and it never lowers what a rule said.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.folding import fold_kana
from knowledge.linear_model import LinearModel, grams, read_packed, unpack
from knowledge.verdict import Level
from knowledge.words import aloud

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Guess:
    """What a question resembles: a score for each level, and the category it is nearest to.

    `familiar` is the share of its longer n-grams (three and more) that the model has seen: a guess
    about words it never met is worth nothing.
    """

    scores: Mapping[Level, float]
    category: str
    familiar: float

    @property
    def level(self) -> Level:
        return max(self.scores, key=self.scores.__getitem__)


@dataclass(frozen=True, slots=True)
class QuestionModel:
    """One model a level, and log-odds of n-grams by category."""

    levels: Mapping[Level, LinearModel]
    categories: Mapping[str, Mapping[str, int]]

    def guess(self, features: frozenset[str], known: frozenset[str]) -> Guess:
        """Judge a question; `known` are the ids of the categories that the rulebook still has."""
        scores = {level: model.score(features) for level, model in self.levels.items()}
        level = max(scores, key=scores.__getitem__)
        totals = {
            category: sum(weights.get(each, 0) for each in features)
            for category, weights in self.categories.items()
            if category.partition(":")[0] == level and category.partition(":")[2] in known
        }
        nearest = max(totals, key=totals.__getitem__, default="")
        long = [each for each in features if len(each.removeprefix("r")) >= 3]
        met = sum(any(each in model.weights for model in self.levels.values()) for each in long)
        return Guess(scores, nearest.partition(":")[2], met / max(len(long), 1))


def features_of(text: str) -> frozenset[str]:
    """Return the n-grams of a question as written and as read aloud (kana and kanji agree)."""
    spoken = grams(fold_kana(aloud(text)).replace(" ", ""), 3, 4)
    return grams(f"^{text.strip(' ?？。!')}$") | {"r" + gram for gram in spoken}


@cache
def load_question_model() -> QuestionModel:
    """Read the model that ships with Annai, once."""
    raw = read_packed("question_model.json.gz")
    levels = {Level(name): unpack(model) for name, model in raw["levels"].items()}
    return QuestionModel(levels, raw["categories"])
