"""Prints a table whose cells may be Japanese: wide characters take two columns."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = "-"


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a title, a line of heads and the rows; the first column is text, the rest figures."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(heads))]
    print(f"\n== {title}")
    for line in lines:
        first, *rest = line
        cells = [_pad(first, widths[0], left=True)]
        cells += [_pad(cell, width) for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join(cells).rstrip(), flush=True)


def milliseconds(seconds: float | None) -> str:
    """Return a duration as people compare it."""
    return NOTHING if seconds is None else f"{seconds * 1000:,.1f} ms"


def megabytes(size: int | None) -> str:
    """Return a size of memory as people compare it."""
    return NOTHING if size is None else f"{size / 1e6:,.0f} MB"


def share(part: int, whole: int) -> str:
    """Return how many of how many, and as a percentage."""
    return f"{part / whole:.1%} ({part}/{whole})" if whole else NOTHING


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, *, left: bool = False) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
