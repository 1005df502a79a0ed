"""Names in sheets: dated rows, seat plans, lists in code, organisation charts, headers, chats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_items import Item, may_be_person, read_items
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    GIVEN_IN_KANA,
    NOBODY,
    SINGLE_SURNAMES,
    TITLES,
    UNITS,
)
from knowledge.detectors.named import Named, Side, can_be_family
from knowledge.detectors.romaji import is_japanese_name
from knowledge.detectors.scene import NAME_CHAR, all_katakana
from knowledge.detectors.word_lists import either, may_begin
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_ROW = regex(
    r"^[> ・*-]{0,4}(?:[0-9]{1,2}/[0-9]{1,2}|(?:[0-9]{1,2}月)?[0-9]{1,2}日|[0-9]{1,2}(?:列目?|番|班|組|号車|階|週目|回目|卓)|[A-Z](?:列|班|組|卓)|[月火水木金土日](?:曜日?)?)"
    r"(?: ?\([月火水木金土日祝]\))?(?: ?[:→] ?|[ \t]{1,3})(?=\S)(?P<list>[^\n]{1,60})$",
    re.MULTILINE,
)
_DUTIES = regex("当番|シフト|席順|座席|席次|配席|席替え|班分け|担当|夜勤|日直|宿直|当直")
_SEATS = regex("座席|席順|席次|配席|席替え|席の配置")
_GRID = regex(r"(?:^[^|\n]{1,12}(?:\|[^|\n]{1,12}){1,8}(?:\n|\Z)){2,20}", re.MULTILINE)
_CELL = regex(r"[^|\n]+")
_CODE_LIST = regex(
    r"(?<![A-Za-z])(?:[A-Za-z_]{0,12}(?:members|names|people|persons|staff|users|attendees|employees|owners|assignees|speakers|reviewers|shift|roster)|担当者?|メンバー|当番|参加者|出席者|社員)"
    r"[\"']? ?(?::=|=>|=|:) ?[\[({](?P<list>[^\])}\n]{2,300})"
)
_QUOTED = regex(r"[\"'`]([^\"'`\n]{1,16})[\"'`]")
_POSTED = regex(
    rf"^[> ]{{0,4}}(?P<star>\*)?(?P<name>{NAME_CHAR}{{2,6}}(?: {NAME_CHAR}{{1,4}})?)(?(star)\*)[ \t]+\[?[0-9]{{1,2}}:[0-9]{{2}}\]?[ \t]*$",
    re.MULTILINE,
)
_SAYS = regex(rf"(?<=[:。\n・])(?P<name>{NAME_CHAR}{{2,5}}) ?(?:…|\.{{2,6}})(?=[^\s.])")
_HEADER = regex(
    rf"^[> ]{{0,4}}(?:From|To|Cc|CC|Reply-To|Sender|差出人|宛先) ?: ?\"?(?P<name>{NAME_CHAR}{{1,5}} {NAME_CHAR}{{1,5}})\"? ?[<(]",
    re.MULTILINE,
)
_FORM = regex(
    r"^[> ・]{0,4}(?:(?:会員|お客|顧客|ご?契約者|お?申込者|患者|ご?利用者|ご?注文者|ご?購入者|ご?名義人|お?受取人|ご?予約者|ご?本人|ご?入居者)(?:様|さま)"
    rf"|氏 {{1,8}}名|名 {{1,8}}前|姓 {{1,8}}名)(?: ?: ?|[ \t]{{1,6}})(?P<name>{NAME_CHAR}{{1,5}} {NAME_CHAR}{{1,5}})[ \t]*$",
    re.MULTILINE,
)
_TITLED = regex(
    may_begin(TITLES)
    + rf"(?:(?<=[ \t部課室係店局])|^)(?:{TITLES})(?P<name>{NAME_CHAR}{{1,4}})(?=\(|[ \t]*$)",
    re.MULTILINE,
)
_BRANCH = regex(
    rf"^[ \t]*[├└┣┗│┃]{{1,4}}[─━-]{{0,4}} ?(?:[^\s、・]{{0,8}}(?:{'|'.join(UNITS)})|{either(DEPARTMENTS)}) ?(?:{TITLES})?(?P<list>[^\n]{{1,40}})$",
    re.MULTILINE,
)
_PIECE = regex(r"[^、,/&;|\n]+")
_PART = regex("[^・]+")
_LATIN = regex(r"[A-ZÀ-ɏẠ-ỹ][A-Za-zÀ-ɏẠ-ỹ'-]{1,15}(?: [A-ZÀ-ɏẠ-ỹ][A-Za-zÀ-ɏẠ-ỹ'-]{0,15}){1,3}")
_FOREIGN = regex(rf"[ァ-ヶー]{{2,10}}(?:[・=]{NAME_CHAR}{{1,10}}){{1,3}}")
_EMPTY_SEATS = frozenset({"空", "空席", "通路", "柱", "窓", "島", "入口", "出口", "扉"})


def find_in_sheets(scene: Scene) -> Iterator[Named]:
    """Yield the names of rows, cells and lines where nothing but a person is written."""
    yield from _in_rows(scene)
    yield from _in_seats(scene)
    yield from _in_code(scene)
    yield from _posts(scene)
    yield from _in_forms(scene)
    yield from _in_charts(scene)


def _in_rows(scene: Scene) -> Iterator[Named]:
    rows = list(_ROW.finditer(scene.text))
    if len(rows) < 2:
        return
    read = [_people(scene, *row.span("list")) for row in rows]
    items = [item for row in read for item in row]
    if not all(read) or len(items) < 2:
        return
    first = rows[0].start()
    duty = _DUTIES.search(scene.text, max(0, first - 60), first) is not None
    if any(item.vouched for item in items) and (
        duty or not any(item.grouped and item.end - item.start > 1 for item in items)
    ):
        yield from _named(scene, items)


def _in_seats(scene: Scene) -> Iterator[Named]:
    if not _SEATS.search(scene.text):
        return
    for grid in _GRID.finditer(scene.text):
        read = [_people(scene, *cell.span()) for cell in _CELL.finditer(scene.text, *grid.span())]
        items = [item for cell in read for item in cell]
        if any(item.vouched for item in items) or len(items) * 2 > len(read):
            yield from _named(scene, items)


def _in_code(scene: Scene) -> Iterator[Named]:
    for found in _CODE_LIST.finditer(scene.text):
        values = list(_QUOTED.finditer(scene.text, *found.span("list")))
        read = [_people(scene, *value.span(1)) for value in values]
        items = [item for value in read for item in value]
        known = sum(bool(value) for value in read)
        if any(item.vouched for item in items) and known * 2 >= len(values):
            yield from _named(scene, items)


def _posts(scene: Scene) -> Iterator[Named]:
    """*こはる* 9:12 over what she wrote, and 岡本…問い合わせは増えた."""
    posts = [post for post in _POSTED.finditer(scene.text) if _may_post(scene, post)]
    for post in posts:
        if post["star"] or len(posts) > 1:
            yield Named(*post.span("name"), Side.UNSAID, "speaker")
    for found in _SAYS.finditer(scene.text):
        name = found["name"]
        if can_be_family(name) and not uses_of(name).common and name not in BIG_PLACES:
            yield Named(*found.span("name"), Side.UNSAID, "speaker")


def _may_post(scene: Scene, post: re.Match[str]) -> bool:
    name = post["name"].split(" ")[0]
    if name in BIG_PLACES:
        return False
    start = post.start("name")
    return name in GIVEN_IN_KANA or may_be_person(scene, start, start + len(name))


def _in_forms(scene: Scene) -> Iterator[Named]:
    for pattern in (_HEADER, _FORM):
        for found in pattern.finditer(scene.text):
            family, given = found["name"].split(" ")
            said = uses_of(family).common and uses_of(given).common and not can_be_family(family)
            nobody = said or {family, given} & (FILLERS | DEPARTMENTS | NOBODY)
            if not nobody and not family.endswith(UNITS) and not given.endswith(UNITS):
                yield Named(*found.span("name"), Side.UNSAID, "column")


def _in_charts(scene: Scene) -> Iterator[Named]:
    """部長五味 at the end of a line, └サポート南・東出."""
    for found in _TITLED.finditer(scene.text):
        name = found["name"]
        written = name in SINGLE_SURNAMES if len(name) == 1 else can_be_family(name)
        if written and name not in FILLERS | DEPARTMENTS | NOBODY and not name.endswith(UNITS):
            yield Named(*found.span("name"), Side.UNSAID, "belongs")
    for branch in _BRANCH.finditer(scene.text):
        items = _people(scene, *branch.span("list"))
        if len(items) > 1 and any(item.vouched for item in items):
            yield from _named(scene, items)


def _people(scene: Scene, start: int, limit: int) -> list[Item]:
    """The people of a row; none when anything in it is something else."""
    people: list[Item] = []
    for piece in _PIECE.finditer(scene.text, start, limit):
        begin = piece.start() + len(piece[0]) - len(piece[0].lstrip())
        end = begin + len(piece[0].strip())
        if scene.text[begin:end] in FILLERS | _EMPTY_SEATS:
            continue
        one = _one(scene, begin, end)
        if not one:
            return []
        people += one
    return people


def _one(scene: Scene, start: int, end: int) -> list[Item]:
    text = scene.text
    if _LATIN.fullmatch(text, start, end):
        known = any(ord(c) > 0xBF or c == " " for c in text[start:end])
        known = known and (not text[start:end].isascii() or _is_romaji(text[start:end]))
        return [Item(start, end, vouched=known, grouped=False)] if known else []
    if _is_foreign(text, start, end):
        return [Item(start, end, vouched=False, grouped=False)]
    people: list[Item] = []
    for part in _PART.finditer(text, start, end):
        items, whole = read_items(scene, *part.span())
        if not whole:
            return []
        people += items
    return people


def _is_foreign(text: str, start: int, end: int) -> bool:
    """キャロル・五島, ファン・ティ・ラン, オリガ: no word of the language and no place."""
    parts = re.split("[・=]", text[start:end])
    if not all_katakana(parts[0]) or len(parts[0]) < 2 or end - start > 24:
        return False
    uses = uses_of(parts[0])
    plain = uses.common or uses.place
    if len(parts) == 1:
        return not plain and len(parts[0]) < 9
    return _FOREIGN.fullmatch(text, start, end) is not None and (len(parts) > 2 or not plain)


def _is_romaji(name: str) -> bool:
    return any(is_japanese_name(word) for word in name.split(" "))


def _named(scene: Scene, items: list[Item]) -> Iterator[Named]:
    for item in items:
        if scene.text[item.start : item.end] not in BIG_PLACES:
            yield Named(item.start, item.end, Side.UNSAID, "roster")
