"""Text in cells of CSV: what a spreadsheet would run as a formula is made to stay text."""

from __future__ import annotations

from typing import Final

# Full-width ones too: a spreadsheet in Japanese may take them for the others.
_TRIGGERS: Final = frozenset("=+-@|＝＋－＠｜")
_GUARD: Final = "'"


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it.

    Blanks, tabs and line breaks before the sign do not hide it: some programs skip them. Only
    for text; a negative number is a number.
    """
    shown = text.lstrip()
    risky = shown[:1] in _TRIGGERS or text[:1] in {"\t", "\r", "\n"}
    # One that begins with our own mark gets another, so that reading takes away what was added.
    return _GUARD + text if risky or text.startswith(_GUARD) else text


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell.removeprefix(_GUARD)
