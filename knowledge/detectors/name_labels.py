"""Names after a label: 担当:, 出席者:, 氏名 …, 代表取締役 …, and the lists that follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_kana import is_kana_name
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    HONORIFICS,
    TITLES,
    UNITS,
)
from knowledge.detectors.named import Named, Side, Strength, strength_of
from knowledge.detectors.scene import all_hiragana, all_kanji
from knowledge.detectors.word_lists import either, may_begin
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_DOERS = (
    "担当|出席|参加|欠席|同席|同行|列席|受講|発表|報告|起案|申請|作成|承認|確認|記入|記録|入力|登録|更新|依頼|回答|対応|作業|"
    "点検|検査|測定|検収|発注|注文|購入|契約|利用|使用|応募|面接|面談|評価|被評価|推薦|紹介|主催|投稿|執筆|編集|責任|管理|"
    "代表|監督|指導|引率|被保険|扶養|受取|差出|送信|受信|発信|訪問|来訪|来社|入社|退職|異動|休職|対象|該当|当事|通報|発見|"
    "負傷|被災|渡航|宿泊|搭乗|出張|運転|同乗|立会|立ち会い|引継|後任|前任|現任|新任|候補|審査|受付|依頼|連絡|相談|提出|提案|"
    "考課|被考課|査定|採点|判定|決裁|閲覧|回覧|検印|照査|設計|製図|検図|教育|勤務|実施|操作|保守|撮影|署名|届出|納品|集荷|配達|苦情申出|発言|申込|申出|内定|起票|板書|起稿|監修|配車|引率|世話"
)
_PLAIN = (
    "運転手|助手|乗務員|添乗員|通訳|付き添い|付添|書記|司会|進行|議長|幹事|講師|主任|当番|日直|早番|遅番|夜勤|日勤|応援|窓口|連絡先|問い合わせ先|問合せ先|問合わせ先|"
    "宛先|宛名|宛|お届け先|届け先|送り先|送付先|送り主|依頼主|注文主|施主|メンバー|体制|上長|上司|部下|先方|当社側|先方側|"
    "当社側|弊社側|先方側|当方側|当方|タイムキーパー|ファシリテーター|進行役|アシスタント|早出|遅出|"
    "当社|弊社|自社|客先|お客様|顧客|得意先|取引先|ゲスト|同乗|本人|配偶者|保護者|緊急連絡先|"
    "被評価者|文責|リーダー|サブ|主催|主査|副査|監修|訳|作|筆|差出人|受取人|名義人|保証人|連帯保証人|相手|"
    "口座名義|名義|[月火水木金土日]曜日?|午前|午後|前半|後半|賃借人|賃貸人|貸主|借主|売主|買主|代理人|後見人|相続人|被相続人|亡くなった方|患者|入居者|園児|児童|生徒|学生"
)
_NAMES = (
    "氏名|お名前|ご氏名|名前|姓名|フリガナ|ふりがな|ヨミガナ|よみがな|カナ氏名|氏名カナ|漢字氏名|氏 名|名 前|旧姓|シメイ|ナマエ|"
    "オナマエ|タントウシャ|タントウ|サクセイ|ホウコクシャ|シンセイシャ"
)
_LABEL_HEADS = "ご|お|主|副|正|営業|技術|次回|今回|前回|総務|経理|社内|社外|当日|現場|納入先|顧客|社員|従業員|応募者|会員|相手|月|火|水|木|金|土|日|午"
_LABEL = regex(
    may_begin(_DOERS, _PLAIN, _NAMES, _LABEL_HEADS)
    + rf"(?P<inside>(?<=[一-龥]))?(?P<label>(?P<form>(?:お客様|顧客|ご?担当者|社員|従業員|応募者|申請者|契約者|保護者|代表者|会員|患者|被保険者|申込者|受取人|送付先|お届け先|相手先?|先方|宛先)?の?(?:{_NAMES}))"
    rf"|[ごお]?(?:主|副|正|営業|技術|次回|今回|前回|総務|経理|社内|社外|当日|現場|送付先|納入先|お届け先)?(?:{_DOERS})(?:予定)?(?:者|員|人|官|役)?(?:名|氏名)?"
    rf"|[ごお]?(?:{_PLAIN})(?:名|氏名)?)"
    r"(?:\([^)\n]{0,8}\)|[」】\]])?"
    r"(?P<sign> ?[:=→⇒|/] ?| ?(?:は|が)、?| {1,4}|\t|\n(?=[^\n]{1,14}(?:\n|$))|(?<=[】\]」]))"
)
_TITLE_BEFORE = regex(
    rf"(?<![一-龥])(?:[一-龥ァ-ヶー]{{0,10}}(?:部|課|室|係|局|店|所|本部|工場))?(?:{TITLES})(?P<sign> ?[:・] ?| {{1,3}}|の|は|\n)"
)
# 星座の名前:乙女: things have names too.
_OF_A_THING = regex(
    r"(?:星座|色|花|木|鳥|魚|虫|店|会社|商品|製品|駅|山|川|島|犬|猫|ペット|動物|植物|野菜|果物|料理|曲|本|国|県|町|都市|部品|道具|ファイル|フォルダ|シート|列|変数|関数|サービス|チーム|部屋|会議室)の\Z"
)
# 返却物の確認:社員証、鍵 says what is done, and not by whom.
_IS_A_DEED = regex(
    "確認|点検|検査|測定|記録|提出|管理|使用|利用|購入|注文|発注|納品|入力|登録|更新|操作|設計"
)
_SKIP = regex(r"[ 「『\"'(@*_・\-#>\[]*")
_HONORIFIC_AFTER = regex(rf" ?(?:{HONORIFICS}|{TITLES})")
_BRACKET_AFTER = regex(r" ?[(\[]([^)\]\n]{0,20})[)\]]")
_SEPARATOR = regex(
    r" ?(?:[、,/・&;+×→⇒|]|と|や|および|及び|ならびに) ?| {1,4}|\n[ ・\-*>]{1,4}(?=\S)"
)
_NEXT_ITEM = regex(r"[、,/・&;|]|と|および|及び| ")
_END_OF_LIST = regex(r"[。\n]|$")
_PREFIX = regex(
    rf"[^ 、,/;・。:\n(]{{0,14}}?(?:{'|'.join(UNITS)}|{TITLES}|{either(DEPARTMENTS)})(?: |の|・|:|/|\()?"
)
_WORD_THEN_SPACE = regex(r"[^ 、,/;・。:\n]{1,20} ")
_OURS = regex("当方|当社|弊社|自社|社員|従業員|社内|上長|上司|部下")
_THEIRS = regex("お客様|顧客|先方|客先|得意先|取引先|相手|契約者|購入|注文|お届け|患者|会員|申込")
_ENDS_ITEM = regex(r"[、,)\n]|$|と[一-龥]|です")
_MAY_FOLLOW = regex(
    rf" ?(?:{HONORIFICS}|{TITLES}|[、,/・&;:。.()\[\]「」『』\n\t|>→⇒!?~+×…\"'=]|$| |[0-9]|と|や|が|は|も|に|を|の|へ|で|から|より|まで|です|でし|でござ|宛|記|印|拝|作成|ほか|他|以下|ら|及び|および|兼)"
)


def find_by_label(scene: Scene) -> Iterator[Named]:
    """Yield the names that stand after a label of a form, a list of people or a title."""
    text = scene.text
    for mark in _LABEL.finditer(text):
        if mark["inside"] is not None and mark["sign"].strip() not in {":", "=", "→"}:
            continue
        if mark["form"] and _OF_A_THING.search(text, max(0, mark.start() - 6), mark.start("form")):
            continue
        least = _least(mark)
        # [氏名]のまま: a field to fill in, and the sentence goes on.
        if not mark["sign"] and text[mark.start("label") - 1 : mark.start("label")] in "[【「":
            least = Strength.LIKELY if all_hiragana(text[mark.end() : mark.end() + 1]) else least
        limit = _limit(text, mark.end())
        yield from read_people(scene, mark.end(), limit, least, _side(mark["label"]))
    for mark in _TITLE_BEFORE.finditer(text):
        weak = mark["sign"] in {"の", "は", "\n"}
        least = Strength.LIKELY if weak else Strength.UNKNOWN
        first = next(
            read_people(scene, mark.end(), _limit(text, mark.end()), least, Side.UNSAID), None
        )
        if first and (not weak or first.start == mark.end()):
            yield first


def _least(mark: re.Match[str]) -> Strength:
    sign = mark["sign"]
    if mark["inside"] is not None or _IS_A_DEED.fullmatch(mark["label"]):
        return Strength.LIKELY
    if mark["form"] and sign.strip(" \n\t") not in {"は", "が"}:
        return Strength.UNKNOWN
    if any(c in ":=→⇒" for c in sign) or not sign:
        return Strength.UNKNOWN
    return Strength.LIKELY


def _limit(text: str, start: int) -> int:
    stop = _END_OF_LIST.search(text, start)
    limit = stop.start() if stop else len(text)
    # A list may stand below its label, one person a line.
    while (
        not text[start:limit].strip()
        and text[limit : limit + 1] == "\n"
        and re.match(r"\n[ ・\-*]{1,4}\S", text[limit : limit + 8])
    ):
        stop = _END_OF_LIST.search(text, limit + 1)
        limit = stop.start() if stop else len(text)
    return min(limit, start + 400)


def _side(label: str) -> Side:
    if _THEIRS.search(label):
        return Side.THEIRS
    return Side.OURS if _OURS.search(label) else Side.UNSAID


def read_people(
    scene: Scene, start: int, limit: int, least: Strength, side: Side
) -> Iterator[Named]:
    """Read a list of people from `start`: names with titles, departments and remarks, parted."""
    text = scene.text
    at = start
    while at < limit:
        skipped = _SKIP.match(text, at, limit)
        at = skipped.end() if skipped else at
        found = _read_one(scene, at, limit, least)
        if found is None:
            step = _NEXT_ITEM.search(text, at, limit)
            if step is None or least is not Strength.UNKNOWN:
                return
            at = step.end()
            continue
        begin, end = found
        yield Named(begin, end, side, "label")
        at, reading = _after_person(scene, end, limit)
        if reading:
            yield Named(*reading, side, "label")
        separator = _SEPARATOR.match(text, at, limit)
        if separator is None:
            return
        at = separator.end()
        least = Strength.UNKNOWN if separator[0].strip() else max(least, Strength.LIKELY)


def _read_one(scene: Scene, at: int, limit: int, least: Strength) -> tuple[int, int] | None:
    """Read one person, after at most three words that say where the person belongs."""
    text = scene.text
    for _ in range(4):
        end = name_from(scene, at, limit)
        if end is not None and _is_person(scene, at, end, least):
            return at, end
        prefix = _PREFIX.match(text, at, limit) or _WORD_THEN_SPACE.match(text, at, limit)
        if prefix is None or prefix.end() == at:
            return None
        at = prefix.end()
        if not prefix[0].endswith(" "):
            least = max(least, Strength.LIKELY)
        skipped = _SKIP.match(text, at, limit)
        at = skipped.end() if skipped else at
    return None


def _is_person(scene: Scene, start: int, end: int, least: Strength) -> bool:
    text = scene.text
    surface = text[start:end]
    if surface in FILLERS or (surface in BIG_PLACES and not uses_of(surface).surname):
        return False
    if all_hiragana(surface) and least is not Strength.UNKNOWN and not is_kana_name(surface):
        # 担当者がいないとき: language goes on.
        return False
    if len(surface) == 1 and (not uses_of(surface).surname or text.startswith("の", end)):
        # 提案:紙の保管は, 文の調子: one letter that stands for a thing.
        return False
    if strength_of(scene, start, end) < least and not _fills_item(scene, start, end):
        return False
    if _MAY_FOLLOW.match(text, end) is None:
        return False
    word = scene.word_at(end) if end < len(text) else None
    return word is None or word.start >= end or not word.known


def _fills_item(scene: Scene, start: int, end: int) -> bool:
    """Whether a place or an unknown word makes up a whole item of a list of people."""
    word = scene.word_at(start)
    whole = word.start == start and word.end == end and end - start > 1
    raw = whole and scene.role(scene.at[start]).raw and scene.text[start:end] not in BIG_PLACES
    return (
        raw and all_kanji(scene.text[start:end]) and _ENDS_ITEM.match(scene.text, end) is not None
    )


def _after_person(scene: Scene, end: int, limit: int) -> tuple[int, tuple[int, int] | None]:
    """Step over さん, a title and a remark in brackets; give back a reading in the brackets."""
    text = scene.text
    while mark := _HONORIFIC_AFTER.match(text, end, limit):
        end = mark.end()
    reading = None
    bracket = _BRACKET_AFTER.match(text, end, limit)
    if bracket:
        if re.fullmatch(r"[\u3041-\u3096ー ]{2,12}|[ァ-ヶー ]{2,12}", bracket[1]):
            reading = (bracket.start(1), bracket.end(1))
        end = bracket.end()
    while mark := _HONORIFIC_AFTER.match(text, end, limit):
        end = mark.end()
    return end, reading
