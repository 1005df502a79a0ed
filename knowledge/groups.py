"""Groups of people in figures: none so small that a figure would speak of one of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SMALLEST_GROUP: Final = 5
"""Fewer people than this are shown together with others, or not at all."""
TOGETHER: Final = 0
"""The group of those whose own is too small; no department has this number."""


def group_people(departments: Mapping[str, int | None]) -> dict[str, int]:
    """Return the group of each person: their department, or the one of all small ones.

    If those are together still too few, the smallest department that stands alone joins them, so
    that nobody can be worked out by taking the others from the whole.
    """
    sizes = Counter(one or TOGETHER for one in departments.values())
    alone = large_groups(sizes)
    return {
        member: one if one in alone else TOGETHER for member, one in departments.items() if one
    } | {member: TOGETHER for member, one in departments.items() if not one}


def large_groups(sizes: Mapping[int, int]) -> frozenset[int]:
    """Return the groups that may be shown alone; the rest together are large enough, or nobody.

    `sizes` counts people by group; those of `TOGETHER` never stand alone.
    """
    alone = sorted(
        (group for group, size in sizes.items() if group and size >= SMALLEST_GROUP),
        key=lambda group: (-sizes[group], group),
    )
    rest = sum(size for group, size in sizes.items() if group not in alone)
    while alone and 0 < rest < SMALLEST_GROUP:
        rest += sizes[alone.pop()]
    return frozenset(alone)
