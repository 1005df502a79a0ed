"""Rows about persons that come without a head line: what each of their cells must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.tables import Cell
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSERT = regex(r"insert\s{1,4}into\s{1,4}(?P<table>[^\s(]{1,80})\s{1,4}values", re.IGNORECASE)
_TUPLE = regex(r"\s{0,40}\(([^()\n]{1,1500})\)\s{0,4}[,;]?")
_LINE = regex(r"^[^\n]{8,600}$", re.MULTILINE)
_CUT = regex(r"[ ]{0,2}[,\t|;][ ]{0,2}|[ ]/[ ]")
_PEOPLE_TABLE = regex(
    r"member|user|customer|client|employee|staff|person|people|patient|student|applicant|contact"
    r"|kaiin|kokyaku|shain|syain|meibo|会員|顧客|社員|名簿|患者|生徒|応募",
    re.IGNORECASE,
)
_OF_SOMEBODY = regex(
    r"[^\s@]{1,64}@[^\s@]{1,64}\.[a-z]{2,}|\(?0[0-9]{1,4}\)?[-. (]?[0-9]{1,4}[-. )]?[0-9]{3,4}"
    r"|〒?[0-9]{3}-[0-9]{4}|[一-龯]{2,4}[都道府県市区郡].{2,40}[0-9]",
    re.IGNORECASE,
)
_NAME = regex(r"[一-龯々〆ヶぁ-んァ-ヶー・]{1,8}[ ]?[一-龯々ぁ-んァ-ヶーA-Za-z]{1,10}(?:様|さん)?")
_BORN = regex(
    r"(?:19[2-9][0-9]|200[0-9]|201[0-2])(?:[-/.年][ ]?[01]?[0-9][-/.月][ ]?[0-3]?[0-9]日?"
    r"|[01][0-9][0-3][0-9])"
    r"|(?:[TSH]|大正|昭和|平成)[ ]?(?:[0-9]{1,2}|元)[-/.年][ ]?[01]?[0-9][-/.月][ ]?[0-3]?[0-9]日?"
)
_CODE = regex(r"[A-Za-z]{1,5}[-_]?[0-9]{3,10}|[0-9]{2,6}-[0-9]{3,6}")
_NO_CODE = regex(r"0[0-9]{1,4}-[0-9]|[0-9]{3}-[0-9]{4}$")


def person_rows(text: str) -> Iterator[Cell]:
    """Yield the dates of birth and the codes of rows that hold somebody's name and contact."""
    for insert in _INSERT.finditer(text):
        named = _PEOPLE_TABLE.search(insert["table"]) is not None
        at = insert.end()
        while values := _TUPLE.match(text, at):
            at = values.end()
            yield from _guess(text, *values.span(1), named=named)
    for line in _LINE.finditer(text):
        if len(_CUT.findall(line[0])) >= 2 and _OF_SOMEBODY.search(line[0]):
            yield from _guess(text, *line.span(), named=False)


def _guess(text: str, start: int, end: int, *, named: bool) -> Iterator[Cell]:
    values = list(_values(text, start, end))
    if len(values) < 3:
        return
    written = [text[begin:stop] for begin, stop in values]
    if not any(_NAME.fullmatch(value) for value in written):
        return
    if not named and not any(_OF_SOMEBODY.fullmatch(value) for value in written):
        return
    for (begin, stop), value in zip(values, written, strict=True):
        if _BORN.fullmatch(value):
            yield Cell(begin, stop, "生年月日", ("生年月日",))
        elif _CODE.fullmatch(value) and not _NO_CODE.match(value):
            yield Cell(begin, stop, "会員番号", ("会員番号",))


def _values(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    cuts = [cut.span() for cut in _CUT.finditer(text, start, end)]
    for begin, stop in (*cuts, (end, end)):
        raw = text[at:begin]
        left = len(raw) - len(raw.lstrip(" \"'"))
        value = raw.strip(" \"'")
        if value:
            yield at + left, at + left + len(value)
        at = stop
