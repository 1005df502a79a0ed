"""Names of departments: how they are tidied and when two are the same."""

from __future__ import annotations

import unicodedata
from enum import StrEnum, auto
from typing import Final

from knowledge.folding import fold

LONGEST_NAME: Final = 40
# A menu in Slack has room for so many.
MOST_DEPARTMENTS: Final = 100


class NameRefusal(StrEnum):
    """Why a department cannot be called that."""

    EMPTY = auto()
    TOO_LONG = auto()
    TAKEN = auto()
    TOO_MANY = auto()


def tidy_name(typed: str) -> str | NameRefusal:
    """Return the name as it is shown: one line, in NFKC, without control characters."""
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFKC", typed)
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    name = " ".join(visible.split())
    if not name:
        return NameRefusal.EMPTY
    return NameRefusal.TOO_LONG if len(name) > LONGEST_NAME else name


def folded_name(name: str) -> str:
    """Return the name as it is compared: width, case, blanks and the kana script do not matter."""
    return fold(name).replace(" ", "")
