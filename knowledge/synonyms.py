"""Words that a search takes for the same, from a file that people who do not program edit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TABLES = frozenset({"same", "near", "frame", "question_frame", "aside", "contrast"})
PACKAGED = "synonyms.toml"


class SynonymsError(Exception):
    """A list of synonyms that cannot be used. The message names the file, the key and why."""


@dataclass(frozen=True, slots=True)
class Near:
    """Words that lead to others, but not the other way round."""

    words: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A side of a distinction: two questions on different sides are never the same."""

    about: str
    side: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What a search knows about words.

    `same`: groups of equals. `frame`: words that carry a request and say nothing about its topic;
    `question_frame`: those of "may this go into ChatGPT?". `aside`: words that say little in one.
    """

    same: tuple[tuple[str, ...], ...] = ()
    near: tuple[Near, ...] = ()
    frame: tuple[str, ...] = ()
    question_frame: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    contrasts: tuple[Contrast, ...] = ()


@cache
def load_synonyms() -> Synonyms:
    """Read the list that ships with Annai.

    Raises:
        SynonymsError: the file is malformed.
    """
    text = (files("knowledge") / "content" / PACKAGED).read_text("utf-8")
    return parse_synonyms(text, PACKAGED)


def parse_synonyms(text: str, name: str) -> Synonyms:
    """Read a list of synonyms from its TOML.

    Args:
        text: the TOML.
        name: what errors call it.

    Raises:
        SynonymsError: it is malformed; the message names the table and the reason.
    """
    try:
        book = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SynonymsError(f"{name}: TOML として読めません（{error}）。") from None
    if unknown := set(book) - _TABLES:
        raise SynonymsError(f"{name}: {', '.join(sorted(unknown))}: 知らない項目です。")
    where = f"{name}: "
    return Synonyms(
        same=tuple(_words(row, "words", where + at) for at, row in _rows(book, "same", name)),
        near=tuple(
            Near(_words(row, "words", where + at), _words(row, "to", where + at))
            for at, row in _rows(book, "near", name)
        ),
        frame=_flat(book, "frame", name),
        question_frame=_flat(book, "question_frame", name),
        aside=_flat(book, "aside", name),
        contrasts=tuple(
            Contrast(
                _text(row, "about", where + at),
                _text(row, "side", where + at),
                _words(row, "words", where + at),
            )
            for at, row in _rows(book, "contrast", name)
        ),
    )


def _flat(book: dict[str, object], key: str, name: str) -> tuple[str, ...]:
    rows = _rows(book, key, name)
    return tuple(word for at, row in rows for word in _words(row, "words", f"{name}: {at}"))


def _rows(book: dict[str, object], key: str, name: str) -> list[tuple[str, dict[str, object]]]:
    rows = book.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SynonymsError(f"{name}: {key}: 表の配列（[[…]]）ではありません。")
    return [(f"{key} {at}", row) for at, row in enumerate(rows, 1)]


def _text(row: dict[str, object], key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SynonymsError(f"{where}: {key}: 文字列がありません。")
    return value


def _words(row: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    value = row.get(key)
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(word, str) and word.strip() for word in value)
    ):
        raise SynonymsError(f"{where}: {key}: 言葉の配列がありません。")
    return tuple(value)
