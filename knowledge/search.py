"""Search in Japanese and English over short documents: templates, precedents, frequent questions.

A query is read as units: words or set phrases, each with what it may mean. A document's score is
the share of the query, by weight, that the document is about; so it means the same for every
query, and 0.35 of 1 is where a hit begins to be one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from knowledge.query_units import Unit, read_query
from knowledge.synonyms import Synonyms, load_synonyms
from knowledge.vocabulary import Vocabulary
from knowledge.word_forms import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIELD_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"title": 3.0, "tags": 2.5, "purpose": 1.5, "body": 0.12}
)
NOTHING_FITS = 0.35
"""Below this score a document is not an answer."""

_OTHER_FIELD = 1.0
_HEARD_FROM = 1.0
_SATURATION = 0.6
_HEAD, _OF_ANOTHER = 1.4, 0.7
_NEARLY_AS_SURE = 0.85
_TITLE_BONUS = 0.05
# However many documents share a word, this many of the best are looked at.
_MOST_POSTINGS, _MOST_CANDIDATES = 150, 150


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be found: the text of its fields by name (see FIELD_WEIGHTS)."""

    id: str
    fields: Mapping[str, str]


class Hit(NamedTuple):
    """A document that fits, with a score from 0 to 1 that compares across queries."""

    id: str
    score: float


_Weighed: TypeAlias = "tuple[Sequence[tuple[str, float]], float]"
"""What a unit of the query may mean, surest first, and its weight."""


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    strengths: Mapping[str, float]
    title: frozenset[str]
    title_length: int


@dataclass(frozen=True)
class Index:
    """Documents, prepared once. Built by `build_index`; safe to share between threads."""

    vocabulary: Vocabulary
    entries: tuple[_Entry, ...]
    postings: Mapping[str, tuple[int, ...]]
    frequencies: Mapping[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.entries)


def build_index(
    documents: Iterable[Document],
    *,
    synonyms: Synonyms | None = None,
    weights: Mapping[str, float] = FIELD_WEIGHTS,
) -> Index:
    """Read the documents once.

    Args:
        documents: with unique ids; an earlier one wins a tie.
        synonyms: the packaged ones by default.
        weights: of fields by name; a field without one weighs 1.0.
    """
    vocabulary = Vocabulary(load_synonyms() if synonyms is None else synonyms)
    entries = tuple(_entry(document, vocabulary, weights) for document in documents)
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for feature in entry.strengths:
            lists[feature].append(number)
    postings = {
        feature: tuple(
            sorted(numbers, key=lambda n: (-entries[n].strengths[feature], n))[:_MOST_POSTINGS]
        )
        for feature, numbers in lists.items()
    }
    # A word in passing makes it hardly less rare.
    frequencies = {
        feature: sum(entries[number].strengths[feature] for number in numbers)
        for feature, numbers in lists.items()
    }
    return Index(vocabulary, entries, postings, frequencies)


def _entry(document: Document, vocabulary: Vocabulary, weights: Mapping[str, float]) -> _Entry:
    counts: defaultdict[str, float] = defaultdict(float)
    title: frozenset[str] = frozenset()
    title_length = 1
    for name, text in document.fields.items():
        weight = weights.get(name, _OTHER_FIELD)
        forms = forms_of(text)
        features = vocabulary.note(forms, by_ear=weight >= _HEARD_FROM)
        for feature, share in features:
            counts[feature] += weight * share
        if name == "title":
            title = frozenset(feature for feature, _ in features)
            title_length = max(1, len({form.whole for form in forms if form.means}))
    strengths = {feature: count / (count + _SATURATION) for feature, count in counts.items()}
    return _Entry(document.id, strengths, title, title_length)


def search(
    index: Index, words: str, limit: int = 20, *, at_least: float = NOTHING_FITS
) -> tuple[Hit, ...]:
    """Return the documents that fit the words, best first; nothing when nothing fits.

    Args:
        index: from `build_index`.
        words: what a person typed: words, a sentence, kana, romaji, with slips.
        limit: at most so many.
        at_least: the least score of a hit.
    """
    weighed = _weigh(index, read_query(index.vocabulary, words))
    whole = sum(weight for _, weight in weighed)
    if not whole:
        return ()
    scored = []
    for number in _candidates(index, weighed):
        entry = index.entries[number]
        score, in_title = _score(entry, weighed)
        score /= whole
        if score >= at_least:
            bonus = _TITLE_BONUS * min(1.0, in_title / entry.title_length)
            scored.append((-(score + bonus), number, score))
    scored.sort()
    return tuple(Hit(index.entries[number].id, score) for _, number, score in scored[:limit])


def _weigh(index: Index, units: Sequence[Unit]) -> list[_Weighed]:
    """Give each unit its weight: a rare word says more, and the end of a phrase is its head."""
    total = len(index)
    weighed: list[_Weighed] = []
    head = max((at for at, unit in enumerate(units) if not unit.of_another), default=-1)
    for at, unit in enumerate(units):
        surest = max(unit.features.values(), default=0) * _NEARLY_AS_SURE
        seen = max(
            (index.frequencies.get(f, 0) for f, sure in unit.features.items() if sure >= surest),
            default=0,
        )
        rare = math.log((total + 1) / (seen + 0.5)) / math.log(2 * (total + 1))
        weight = unit.weight * min(1.0, max(0.25, rare))
        weight *= _HEAD if at == head else _OF_ANOTHER if unit.of_another else 1.0
        surest_first = sorted(unit.features.items(), key=lambda pair: (-pair[1], pair[0]))
        weighed.append((surest_first, weight))
    return weighed


def _candidates(index: Index, weighed: Sequence[_Weighed]) -> list[int]:
    """The documents worth a look, those that share the weightiest units first."""
    chosen: dict[int, None] = {}
    for features, _ in sorted(weighed, key=lambda pair: -pair[1]):
        for feature, _ in features:
            chosen |= dict.fromkeys(index.postings.get(feature, ()))
            if len(chosen) >= _MOST_CANDIDATES:
                return list(chosen)[:_MOST_CANDIDATES]
    return list(chosen)


def _score(entry: _Entry, weighed: Sequence[_Weighed]) -> tuple[float, int]:
    """Return what the document holds of the query, and how many units stand in its title."""
    score, in_title = 0.0, 0
    for features, weight in weighed:
        best, named = 0.0, False
        for feature, sure in features:
            if sure <= best:
                break
            strength = entry.strengths.get(feature)
            if strength is not None:
                best = max(best, sure * strength)
                named = named or feature in entry.title
        score += weight * best
        in_title += named
    return score, in_title
