"""Texts longer than one check reads: read in stretches, so that nothing is handed out unread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.classification import LONGEST_TEXT, classify
from knowledge.masking import merge
from knowledge.verdict import Level, highest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.verdict import CategoryHit, Finding, Verdict

# Each stretch begins a little before the end of the one before: what stands on the border, and
# the words that explain it, are read whole at least once.
_OVERLAP = 1_000


def classify_long(text: str, rulebook: Rulebook, company: Company) -> Verdict:
    """Check a text that would be entered, however long it is; the strictest stretch counts.

    Of a longer text the verdict has no masked form.
    """
    stretches = list(_stretches(text))
    if len(stretches) == 1:
        return classify(text, rulebook, company, as_text=True)
    start, stretch = stretches[0]
    verdict = classify(stretch, rulebook, company, as_text=True)
    for start, stretch in stretches[1:]:
        more = classify(stretch, rulebook, company, as_text=True)
        verdict = stricter(verdict, more, [_moved(one, start) for one in more.findings])
    return replace(verdict, maskable=False, masking=None)


def stricter(verdict: Verdict, other: Verdict, findings: Sequence[Finding]) -> Verdict:
    """Return the verdict on a text together with that on a part of it.

    Args:
        verdict: on the whole text, or on another part.
        other: on the part.
        findings: of the part, at their places in the whole text.
    """
    level = highest([verdict.level, other.level])
    return replace(
        verdict,
        level=level,
        findings=merge([*verdict.findings, *findings]),
        categories=_strictest(verdict.categories, other.categories),
        notes=tuple(dict.fromkeys([*verdict.notes, *other.notes])),
        nearest=verdict.nearest if level is Level.UNDECIDED else (),
    )


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text into stretches that one check reads, each with its place."""
    start = 0
    while True:
        end = min(start + LONGEST_TEXT, len(text))
        yield start, text[start:end]
        if end == len(text):
            return
        start = end - _OVERLAP


def _moved(one: Finding, by: int) -> Finding:
    return replace(one, start=one.start + by, end=one.end + by)


def _strictest(*groups: Sequence[CategoryHit]) -> tuple[CategoryHit, ...]:
    """Return each category once, with its strictest level, the strictest first."""
    order = list(Level)
    known: dict[str, CategoryHit] = {}
    for hit in (hit for group in groups for hit in group):
        before = known.get(hit.category)
        if before is None or order.index(hit.level) > order.index(before.level):
            known[hit.category] = hit
    return tuple(sorted(known.values(), key=lambda hit: -order.index(hit.level)))
