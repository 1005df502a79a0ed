"""Cells of tables inside a text, each with the words at the head of its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower
from knowledge.detectors.readings import usual_heading
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER_WORDS = regex(
    r"氏名|名前|名義|姓|担当|会社|社名|顧客|取引先|得意先|電話|携帯|tel|phone|fax|mobile|連絡先|メール|mail"
    r"|住所|所在地|address|郵便|〒|zip|postal|生年月日|誕生日|生まれ|birth|dob|番号|コード|会員|お客様|契約者|患者|学籍|code|cd(?![a-z])|no(?![a-z])|id"
    r"|口座|account|銀行|支店|bank|カード|card|パスワード|password|pass|pw|暗証|pin|token|key"
    r"|金額|単価|価格|小計|合計|費|料|代|額|給|賞与|手当|売上|原価|利益|予算|実績|計画|残高|入金|出金|支払|請求|税"
    r"|amount|price|cost|total|fee|salary|name|品名|品目|項目|科目|数量|件名|日付|用途|部署|所属|続柄|年齢|性別|備考"
)
_NAME_COLUMN = regex(r"氏名|名前|担当|名義|品名|品目|内容|name|項目|会社")
# A head line names things; it holds no values, sentences or code.
_TOO_CONCRETE = regex(r"[0-9]{3}(?![0-9]?年)|[@。={}$<>:]|[A-Za-z_]\(")
_RULE_LINE = regex(r"[|\s:+=\-ー─━┼]{3,}")
_INSERT = regex(r"insert\s{1,4}into\s{1,4}[^\s(]{1,80}\s{0,4}\(([^()]{1,600})\)\s{0,4}values")
_TUPLE = regex(r"\s{0,40}\(([^()]{1,1500})\)\s{0,4}[,;]?")
_SPLITTERS = (
    ("\t", regex(r"\t")),
    ("|", regex(r"\|")),
    (
        ",",
        regex(r","),
    ),
    (";", regex(r";")),
    ("/", regex(r" ?/ ")),
    ("/=", regex(r"/")),
    ("  ", regex(r" {2,}")),
    ("、", regex(r"、")),
    (" ", regex(r" ")),
)
_QUOTED_OR_COMMA = regex(r"\"[^\"\n]*\"|'[^'\n]*'|,")
_WIDEST_HEADER_CELL = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `header` is lower-case without spaces; `headers` is the whole head line."""

    start: int
    end: int
    header: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def cells(text: str) -> Iterator[Cell]:
    """Yield the cells under the head lines of CSV, TSV, Markdown and aligned tables, and of SQL.

    Offsets point into `text`; quotes and spaces around a value are left out of the span.
    """
    yield from _delimited(text)
    yield from _inserted(text)


def _lines(text: str) -> list[_Line]:
    out = []
    at = 0
    for piece in text.split("\n"):
        quoted = len(piece) - len(piece.lstrip("> "))
        out.append(_Line(at + quoted, piece[quoted:]))
        at += len(piece) + 1
    return out


def _delimited(text: str) -> Iterator[Cell]:
    lines = _lines(text)
    at = 0
    while at < len(lines) - 1:
        found = _header(lines[at].text)
        at += 1
        if found is None:
            continue
        delimiter, headers = found
        while at < len(lines) and (row := _row(lines[at], delimiter, headers)) is not None:
            yield from row
            at += 1


def _header(line: str) -> tuple[str, tuple[str, ...]] | None:
    if len(line) > 400 or _TOO_CONCRETE.search(line):
        return None
    if not _HEADER_WORDS.search(usual_heading(line)):
        return None
    for delimiter, pattern in _SPLITTERS:
        if delimiter[0] not in line:
            continue
        pieces = [
            p.strip(" \"'") for p in pattern.split(line.strip("|" if delimiter == "|" else ""))
        ]
        if len(pieces) < 2:
            continue
        heads = tuple(map(usual_heading, pieces))
        known = sum(_HEADER_WORDS.search(head) is not None for head in heads)
        # Columns parted by one space look like prose; then every word must be a column word.
        needed = len(pieces) if delimiter in {" ", "、", "/="} else 1
        if known >= needed and max(map(len, pieces)) <= _WIDEST_HEADER_CELL:
            return delimiter, heads
    return None


def _row(line: _Line, delimiter: str, headers: tuple[str, ...]) -> list[Cell] | None:
    if not line.text or _RULE_LINE.fullmatch(line.text):
        return []
    spans = _split(line, delimiter)
    if len(spans) < 2:
        return None
    spans = _fit(spans, line, delimiter, headers)
    out = []
    for (start, end), header in zip(spans, headers, strict=False):
        raw = line.text[start - line.start : end - line.start]
        left = len(raw) - len(raw.lstrip(" \"'"))
        value = raw.strip(" \"'")
        if value:
            out.append(Cell(start + left, start + left + len(value), header, headers))
    return out


def _split(line: _Line, delimiter: str) -> list[tuple[int, int]]:
    begin, size = 0, len(line.text)
    if delimiter == "|":
        begin += line.text.startswith("|")
        size -= line.text.endswith("|") and size > 1
    if delimiter == ",":
        cuts = [m.span() for m in _QUOTED_OR_COMMA.finditer(line.text) if m[0] == ","]
    else:
        cuts = [m.span() for m in dict(_SPLITTERS)[delimiter].finditer(line.text, begin, size)]
    edges = [(0, begin), *cuts, (size, size)]
    return [(line.start + a[1], line.start + b[0]) for a, b in pairwise(edges)]


def _fit(
    spans: list[tuple[int, int]], line: _Line, delimiter: str, headers: tuple[str, ...]
) -> list[tuple[int, int]]:
    """Join cells that were cut too often: 1,200 in a CSV, 山田 太郎 between spaces."""
    extra = len(spans) - len(headers)
    if extra <= 0:
        return spans
    if delimiter == ",":
        spans = _join_thousands(spans, line, extra)
        extra = len(spans) - len(headers)
    if extra > 0 and delimiter in {" ", "  "}:
        for place, header in enumerate(headers):
            if _NAME_COLUMN.search(header):
                joined = (spans[place][0], spans[place + extra][1])
                return [*spans[:place], joined, *spans[place + extra + 1 :]]
    return spans


def _join_thousands(spans: list[tuple[int, int]], line: _Line, extra: int) -> list[tuple[int, int]]:
    out = [spans[0]]
    for start, end in spans[1:]:
        before = line.text[out[-1][0] - line.start : out[-1][1] - line.start].strip()
        piece = line.text[start - line.start : end - line.start]
        is_thousands = re.fullmatch(r"[0-9]{3}(?:円|-)?", piece.rstrip())
        if (
            extra > 0
            and is_thousands
            and re.fullmatch(r"[¥▲△-]{0,2}[0-9]{1,3}(?:,[0-9]{3})*", before)
        ):
            out[-1] = (out[-1][0], end)
            extra -= 1
        else:
            out.append((start, end))
    return out


def _inserted(text: str) -> Iterator[Cell]:
    lowered = ascii_lower(text)
    for insert in _INSERT.finditer(lowered):
        heads = text[insert.start(1) : insert.end(1)].split(",")
        headers = tuple(usual_heading(head.strip(" \t\n\"'`[]")) for head in heads)
        at = insert.end()
        while values := _TUPLE.match(text, at):
            at = values.end()
            line = _Line(values.start(1), values[1])
            yield from _row(line, ",", headers) or ()
