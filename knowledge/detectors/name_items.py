"""Lists of people, item by item: whether each can be somebody where everybody else is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_kana import is_kana_name, kana_end
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    HONORIFICS,
    NOBODY,
    NOT_CALLED,
    RARE_SURNAMES,
    SINGLE_GIVEN,
    SINGLE_SURNAMES,
    TITLES,
    UNITS,
    WORD_GROUPS,
)
from knowledge.detectors.named import Strength, strength_of
from knowledge.detectors.scene import NAME_CHAR, all_hiragana, all_kanji, all_katakana
from knowledge.detectors.word_lists import either
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

HEADS = (
    "出席|欠席|不参加|参加|いた人|いない人|来た人|来てた人|出た人|集まった人|休んだ人|休み|お休み|遅刻|早退|早番|遅番|中番|夜勤|日勤|当番|日直|当直|"
    "メンバー|顔ぶれ|居残り|残った人|幹事|司会|書記|記録|議長|進行|発表順|発表者|順番|誘導|案内係|会計係|運転手|運転|同乗|立会|立ち会い|立会い|同席|担当|"
    "副店長|店長|オンライン|リモート|見学|講師|受講|お茶当番|掃除|鍵当番|電話番|引率|報告|連絡係|先発|後発|参加できる人|出られる人|出られない人|来られる人|来られない人|行ける人|行けない人|来る人|残る人|左から|右から|先方|当社|弊社|客先|相手"
)
HEAD_WORD = regex(
    rf"(?:{HEADS})(?:者|した人|組|メンバー|側|参加|連絡|届)?|[A-H0-9]{{1,2}}(?:班|組|チーム|号車|便)|[0-9]{{3,4}}(?:号室?)?(?=:)|[0-9]{{3,4}}"
)
# A new side of the table begins a new list.
SIDES = frozenset({"当社", "弊社", "当方", "先方", "客先", "相手", "御社"})
_PIECE = regex(r"[^、,/・&;:\s→⇒|]+(?:・[^、,/・&;:\s→⇒|]+)*")
_NUMBER = regex(r"(?:[0-9]{1,2}[.)]?|[・*\-])?")
_LEAD = regex(
    rf"(?:(?:あと|それと|ほか|遅れて|後から|途中から|リモートで|オンラインで)、?)?(?:(?:{either(DEPARTMENTS)}|{HEADS}|[一-龥ァ-ヶ0-9]{{1,6}}(?:{'|'.join(UNITS)}))の)?"
)
_TAIL = regex(rf" ?(?:{HONORIFICS}|{TITLES})?(?:\([^()\n]{{0,14}}\))?(?:も|ら|ほか|他|です|。)?$")
_CORE = regex(rf"{NAME_CHAR}{{1,8}}(?:[・=]{NAME_CHAR}{{1,10}}){{0,3}}")


@dataclass(frozen=True, slots=True)
class Item:
    """One person of a list. `vouched`: surely a person; `grouped`: as easily a place or a thing."""

    start: int
    end: int
    vouched: bool
    grouped: bool


def read_items(scene: Scene, start: int, limit: int, *, count: int = 0) -> tuple[list[Item], bool]:
    """Read items up to the first that is no person; say whether everything was read.

    `count` is how many people the text says they are, if it says so: then doubtful ones are some.
    """
    items: list[Item] = []
    doubtful: list[Item] = []
    weekdays: list[Item] = []
    whole = False
    for piece in _PIECE.finditer(scene.text, start, limit):
        if piece[0] in FILLERS and piece[0] in SINGLE_SURNAMES:
            weekdays.append(Item(*piece.span(), vouched=False, grouped=True))
            continue
        if piece[0] in SIDES and items:
            whole = True
            break
        if HEAD_WORD.fullmatch(piece[0].rstrip(":")) or piece[0] in FILLERS:
            continue
        read = _item(scene, piece.start(), piece.end()) or _two(scene, *piece.span())
        if not read and all_katakana(piece[0]) and 1 < len(piece[0]) < 6:
            doubtful.append(Item(*piece.span(), vouched=False, grouped=True))
            continue
        if not read:
            break
        _add(scene, items, read)
    else:
        whole = bool(items)
    # 金 is a weekday, but not between 旭 and 柏.
    if len([item for item in items if not item.grouped]) > 1:
        items = sorted([*items, *weekdays], key=_start)
    # アリ is an ant, but not between ホセ and チョードリー.
    foreign = [i for i in items if i.vouched and all_katakana(scene.text[i.start])]
    counted = count > 1 and len(items) + len(doubtful) == count
    if doubtful and (len(foreign) > len(doubtful) or counted):
        return sorted([*items, *doubtful], key=_start), whole or counted
    return items, whole and not doubtful


def _add(scene: Scene, items: list[Item], read: list[Item]) -> None:
    """Add items to those before; a given name after a space goes with its family name."""
    for item in read:
        joined = items and scene.text[items[-1].end : item.start] == " "
        if joined and _is_given(scene, items[-1], item):
            items[-1] = Item(items[-1].start, item.end, vouched=True, grouped=False)
        else:
            items.append(item)


def _start(item: Item) -> int:
    return item.start


def _is_given(scene: Scene, family: Item, given: Item) -> bool:
    first, last = (uses_of(scene.text[i.start : i.end]) for i in (family, given))
    return first.surname and (last.given or not last.surname)


def _two(scene: Scene, start: int, end: int) -> list[Item]:
    """湊と梢: two with a particle between."""
    for at in range(start + 1, end - 1):
        if scene.text[at] in "とや":
            first, second = _item(scene, start, at), _item(scene, at + 1, end)
            if first and second:
                return first + second
    return []


def _item(scene: Scene, start: int, end: int) -> list[Item]:
    text = scene.text
    number = _NUMBER.match(text, start, end)
    begin = number.end() if number else start
    lead = _LEAD.match(text, begin, end)
    begin = lead.end() if lead else begin
    core = _CORE.match(text, begin, end)
    if core is None:
        return []
    for stop in _ends(begin, core.end()):
        tail = _TAIL.match(text[stop:end])
        if tail and may_be_person(scene, begin, stop):
            titled = stop < end and re.match(rf" ?(?:{HONORIFICS}|{TITLES})", text[stop:end])
            surface = text[begin:stop]
            likely = strength_of(scene, begin, stop) >= Strength.LIKELY
            uses = uses_of(surface)
            plain = uses.common or surface in BIG_PLACES or len(surface) == 1
            vouched = bool(titled) or (likely and not plain)
            place = surface in BIG_PLACES or ((uses.place or uses.proper) and not uses.name)
            return [Item(begin, stop, vouched, surface in WORD_GROUPS or place)]
    return []


def _ends(start: int, end: int) -> Iterator[int]:
    """Where a name may end: before an honorific or title, or with the stretch."""
    yield end
    for size in range(2, 9):
        stop = end - size
        if stop <= start:
            return
        yield stop
    if end - 1 > start:
        yield end - 1


def may_be_person(scene: Scene, start: int, end: int) -> bool:
    """Whether a whole item can be somebody, where everything else in the list is somebody."""
    surface = scene.text[start:end]
    if surface in FILLERS | DEPARTMENTS | NOBODY | NOT_CALLED or HEAD_WORD.fullmatch(surface):
        return False
    uses = uses_of(surface)
    if all_kanji(surface):
        if len(surface) == 1:
            return uses.surname or uses.given or surface in SINGLE_SURNAMES | SINGLE_GIVEN
        known = uses.surname or uses.given or surface in RARE_SURNAMES or surface in BIG_PLACES
        return known or _reads_as_name(scene, start, end)
    if all_hiragana(surface):
        return is_kana_name(surface) or (len(surface) > 1 and kana_end(scene, start, end) == end)
    if all_katakana(surface.replace("・", "").replace("=", "")):
        if uses.common:
            return len(surface) > 2 and scene.word_at(start).part_of_speech[2] in {"人名", "地名"}
        if uses.place or uses.proper:
            return len(surface) > 2
        ordinary = scene.is_ordinary(start, end)
        return uses.name or (len(surface) > 2 and not ordinary)
    return _reads_as_name(scene, start, end)


def _reads_as_name(scene: Scene, start: int, end: int) -> bool:
    if end - start > 6 or name_from(scene, start, end) != end:
        return False
    return strength_of(scene, start, end) >= Strength.LIKELY
