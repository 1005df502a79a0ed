"""Names in places where only people stand: 出席 森、石, 片付け → 谷, 当社(八雲、真白)."""

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
from knowledge.detectors.named import Named, Side, Strength, strength_of
from knowledge.detectors.scene import NAME_CHAR, all_hiragana, all_kanji, all_katakana
from knowledge.detectors.word_lists import either, may_begin
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_HEADS = (
    "出席|欠席|不参加|参加|いた人|いない人|来た人|来てた人|出た人|集まった人|休んだ人|休み|お休み|遅刻|早退|早番|遅番|中番|夜勤|日勤|当番|日直|当直|"
    "メンバー|顔ぶれ|居残り|残った人|幹事|司会|書記|記録|議長|進行|発表順|発表者|順番|誘導|案内係|会計係|運転手|運転|同乗|立会|立ち会い|立会い|同席|担当|"
    "副店長|店長|オンライン|リモート|見学|講師|受講|お茶当番|掃除|鍵当番|電話番|引率|報告|連絡係|先発|後発|先方|当社|弊社|客先|相手"
)
_HEAD_WORD = re.compile(
    rf"(?:{_HEADS})(?:者|した人|組|メンバー|側|参加)?|[A-H0-9]{{1,2}}(?:班|組|チーム|号車|便)|[0-9]{{3,4}}(?:号室?)?(?=:)|[0-9]{{3,4}}"
)
_DAY = re.compile(r"^[月火水木金土日](?:曜日?)?(?P<sign>[: \t])[ \t]*", re.MULTILINE)
_LABEL = re.compile(
    r"^[> ・*●○■□◆-]{0,4}(?P<label>[^\s:、。][^\n:、。]{0,17}): ?(?=[^\n]{1,60}$)", re.MULTILINE
)
_THINGS = re.compile(
    r"色|木|花|魚|鳥|野菜|材料|樹|季節|方角|方位|方向|動物|果物|具材|調味料|曜日|単位|楽器|干支|産地|場所|会場|地域|エリア|対象|行き先|行先|経由|駅|素材|材質|柄|味|品|名称|用語|語|文字|漢字|読み|キー|項目|目的|内容|議題|備考|例|天気|持ち物|服装|都市|国|県|店|拠点|コース|ルート|目的地|候補地|景品|メニュー|日時|原料|種類|タイプ|サイズ|銘柄|石|金属|部位|星|山|川|歌|曲|模様|お題|テーマ|業種|業界"
)
_HEAD = re.compile(
    may_begin(_HEADS, "A|B|C|D|E|F|G|H|0|1|2|3|4|5|6|7|8|9")
    + rf"(?<![一-龥ァ-ヶA-Za-z0-9])(?P<head>{_HEAD_WORD.pattern})"
    r"(?P<sign> ?[:=→] ?|、|は(?! )| {1,3}|\t|\n|\()"
)
_ARROW = re.compile(r"[ \t]*(?:→|⇒|➡|->|=>)[ \t]*")
_TASK = re.compile(r"(?:番|当番|担当|係|役|片付け|片づけ|準備|掃除|清掃|受け取り|鍵|運搬|搬入|回収|連絡|報告|確認|誘導|受付|会計|司会|送迎|運転|手配|買い出し|集計|印刷|撮影|見回り|巡回|立ち会い|積み込み|墨出し)\Z")
_BRACKET = re.compile(
    r"(?P<before>当社|弊社|当方|先方|客先|相手|御社|欠席者?|出席者?|参加者?|[一-龥ァ-ヶー]{2})?\((?P<inside>[^()\n]{3,60})\)"
)
_PIECE = re.compile(r"[^、,/・&;:\s→⇒|]+(?:・[^、,/・&;:\s→⇒|]+)*")
_NUMBER = re.compile(r"(?:[0-9]{1,2}[.)]?|[・*\-])?")
_LEAD = re.compile(
    rf"(?:(?:あと|それと|ほか|遅れて|後から|途中から|リモートで|オンラインで)、?)?(?:(?:{either(DEPARTMENTS)}|{_HEADS}|[一-龥ァ-ヶ0-9]{{1,6}}(?:{'|'.join(UNITS)}))の)?"
)
_TAIL = re.compile(rf" ?(?:{HONORIFICS}|{TITLES})?(?:\([^()\n]{{0,14}}\))?(?:も|ら|ほか|他|です|。)?$")
_CORE = re.compile(rf"{NAME_CHAR}{{1,8}}(?:[・=]{NAME_CHAR}{{1,10}}){{0,3}}")
_PLACE_HEADS = re.compile("受付|誘導|案内|運転|見学|先発|後発|順番")
_PERSONAL_HEADS = re.compile("幹事|司会|書記|議長|早番|遅番|中番|夜勤|日勤|当番|日直|当直|欠席|休み|担当|講師|運転手")
_HEADS_OF_ONE = frozenset({"欠席", "出席", "担当", "休み", "記録", "幹事", "司会", "書記"})
_STOPS = re.compile(r"[。\n→⇒]|$")


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    vouched: bool
    grouped: bool


def find_in_rosters(scene: Scene) -> Iterator[Named]:
    """Yield the names of lists, arrows and brackets, the ones that are also everyday words too."""
    yield from _after_heads(scene)
    yield from _after_labels(scene)
    yield from _at_arrows(scene)
    yield from _in_brackets(scene)


def _after_heads(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for head in _HEAD.finditer(text):
        start = head.end()
        if head["sign"] == "(":
            close = text.find(")", start, start + 80)
            limit = close if close >= 0 else start
        else:
            stop = _STOPS.search(text, start, start + 120)
            limit = stop.start() if stop else min(len(text), start + 120)
        items, whole = _read(scene, start, limit)
        if not items or (not whole and (head["sign"] in {"\n", "、"} or len(items) < 2)):
            continue
        if not _fits(head["head"], head["sign"], items):
            continue
        yield from _named(items, _side(head["head"]))


def _after_labels(scene: Scene) -> Iterator[Named]:
    """休憩室の片付け:守と潤: whatever the label, when all that follows can only be people."""
    text = scene.text
    days = list(_DAY.finditer(text))
    for mark in [*_LABEL.finditer(text), *(days if len(days) > 1 else ())]:
        stop = text.find("\n", mark.end())
        items, whole = _read(scene, mark.end(), stop if stop >= 0 else len(text))
        if not whole or all(item.grouped for item in items):
            continue
        label = mark.groupdict().get("label", "")
        vouched = sum(item.vouched for item in items)
        if _THINGS.search(label) or (label and may_be_person(scene, *mark.span("label"))):
            continue
        several = len(items) > 1 and all(_is_written_as_name(scene, item) for item in items)
        if not label or several or vouched > 1 or (_TASK.search(label) and len(items) > 1):
            yield from _named(items, Side.UNSAID)


def _is_written_as_name(scene: Scene, item: _Item) -> bool:
    uses = uses_of(scene.text[item.start : item.end])
    return not item.grouped and (item.vouched or uses.name)


def _fits(head: str, sign: str, items: list[_Item]) -> bool:
    """Whether a list may follow a head: the looser the sign, the surer the names must be."""
    if any(item.vouched for item in items):
        return True
    loose = all(item.grouped for item in items)
    if sign == "、":
        return False
    if sign == "は":
        return _PERSONAL_HEADS.match(head) is not None and not (loose and head == "担当")
    if not loose:
        return True
    return len(items) > 1 and not _PLACE_HEADS.match(head) or head in _HEADS_OF_ONE


def _at_arrows(scene: Scene) -> Iterator[Named]:
    text = scene.text
    arrows = list(_ARROW.finditer(text))
    if not arrows:
        return
    rights: list[tuple[list[_Item], bool]] = []
    lefts: list[tuple[list[_Item], bool]] = []
    for arrow in arrows:
        stop = _STOPS.search(text, arrow.end(), arrow.end() + 80)
        limit = stop.start() if stop else min(len(text), arrow.end() + 80)
        items, _ = _read(scene, arrow.end(), limit)
        begin = max(text.rfind(sign, 0, arrow.start()) for sign in "\n、。,→⇒") + 1
        before = text[begin : arrow.start()]
        rights.append((items, _TASK.search(before) is not None))
        left, whole = _read(scene, begin, arrow.start())
        lefts.append((left if whole and len(left) == 1 else [], not items))
    several = sum(bool(items) for items, _ in rights) > 1
    vouched = any(item.vouched for items, _ in rights for item in items)
    for (items, task), (left, _) in zip(rights, lefts, strict=True):
        loose = all(item.grouped for item in items)
        if items and not left and (task or vouched or (several and not loose)):
            yield from _named(items, Side.UNSAID)
    if len(lefts) > 1 and all(left and bare for left, bare in lefts):
        for left, _ in lefts:
            yield from _named(left, Side.UNSAID)


def _in_brackets(scene: Scene) -> Iterator[Named]:
    for found in _BRACKET.finditer(scene.text):
        items, whole = _read(scene, *found.span("inside"))
        said = found["before"] in {"当社", "弊社", "当方", "先方", "客先", "相手", "御社"}
        if len(items) < 2 - said or not (whole or said):
            continue
        if said or any(item.vouched for item in items):
            yield from _named(items, _side(found["before"] or ""))


def _side(word: str) -> Side:
    if word in {"当社", "弊社", "当方"}:
        return Side.OURS
    return Side.THEIRS if word in {"先方", "客先", "相手", "御社"} else Side.UNSAID


def _named(items: list[_Item], side: Side) -> Iterator[Named]:
    for item in items:
        yield Named(item.start, item.end, side, "roster")


def _read(scene: Scene, start: int, limit: int) -> tuple[list[_Item], bool]:
    """Read items up to the first that is no person; say whether everything was read."""
    items: list[_Item] = []
    doubtful: list[_Item] = []
    whole = False
    for piece in _PIECE.finditer(scene.text, start, limit):
        if _HEAD_WORD.fullmatch(piece[0].rstrip(":")) or piece[0] in FILLERS:
            continue
        read = _item(scene, piece.start(), piece.end()) or _two(scene, *piece.span())
        if not read and all_katakana(piece[0]) and 1 < len(piece[0]) < 6:
            doubtful.append(_Item(*piece.span(), vouched=False, grouped=True))
            continue
        if not read:
            break
        for item in read:
            joined = items and scene.text[items[-1].end : item.start] == " "
            if joined and _is_given(scene, items[-1], item):
                items[-1] = _Item(items[-1].start, item.end, vouched=True, grouped=False)
            else:
                items.append(item)
    else:
        whole = bool(items)
    # アリ is an ant, but not between ホセ and チョードリー.
    foreign = [i for i in items if i.vouched and all_katakana(scene.text[i.start])]
    if doubtful and len(foreign) > len(doubtful):
        return sorted([*items, *doubtful], key=lambda item: item.start), whole
    return items, whole and not doubtful


def _is_given(scene: Scene, family: _Item, given: _Item) -> bool:
    first, last = (uses_of(scene.text[i.start : i.end]) for i in (family, given))
    return first.surname and (last.given or not last.surname)


def _two(scene: Scene, start: int, end: int) -> list[_Item]:
    """湊と梢: two with a particle between."""
    for at in range(start + 1, end - 1):
        if scene.text[at] in "とや":
            first, second = _item(scene, start, at), _item(scene, at + 1, end)
            if first and second:
                return first + second
    return []


def _item(scene: Scene, start: int, end: int) -> list[_Item]:
    text = scene.text
    number = _NUMBER.match(text, start, end)
    begin = number.end() if number else start
    lead = _LEAD.match(text, begin, end)
    begin = lead.end() if lead else begin
    core = _CORE.match(text, begin, end)
    if core is None:
        return []
    for stop in _ends(scene, begin, core.end()):
        tail = _TAIL.match(text[stop:end])
        if tail and may_be_person(scene, begin, stop):
            titled = stop < end and re.match(rf" ?(?:{HONORIFICS}|{TITLES})", text[stop:end])
            surface = text[begin:stop]
            likely = strength_of(scene, begin, stop) >= Strength.LIKELY
            uses = uses_of(surface)
            plain = uses.common or surface in BIG_PLACES or len(surface) == 1
            vouched = bool(titled) or (likely and not plain)
            place = surface in BIG_PLACES or ((uses.place or uses.proper) and not uses.name)
            return [_Item(begin, stop, vouched, surface in WORD_GROUPS or place)]
    return []


def _ends(scene: Scene, start: int, end: int) -> Iterator[int]:
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
    if surface in FILLERS | DEPARTMENTS | NOBODY | NOT_CALLED or _HEAD_WORD.fullmatch(surface):
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
