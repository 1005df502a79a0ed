"""Frequent questions with their answers, from a file that people who do not program edit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.content_table import read_table

if TYPE_CHECKING:
    from knowledge.content_table import Table
    from knowledge.wording import Words

PACKAGED = "faq.toml"
_KEYS = frozenset({"id", "question", "answer", "words"})


@dataclass(frozen=True, slots=True)
class FrequentQuestion:
    """A question that comes again and again. `words` are other ways in which people ask it."""

    id: str
    question: Words
    answer: Words
    words: tuple[str, ...]


@cache
def load_faq() -> tuple[FrequentQuestion, ...]:
    """Return the questions that ship with Annai.

    Raises:
        ContentError: the file is malformed.
    """
    source = (files("knowledge") / "content" / PACKAGED).read_text("utf-8")
    return parse_faq(source, PACKAGED)


def parse_faq(source: str, name: str) -> tuple[FrequentQuestion, ...]:
    """Read frequent questions from their TOML.

    Args:
        source: the TOML.
        name: what errors call it.

    Raises:
        ContentError: it is malformed, or two have the same id.
    """
    book = read_table(source, name)
    book.refuse_others(frozenset({"faq"}))
    found: dict[str, FrequentQuestion] = {}
    for row in book.tables("faq"):
        one = _question(row)
        if one.id in found:
            raise row.refuse("id", "同じ id が二度あります。", "the same id twice.")
        found[one.id] = one
    return tuple(found.values())


def _question(row: Table) -> FrequentQuestion:
    row.refuse_others(_KEYS)
    question, answer = row.words("question"), row.words("answer")
    for key, said in (("question", question), ("answer", answer)):
        if not said.ja or not said.en:
            raise row.refuse(key, "文がありません。", "there is no text.")
    return FrequentQuestion(row.text("id"), question, answer, row.strings("words"))
