"""Labels of a menu that differ from each other, however long and alike the titles are."""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING

from handlers.limits import shorten, units

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 20
_CUT = "…"


def distinct_labels(titles: Sequence[str], most: int) -> list[str]:
    """Return one label a title, in their order, none longer than `most` and no two the same.

    Titles that would be cut to the same label show their beginning and the part in which they
    differ; those that are the same altogether are numbered.
    """
    labels = [shorten(title, most) for title in titles]
    for alike in _groups(labels):
        begin = _common([titles[at] for at in alike])
        for at in alike:
            if units(titles[at]) > most:
                labels[at] = shorten(titles[at][:_HEAD] + _CUT + titles[at][begin:], most)
    for alike in _groups(labels):
        for number, at in enumerate(alike, 1):
            mark = f"（{number}）"
            labels[at] = shorten(labels[at], most - units(mark)) + mark
    return labels


def _common(titles: Sequence[str]) -> int:
    """Return how many characters the titles begin with in common."""
    columns = zip(*titles, strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def _groups(labels: Sequence[str]) -> list[list[int]]:
    """Return the places of those that are the same, for each label that is there twice."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, label in enumerate(labels):
        places[label].append(at)
    return [alike for alike in places.values() if len(alike) > 1]
