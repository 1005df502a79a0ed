"""Words that a search takes for the same, from a file that people who do not program edit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.content_table import Table, read_table

PACKAGED = "synonyms.toml"
_TABLES = frozenset({"same", "near", "frame"})


@dataclass(frozen=True, slots=True)
class Near:
    """Words that lead to others, but not the other way round."""

    words: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What a search knows about words.

    `same`: groups of equals. `frame`: words that carry a request and say nothing about its topic.
    """

    same: tuple[tuple[str, ...], ...]
    near: tuple[Near, ...]
    frame: tuple[str, ...]


@cache
def load_synonyms() -> Synonyms:
    """Return the words that ship with Annai.

    Raises:
        ContentError: the file is malformed.
    """
    source = (files("knowledge") / "content" / PACKAGED).read_text("utf-8")
    return parse_synonyms(source, PACKAGED)


def parse_synonyms(source: str, name: str) -> Synonyms:
    """Read a list of synonyms from its TOML.

    Args:
        source: the TOML.
        name: what errors call it.

    Raises:
        ContentError: it is malformed.
    """
    book = read_table(source, name)
    book.refuse_others(_TABLES)
    return Synonyms(
        same=tuple(_words(row, "words") for row in book.tables("same")),
        near=tuple(Near(_words(row, "words"), _words(row, "to")) for row in book.tables("near")),
        frame=tuple(word for row in book.tables("frame") for word in _words(row, "words")),
    )


def _words(row: Table, key: str) -> tuple[str, ...]:
    words = row.strings(key)
    if not words or not all(word.strip() for word in words):
        raise row.refuse(key, "言葉がありません。", "there is no word.")
    return words
