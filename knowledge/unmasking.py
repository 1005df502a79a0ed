"""Putting the originals back into what ChatGPT answered, and saying what could not be put back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.masking import PLACEHOLDER
from knowledge.placeholders import replace_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.verdict import Verdict

LIFETIME = timedelta(hours=24)

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Known:
    """What placeholders stand for; for the doubtful ones several checks say different things."""

    originals: Mapping[str, str] = field(repr=False)
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Restored:
    """An answer with the originals in it.

    `count` says how many places were put back. `unknown` are placeholders that no map knows,
    `doubtful` those that were put back from the newest of several checks; `removed` says that
    something stood there which the law lets nobody keep.
    """

    text: str = field(repr=False)
    count: int = 0
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    removed: bool = False


def originals_of(verdict: Verdict) -> Mapping[str, str]:
    """Return what the masked text of a verdict leaves out, if a person gets to see that text."""
    if verdict.asked or not verdict.maskable or verdict.masking is None:
        return _NOTHING
    return verdict.masking.originals


def merge_maps(newest_first: Iterable[Mapping[str, str]]) -> Known:
    """Join the maps of several checks; where they differ the newest check wins."""
    merged: dict[str, str] = {}
    doubtful: set[str] = set()
    for originals in newest_first:
        for placeholder, original in originals.items():
            if merged.setdefault(placeholder, original) != original:
                doubtful.add(placeholder)
    return Known(MappingProxyType(merged), frozenset(doubtful))


def unmask_answer(answer: str, known: Known) -> Restored:
    """Put the originals back in one literal pass.

    Placeholders may come back a little altered: other brackets, full-width digits, blanks.
    """
    counts = {"restored": 0, "removed": 0}
    # Dictionaries, because they keep the order in which a reader meets the placeholders.
    unknown: dict[str, None] = {}
    doubtful: dict[str, None] = {}

    def put_back(placeholder: str, written: str) -> str:
        original = known.originals.get(placeholder)
        if original is not None:
            counts["restored"] += 1
            if placeholder in known.doubtful:
                doubtful[placeholder] = None
            return original
        # Any other bracketed word is the answer's own and none of our business.
        if PLACEHOLDER.fullmatch(placeholder):
            if placeholder[-2].isdecimal():
                unknown[placeholder] = None
            else:
                counts["removed"] += 1
        return written

    text = replace_each(answer, put_back)
    return Restored(
        text, counts["restored"], tuple(unknown), tuple(doubtful), removed=counts["removed"] > 0
    )
