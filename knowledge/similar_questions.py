"""Whether two short questions ask the same: other words may differ, what matters may not.

Meant for "may this go into ChatGPT?" asked again. A wrong match gives a wrong answer, so doubt is
no match: both questions must be covered by what they share, and a distinction that one makes
(masked or not, which tool, which receiver) must be made by the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.query_units import read_query
from knowledge.search import Hit
from knowledge.synonyms import Synonyms, load_synonyms
from knowledge.vocabulary import Vocabulary
from knowledge.word_forms import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.query_units import Unit

SAME_QUESTION = 0.8
"""From this score on two questions count as the same."""

_SURE = 0.75
_VERB, _ASIDE = 0.35, 0.15


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was answered."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is compared: what it is about, and on which side of each distinction."""

    units: tuple[tuple[Unit, float], ...]
    sides: frozenset[str]

    @property
    def whole(self) -> float:
        return sum(weight for _, weight in self.units)


@dataclass(frozen=True)
class QuestionIndex:
    """Questions, prepared once. Built by `build_question_index`."""

    vocabulary: Vocabulary
    ids: tuple[str, ...]
    asked: tuple[_Asked, ...]
    postings: Mapping[str, tuple[int, ...]]


def build_question_index(
    questions: Iterable[Question], *, synonyms: Synonyms | None = None
) -> QuestionIndex:
    """Read the questions once; ids are unique, an earlier question wins a tie."""
    vocabulary = Vocabulary(load_synonyms() if synonyms is None else synonyms, for_questions=True)
    known = tuple(questions)
    for question in known:
        vocabulary.note(forms_of(question.text), by_ear=True)
    asked = tuple(_read(vocabulary, question.text) for question in known)
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(asked):
        for feature in {f for unit, _ in one.units for f in unit.features}:
            postings[feature].append(number)
    return QuestionIndex(
        vocabulary,
        tuple(question.id for question in known),
        asked,
        {feature: tuple(numbers) for feature, numbers in postings.items()},
    )


def similar(
    index: QuestionIndex, question: str, limit: int = 5, *, at_least: float = SAME_QUESTION
) -> tuple[Hit, ...]:
    """Return the known questions that ask the same, best first; none when in doubt.

    Args:
        index: from `build_question_index`.
        question: as a person wrote it.
        limit: at most so many.
        at_least: the least score; a lower one shows what is merely near.
    """
    mine = _read(index.vocabulary, question)
    near = {
        number
        for unit, _ in mine.units
        for feature in unit.features
        for number in index.postings.get(feature, ())
    }
    scored = [(-_likeness(mine, index.asked[number]), number) for number in sorted(near)]
    scored.sort()
    hits = (Hit(index.ids[number], -score) for score, number in scored if -score >= at_least)
    return tuple(hits)[:limit]


def _read(vocabulary: Vocabulary, text: str) -> _Asked:
    sides: set[str] = set()
    units: list[tuple[Unit, float]] = []
    for unit in read_query(vocabulary, text):
        here = {f for f, sure in unit.features.items() if f[0] == "!" and sure >= _SURE}
        if here:
            # Not masked is as it is: the side of those who say nothing.
            sides |= set() if unit.negated else here
            continue
        units.append((unit, _weight(vocabulary, unit)))
    return _Asked(tuple(units), frozenset(sides))


def _weight(vocabulary: Vocabulary, unit: Unit) -> float:
    if vocabulary.aside.intersection(unit.features):
        return _ASIDE
    return 1.0 if unit.noun else _VERB


def _likeness(mine: _Asked, other: _Asked) -> float:
    """Return how much of the less covered question the two share, from 0 to 1."""
    if mine.sides != other.sides:
        return 0.0
    return min(_covered(mine, other.units), _covered(other, mine.units))


def _covered(asked: _Asked, others: Sequence[tuple[Unit, float]]) -> float:
    whole = asked.whole
    if not whole:
        return 0.0
    return (
        sum(w * max((_alike(u, o) for o, _ in others), default=0.0) for u, w in asked.units) / whole
    )


def _alike(one: Unit, other: Unit) -> float:
    if one.negated != other.negated:
        return 0.0
    if not one.features or not other.features:
        return 1.0 if one.text == other.text else 0.0
    shared = one.features.keys() & other.features.keys()
    best = max((min(one.features[f], other.features[f]) for f in shared), default=0.0)
    return best if best >= _SURE else 0.0
