"""The Japanese font that we print with, and which characters it lacks."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

# What Japanese printers put where a character is missing; the font has it.
MISSING: Final = "〓"


@cache
def font_file() -> Path:
    """Return where IPAexGothic is: a package brings it, so every machine has the same."""
    # Found, not imported: at its import the package changes matplotlib's settings for everybody.
    spec = find_spec("matplotlib_fontja")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib_fontja")
    return Path(spec.origin).parent / "fonts" / "ipaexg.ttf"


def printable(text: str) -> str:
    """Return the text with 〓 for each character that the font lacks: no box is ever printed."""
    known = _known()
    return "".join(one if ord(one) in known else MISSING for one in text if one.isprintable())


@cache
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - who prints nothing does not pay for it

    with TTFont(font_file(), lazy=True) as font:
        return frozenset(font.getBestCmap())
