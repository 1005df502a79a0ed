"""Names in cells: CSV and TSV columns, SQL values, JSON and configuration values."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_labels import read_people
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    HONORIFICS,
    NOBODY,
    TITLES,
)
from knowledge.detectors.named import Named, Side, Strength, strength_of
from knowledge.detectors.scene import NAME_CHAR
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene
    from knowledge.detectors.tables import Cell

_FORM_COLUMN = regex(
    r"氏名|名前|姓名|名義|^姓$|^名$|フリガナ|ふりがな|カナ|シメイ|full_?name|(?:customer|client|emp|employee|staff|member|contact|person|first|last|family|given|sur|buyer|recipient)_?name|^name$|^名$|^(?:.{0,12}_)?(?:kana|yomi|buyer|recipient|consignee|guest|patient|applicant|payee|payer|holder)$|ヨミ|よみ"
)
_PEOPLE_COLUMN = regex(
    r"担当|責任者|作業者|出席者|参加者|作成者|承認者|申請者|報告者|記録者|使用者|利用者|依頼者|対応者|確認者|点検者|検査者|入力者|受講者|購入者|契約者|"
    r"応募者|候補者|上長|上司|部下|社員$|従業員$|早番|遅番|夜勤|日勤|当番|メンバー|宛名|受取人|送り主|代表者|窓口|owner|assignee|author|reporter|reviewer|member$|staff$|employee$|pic$|contact$"
)
_NO_PEOPLE_COLUMN = regex(
    r"番号|コード|電話|tel|mail|メール|部署|部門|課$|部$|日|住所|金額|数|id$|_no$|区分|会社|社名|品名|件名|率"
)
_THEIR_TABLE = regex(
    r"顧客|お客様|会社|取引先|得意先|仕入先|customer|client|buyer|購入|注文|届け先|会員|患者"
)
_OUR_TABLE = regex(r"社員|従業員|部署|所属|emp|staff")
_INSERT = regex(r"insert\s{1,4}into\s{1,4}([^\s(]{1,60})", re.IGNORECASE)
_VALUE_NAME = regex(
    r"[\"'`]?(?P<key>[A-Za-z_]{0,20}(?:name|Name|NAME|owner|author|assignee|reporter|user|contact|person|recipient|buyer)|[一-龥ァ-ヶ]{0,6}(?:氏名|名前|担当者?|顧客名|お客様名|作成者|承認者))[\"'`]?"
    r"[ \t]{0,3}(?::|=>|<>|!=|==?|(?<![A-Za-z])like(?![A-Za-z])|(?<![A-Za-z])LIKE(?![A-Za-z]))[ \t]{0,3}[\"'`]%?(?P<value>[^\"'`\n%]{1,40})%?[\"'`]"
)
_KEY_OF_THING = regex(
    r"file|host|domain|product|item|table|db|bucket|class|func|method|event|path|var|col|field|tag|branch|service|job|key|server",
    re.IGNORECASE,
)
_THEIR_OBJECT = regex(
    r"customer|client|kokyaku|会員|顧客|お客様|buyer|recipient|shipping|billing|取引先",
    re.IGNORECASE,
)
_DELIMITERS = ("\t", ",", "|", ";", "、")
_END = regex(rf" ?(?:{HONORIFICS}|{TITLES})?(?:\([^)]*\))?[ \"']*$")
_NO_NAME = regex(r"[0-9@:%¥_○△□●×*]|^[A-Za-z]{0,2}$|^-+$|XX|://")
_WHOLE_CELL = regex(NAME_CHAR + "{1,6} ?" + NAME_CHAR + "{0,6}")
_FEWEST_ROWS = 3


def find_in_cells(scene: Scene) -> Iterator[Named]:
    """Yield the names in tables and in quoted values of code."""
    text = scene.text
    for cell in scene.reading.cells:
        yield from _by_header(scene, cell)
    for value in _VALUE_NAME.finditer(text):
        if not _KEY_OF_THING.search(value["key"]):
            yield from _value(scene, *value.span("value"))
    for column in _columns(text):
        yield from _by_company(scene, column)


def _by_header(scene: Scene, cell: Cell) -> Iterator[Named]:
    header = cell.header
    if any("】" in one for one in cell.headers):
        return
    form = _FORM_COLUMN.search(header) is not None
    if not form and (not _PEOPLE_COLUMN.search(header) or _NO_PEOPLE_COLUMN.search(header)):
        return
    if re.search(r"会社|社名|品名|商品|製品|件名|項目|ファイル|product|item|file", header):
        return
    side = _side_of(scene.text, cell)
    value = scene.text[cell.start : cell.end]
    # 氏名、住所、… over a list of other things reads like a table and is prose.
    least = (
        Strength.LIKELY if "、" in scene.text[cell.start - 1 : cell.end + 1] else Strength.UNKNOWN
    )
    people = list(read_people(scene, cell.start, cell.end, least, side))
    if form and people and _WHOLE_CELL.fullmatch(value):
        people = [Named(cell.start, cell.end, side, "column")]
    yield from people
    if (
        least is Strength.UNKNOWN
        and not people
        and not _NO_NAME.search(value)
        and value not in FILLERS | DEPARTMENTS | NOBODY
    ):
        unknown = form and len(value) <= 14
        if unknown or not scene.is_ordinary(cell.start, cell.end):
            yield Named(cell.start, cell.end, side, "column")


def _side_of(text: str, cell: Cell) -> Side:
    headers = " ".join(cell.headers)
    if _THEIR_TABLE.search(headers) and not _OUR_TABLE.search(headers):
        return Side.THEIRS
    tables = [
        insert[1] for insert in _INSERT.finditer(text, max(0, cell.start - 4_000), cell.start)
    ]
    return Side.THEIRS if tables and _THEIR_OBJECT.search(tables[-1]) else Side.UNSAID


def _value(scene: Scene, start: int, end: int) -> Iterator[Named]:
    text = scene.text
    stop = name_from(scene, start, end)
    if stop is None or not _END.fullmatch(text[stop:end]):
        return
    if strength_of(scene, start, stop) >= Strength.LIKELY or " " in text[start:stop]:
        near = text[max(0, start - 160) : start]
        side = Side.THEIRS if _THEIR_OBJECT.search(near) else Side.UNSAID
        yield Named(start, stop, side, "value")


@dataclass
class _Column:
    spans: list[tuple[int, int]] = field(default_factory=list)


def _columns(text: str) -> Iterator[_Column]:
    """Yield the columns of every run of lines that have the same number of delimiters."""
    for delimiter in _DELIMITERS:
        if text.count(delimiter) < _FEWEST_ROWS:
            continue
        columns: dict[int, _Column] = defaultdict(_Column)
        width, at = 0, 0
        for line in [*text.split("\n"), ""]:
            count = line.count(delimiter)
            if count != width or count == 0:
                yield from _long_enough(columns)
                columns = defaultdict(_Column)
                width = count
            if count:
                _add_row(columns, line, at, delimiter)
            at += len(line) + 1


def _long_enough(columns: dict[int, _Column]) -> Iterator[_Column]:
    for column in columns.values():
        if len(column.spans) >= _FEWEST_ROWS:
            yield column


def _add_row(columns: dict[int, _Column], line: str, at: int, delimiter: str) -> None:
    start = 0
    for place, piece in enumerate(line.split(delimiter)):
        value = piece.strip(" \"'")
        left = len(piece) - len(piece.lstrip(" \"'"))
        if value:
            begin = at + start + left
            columns[place].spans.append((begin, begin + len(value)))
        start += len(piece) + len(delimiter)


def _by_company(scene: Scene, column: _Column) -> Iterator[Named]:
    """Take a column for names when most of its cells are: one name vouches for the next."""
    text = scene.text
    named: list[Named] = []
    doubtful: list[Named] = []
    others = 0
    sure = False
    for start, end in column.spans:
        value = text[start:end]
        if value in FILLERS or value in BIG_PLACES or _NO_NAME.search(value):
            others += value not in FILLERS
            continue
        stop = name_from(scene, start, end)
        if stop is None or not _END.fullmatch(text[stop:end]):
            others += 1
            continue
        strength = strength_of(scene, start, stop)
        known_thing = uses_of(value).common and not uses_of(value).name
        target = doubtful if strength is Strength.UNKNOWN or known_thing else named
        target.append(Named(start, stop, Side.UNSAID, "column"))
        sure = sure or strength is Strength.SURE or scene.word_at(start).part_of_speech[3] == "姓"
    if sure and len(named) >= 2 and len(named) >= others + len(doubtful):
        yield from named
        yield from doubtful
