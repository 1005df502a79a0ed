"""Names in places where only people stand: 出席 森、石, 片付け → 谷, 当社(八雲、真白)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_items import HEAD_WORD, HEADS, SIDES, Item, may_be_person, read_items
from knowledge.detectors.named import Named, Side
from knowledge.detectors.scene import all_katakana
from knowledge.detectors.word_lists import may_begin
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_DAY = regex(r"^[月火水木金土日](?:曜日?)?(?P<sign>[: \t])[ \t]*", re.MULTILINE)
_LABEL = regex(
    r"^[> ・*●○■□◆-]{0,4}(?P<label>[^\s:、。][^\n:、。]{0,17}): ?(?=[^\n]{1,60}$)", re.MULTILINE
)
_THINGS = regex(
    r"色|木|花|魚|鳥|野菜|材料|樹|季節|方角|方位|方向|動物|果物|具材|調味料|曜日|単位|楽器|干支|産地|場所|会場|地域|エリア|対象|行き先|行先|経由|駅|素材|材質|柄|味|品|名称|用語|語|文字|漢字|読み|キー|項目|目的|内容|議題|備考|例|天気|持ち物|服装|都市|国|県|店|拠点|コース|ルート|目的地|候補地|景品|メニュー|日時|原料|種類|タイプ|サイズ|銘柄|石|金属|部位|星|山|川|歌|曲|模様|お題|テーマ|業種|業界|植物|生き物|(?<!人)(?<!者)の名前"
)
_HEAD = regex(
    may_begin(HEADS, "A|B|C|D|E|F|G|H|0|1|2|3|4|5|6|7|8|9")
    + rf"(?<![一-龥ァ-ヶA-Za-z0-9])(?P<head>{HEAD_WORD.pattern})"
    r"(?P<sign>(?<=から)(?=[^\s、])| ?[:=→] ?|、|は(?! )| {1,3}|\t|\n|\()"
)
_ARROW = regex(r"[ \t]*(?:→|⇒|➡|->|=>)[ \t]*")
_TASK = regex(
    r"(?:番|当番|担当|係|役|片付け|片づけ|準備|掃除|清掃|受け取り|鍵|運搬|搬入|回収|連絡|報告|確認|誘導|受付|会計|司会|送迎|運転|手配|買い出し|集計|印刷|撮影|見回り|巡回|立ち会い|積み込み|墨出し)\Z"
)
_BRACKET = regex(
    r"(?P<before>当社|弊社|当方|先方|客先|相手|御社|欠席者?|出席者?|参加者?|[一-龥ァ-ヶー]{2})?\((?P<inside>[^()\n]{3,60})\)"
)
_PLACE_HEADS = regex("受付|誘導|案内|運転|見学|先発|後発|順番")
_PERSONAL_HEADS = regex(
    "幹事|司会|書記|議長|早番|遅番|中番|夜勤|日勤|当番|日直|当直|欠席|休み|担当|講師|運転手"
)
_HEADS_OF_ONE = frozenset({"欠席", "出席", "担当", "休み", "記録", "幹事", "司会", "書記"})
_DUTY = regex(r"(?<=[番係役当])(?<!一番)(?<!本番)(?<!何番)(?<!関係)は(?=[^\s、。])")
_ENDS_DUTY = regex(r"[、。\n]|$|です")
_COUNTED = regex(
    r"(?:(?<=[。\n:「はが])|^)(?P<list>[^。\n:「はが\s]{2,40}?)の(?P<count>[2-9])(?:名|人)(?!様)",
    re.MULTILINE,
)
_STOPS = regex(r"[。\n→⇒]|$")


def find_in_rosters(scene: Scene) -> Iterator[Named]:
    """Yield the names of lists, arrows and brackets, the ones that are also everyday words too."""
    yield from _after_heads(scene)
    yield from _after_labels(scene)
    yield from _on_duty(scene)
    yield from _counted(scene)
    yield from _at_arrows(scene)
    yield from _in_brackets(scene)


def _after_heads(scene: Scene) -> Iterator[Named]:
    text = scene.text
    read_up_to = 0
    for head in _HEAD.finditer(text):
        start = head.end()
        if start <= read_up_to:
            continue
        if head["sign"] == "(":
            close = text.find(")", start, start + 80)
            limit = close if close >= 0 else start
        else:
            stop = _STOPS.search(text, start, start + 120)
            limit = stop.start() if stop else min(len(text), start + 120)
        items, whole = read_items(scene, start, limit)
        if not items or (not whole and (head["sign"] in {"\n", "、"} or len(items) < 2)):
            continue
        if not _fits(head["head"], head["sign"], items):
            continue
        read_up_to = items[-1].end
        yield from _named(items, _side(head["head"]))


def _after_labels(scene: Scene) -> Iterator[Named]:
    """休憩室の片付け:守と潤: whatever the label, when all that follows can only be people."""
    text = scene.text
    days = list(_DAY.finditer(text))
    for mark in [*_LABEL.finditer(text), *(days if len(days) > 1 else ())]:
        stop = text.find("\n", mark.end())
        items, whole = read_items(scene, mark.end(), stop if stop >= 0 else len(text))
        if not whole or all(item.grouped for item in items):
            continue
        label = mark.groupdict().get("label", "")
        vouched = sum(item.vouched for item in items)
        if _THINGS.search(label) or (label and may_be_person(scene, *mark.span("label"))):
            continue
        several = len(items) > 1 and all(_is_written_as_name(scene, item) for item in items)
        if not label or several or vouched > 1 or (_TASK.search(label) and len(items) > 1):
            yield from _named(items, Side.UNSAID)


def _is_written_as_name(scene: Scene, item: Item) -> bool:
    uses = uses_of(scene.text[item.start : item.end])
    return not item.grouped and (item.vouched or uses.name)


def _on_duty(scene: Scene) -> Iterator[Named]:
    """倉庫番は泊、電話番は樹: who does which task, one after the other."""
    found: list[Item] = []
    text = scene.text
    for mark in _DUTY.finditer(text):
        stop = _ENDS_DUTY.search(text, mark.end(), mark.end() + 16)
        items, whole = read_items(scene, mark.end(), stop.start()) if stop else ([], False)
        if whole and len(items) == 1 and not items[0].grouped:
            found += items
    if len(found) > 1:
        yield from _named(found, Side.UNSAID)


def _counted(scene: Scene) -> Iterator[Named]:
    """ズン、ハー、トゥイの3名: as many items as are counted."""
    for mark in _COUNTED.finditer(scene.text):
        start, end = mark.span("list")
        count = int(mark["count"])
        items, whole = read_items(scene, start, end, count=count)
        foreign = any(all_katakana(scene.text[item.start]) for item in items)
        if not whole or len(items) != count:
            continue
        if foreign or not all(item.grouped for item in items):
            yield from _named(items, Side.UNSAID)


def _fits(head: str, sign: str, items: list[Item]) -> bool:
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
    return (len(items) > 1 and not _PLACE_HEADS.match(head)) or head in _HEADS_OF_ONE


def _at_arrows(scene: Scene) -> Iterator[Named]:
    text = scene.text
    arrows = list(_ARROW.finditer(text))
    if not arrows:
        return
    rights: list[tuple[list[Item], bool]] = []
    lefts: list[tuple[list[Item], bool]] = []
    for arrow in arrows:
        stop = _STOPS.search(text, arrow.end(), arrow.end() + 80)
        limit = stop.start() if stop else min(len(text), arrow.end() + 80)
        items, _ = read_items(scene, arrow.end(), limit)
        begin = (
            max(text.rfind(sign, max(0, arrow.start() - 60), arrow.start()) for sign in "\n、。,→⇒")
            + 1
        )
        before = text[begin : arrow.start()]
        rights.append((items, _TASK.search(before) is not None))
        left, whole = read_items(scene, begin, arrow.start())
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
        items, whole = read_items(scene, *found.span("inside"))
        said = found["before"] in SIDES
        if len(items) < 2 - said or not (whole or said):
            continue
        if said or any(item.vouched for item in items):
            yield from _named(items, _side(found["before"] or ""))


def _side(word: str) -> Side:
    if word in {"当社", "弊社", "当方"}:
        return Side.OURS
    return Side.THEIRS if word in {"先方", "客先", "相手", "御社"} else Side.UNSAID


def _named(items: list[Item], side: Side) -> Iterator[Named]:
    for item in items:
        yield Named(item.start, item.end, side, "roster")
