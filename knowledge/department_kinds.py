"""Kinds of departments: what a company's 「第一営業部」 has in common with everybody's sales."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.content_table import read_table
from knowledge.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.wording import Words

_FILE = "department_kinds.toml"
_LATIN = re.compile(r"[a-z]")
# What people add to the name of a department, folded as it is compared.
_BARE = re.compile(
    r"(?:本?部|課|部署|向け|用|の)*(?:てんぷれーと|てんぷれ)?$|\s*(?:department|dept\.?|team)$"
)


@dataclass(frozen=True, slots=True)
class DepartmentKind:
    """A kind of department, and the words by which its name is known."""

    id: str
    label: Words
    words: tuple[str, ...]


@cache
def load_department_kinds() -> Mapping[str, DepartmentKind]:
    """Return the kinds that templates name, by id.

    Raises:
        ContentError: the file is malformed.
    """
    book = read_table((files("knowledge") / "content" / _FILE).read_text("utf-8"), _FILE)
    kinds = {
        row.text("id"): DepartmentKind(row.text("id"), row.words("label"), row.strings("words"))
        for row in book.tables("kind")
    }
    return MappingProxyType(kinds)


@lru_cache(maxsize=500)
def kinds_of_department(name: str) -> frozenset[str]:
    """Return the kinds that a department's name tells; none when it tells nothing."""
    folded = fold(name)
    return frozenset(
        kind.id
        for kind in load_department_kinds().values()
        if any(_names(fold(word), folded) for word in kind.words)
    )


def kinds_called(words: str) -> frozenset[str]:
    """Return the kinds of departments that somebody means who types just their name: 「経理部」."""
    called = _BARE.sub("", fold(words).strip())
    if not called:
        return frozenset()
    return frozenset(
        kind.id
        for kind in load_department_kinds().values()
        if called in {fold(name) for name in (*kind.words, kind.label.ja, kind.label.en)}
    )


def _names(word: str, folded: str) -> bool:
    """Whether a word is in a name; a Latin one only whole, so that `it` is not in `audit`."""
    if not _LATIN.search(word):
        return word in folded
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", folded) is not None
