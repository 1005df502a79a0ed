"""Templates that say nearly the same as one that somebody is about to propose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from rapidfuzz.distance import Indel

from knowledge.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.template_library import InUse, TemplateLibrary
    from knowledge.templates import PromptTemplate

_Named = TypeVar("_Named")

ALIKE: Final = 0.5
"""From here on two templates are shown side by side; of those that ship, no two share more than 0.25."""
MOST_SHOWN: Final = 3
_LOOKED_AT = 40
# 「報告書ドラフト」 and 「企画書ドラフト」 share more than half of their letters and no more.
_SAME_TITLE = 0.8
_SHINGLE = 4
_SHORT = 8
_NOT_WORDS = re.compile(r"\{\{[^{}]*\}\}|[\s\W_]+")


@dataclass(frozen=True, slots=True)
class Alike:
    """A template in use, and how much of the new one it says already (0..1)."""

    in_use: InUse
    share: float

    @property
    def percent(self) -> int:
        return int(self.share * 100)


def near_duplicates(library: TemplateLibrary, new: PromptTemplate) -> tuple[Alike, ...]:
    """Return the templates that are most like a new one, the most alike first; mostly none.

    Its own earlier revision is no duplicate.
    """
    others = [(one, one.template) for one in _candidates(library, new) if one.id != new.id]
    found = [Alike(one, share) for share, one, _ in _shares(others, new)]
    return tuple(found[:MOST_SHOWN])


def are_alike(
    others: Iterable[tuple[_Named, PromptTemplate]], new: PromptTemplate
) -> tuple[tuple[_Named, PromptTemplate], ...]:
    """Return those of these templates that are nearly the same as a new one, the most alike first.

    Each comes with whatever it is called by.
    """
    return tuple((name, template) for _, name, template in _shares(others, new))


def _shares(
    others: Iterable[tuple[_Named, PromptTemplate]], new: PromptTemplate
) -> list[tuple[float, _Named, PromptTemplate]]:
    """Return how much of a new template each says already, if it is much, the most first."""
    mine = _shingles(new.text)
    found = []
    for name, one in others:
        share = max(_title_share(one, new), _overlap(mine, _shingles(one.text)))
        if share >= ALIKE:
            found.append((share, name, one))
    return sorted(found, key=lambda alike: -alike[0])


def _candidates(library: TemplateLibrary, new: PromptTemplate) -> Sequence[InUse]:
    words = f"{new.title.ja} {'、'.join(new.tags[:3])}"
    hits = [*library.find(new.title.ja), *library.find(words), *library.find(new.purpose.ja)]
    return list({one.id: one for one in hits}.values())[:_LOOKED_AT]


def _title_share(old: PromptTemplate, new: PromptTemplate) -> float:
    pairs = ((old.title.ja, new.title.ja), (old.title.en, new.title.en))
    share = max(Indel.normalized_similarity(_plain(one), _plain(other)) for one, other in pairs)
    return share if share >= _SAME_TITLE else 0.0


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> float:
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer >= _SHORT else 0.0


def _shingles(text: str) -> frozenset[str]:
    plain = _plain(text)
    return frozenset(plain[at : at + _SHINGLE] for at in range(len(plain) - _SHINGLE + 1))


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", fold(text))
