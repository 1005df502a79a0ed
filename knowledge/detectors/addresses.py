"""Postal addresses: from prefecture or town to building and room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import GLUE_OVER_LINES, ascii_lower, label
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading

_PREFECTURE = (
    r"(?:北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山"
    r"|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知"
    r"|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県)"
)
_ANY = "[一-龯々〆ヶケァ-ヴーぁ-んノ]"
_KANJI = "[一-龯々ヶケノ]"
_KANA_CITY = (
    r"さいたま|つくば(?:みらい)?|いわき|ひたちなか|みどり|うるま|えびの|かほく|あわら|あま|みやま|つがる|にかほ|さくら"
    r"|かすみがうら|ふじみ野|むつ|いなべ|みよし|あきる野|いちき串木野|おいらせ|おおい|せたな|みなかみ|かつらぎ"
)
# 市場, 区分, 町内 … are words, not the end of a town's name.
_END = r"(?:市(?![場民内販況長立外議債税価])|区(?![分間別画切長民内域])|郡|町(?![内長民工会])|村(?![長民]))"
_GAP = r"[ ]{0,2}(?:\n[> ]{0,4})?"
_TOWN = (
    rf"(?:{_ANY}|[0-9]{{1,2}}(?=[条線丁])|(?<=[一-龯々ぁ-んァ-ヴー町])[ \n](?={_KANJI})){{0,16}}?"
)
_UNDER_PREFECTURE = regex(
    rf"{_PREFECTURE}{_GAP}(?:{_ANY}{{1,8}}?{_END}{_GAP}){{1,3}}(?![でにはがをへと])(?P<town>{_TOWN})"
    r"[ ]{0,2}(?:\n[> ]{0,4})?\Z"
)
_UNDER_CITY = regex(
    rf"(?P<first>(?:(?:{_KANA_CITY}"
    rf"|{_KANJI}{{1,6}}?){_END}{_GAP})(?:{_KANJI}{{1,6}}?{_END}{_GAP}){{0,2}})"
    rf"(?![でにはがをへと])(?P<town>{_TOWN})[ ]{{0,2}}(?:\n[> ]{{0,4}})?\Z"
)
_NOT_A_TOWN = regex(
    r"(?:都市|[地学管校工街団農漁]区|選挙区|農村|漁村|市町村|見本市|朝市|[0-9]区|市区町村|全市|各市|同市|当区)"
)
# 本社海原市…: the word before belongs to the sentence.
_LEADING = regex(
    r"(?:.{0,6}(?:住所|所在地|届け?先|宛先?|送付先|本社|支店|支社|工場|自宅|実家|勤務先|転居先|引越し?先|在住|出身|現|新|旧|先|元))"
    r"(?=.{2})"
)

# A line end inside the numbers only after a dash: the next line may begin with a number of its own.
_INSIDE = r"[ ]{0,2}(?:(?<=-)\n[> ]{0,4})?"
_NUMBER = r"(?:[0-9]{1,5}(?![0-9])|[一二三四五六七八九十百〇]{1,5})"
_STEP = r"(?:丁目|地割|条丁目|番外地|番地の?|番(?![町街館目号線])|号室|号(?![線車機])|条|[\-のノ])"
_LOT = regex(
    rf"(?<![0-9.,\-])(?:{_NUMBER}(?:[ ]?{_STEP}(?:{_INSIDE}{_NUMBER})?){{1,6}}"
    rf"|[0-9]{{1,5}}(?![0-9]))"
)
_CLEAR_STEP = regex(r"丁目|地割|番外地|番地|番[0-9]|番.{1,3}号")
_COUNTED = regex(
    r"[ ]?(?:[年月日人名件円台回%時分点位歳個本枚社階週部章節項倍校戸]|世帯|か所|箇所|km|ヶ|万|億|千|ヘクタール|ha|:|~|/[0-9]|\.[0-9]|,[0-9])"
)
_BUILDING_WORD = (
    r"(?:コーポ|ハイツ|ビル(?:ヂング|ディング)?|マンション|メゾン|アパート|荘|レジデンス|パレス|タワー|ハイム|シャトー"
    r"|プラザ|ヒルズ|ガーデン|コート|テラス|館|[0-9]{0,2}号?棟|寮|団地|住宅|センター|会館|社宅|ハウス|ホームズ"
    r"|グラン|サンライズ|ヴィラ|ビラ|カーサ|コンフォート|スクエア|ステーション|パーク|ロイヤル|ライオンズ|heights|bldg"
    r"|Heights|Bldg|Building|Mansion|Tower|Maison|Corpo|Residence)"
)
_NAME = r"[一-龯々ァ-ヴーヶA-Za-z0-9・'&]"
_ROOM = (
    r"(?:[ ]{0,2}(?:[A-Z]?-?[0-9]{1,4}(?:号室?|階|F|[A-Z](?![A-Za-z]))?"
    r"(?:[ \-]?(?:[0-9]{1,4}|[A-Z])(?:号室?|階|F|室))?(?![0-9年月日人名円件時])"
    r"|[〇一二三四五六七八九十]{1,4}(?:号室|階)))"
)
_BUILDING = regex(
    rf"[ ,]{{0,2}}(?:\n[> ]{{0,4}})?(?:(?:{_NAME}"
    rf"|(?<={_NAME})[ ](?={_NAME})){{0,14}}?{_BUILDING_WORD}{_NAME}{{0,10}}?{_ROOM}"
    rf"|(?:{_NAME}){{0,14}}?{_BUILDING_WORD}(?![一-龯ぁ-ん])"
    rf"|[ァ-ヴーA-Za-z・]{{3,20}}{_ROOM}"
    rf"|[0-9]{{1,4}}(?:号室|号棟|階|F(?![A-Za-z])){_ROOM}?)"
)
_SIDE = regex(r"[ ]?(?:左|右)?[0-9]{1,3}号(?![線車機])")
# Kyoto names the crossing instead of a lot.
_CROSSING = regex(
    r"(?:京都府)?(?:京都市)?[一-龯]{1,3}区[一-龯々ぁ-んァ-ヶノ]{2,16}?(?:通|町|路)[一-龯々ぁ-んァ-ヶノ]{0,10}?"
    r"(?:上[るルが]|下[るル]|東入[るル]?|西入[るル]?|[東西南北]入[るル]?)[一-龯々ァ-ヶノ]{0,8}(?:町)?(?:[0-9]{1,4}(?:-[0-9]{1,4}){0,3})?"
)
_LABELLED = regex(
    label(
        "自宅|実家|居住地|寮|社宅|送り先|転居先|引越先|新居|住まい|お住まい|"
        "住所|現住所|自宅住所|所在地|届け先|届け先住所|お届け先|送付先|配送先|address|addr|居所|本籍|"
        "本籍地|street"
    )
    + GLUE_OVER_LINES
)
_VALUE = regex(r"[^\n\t,、。「」\"'<>|{}]{4,60}")
_ENOUGH_PLACE = regex(
    rf"{_PREFECTURE}.|{_KANJI}{{1,6}}[市区町村郡].{{0,20}}[0-9一二三四五六七八九]"
    rf"|{_KANJI}{{2,8}}[ ]?[0-9]{{1,3}}(?:丁目|-[0-9]{{1,4}}[\-の]|番地?)"
    r"|(?:[ァ-ヶー]{2,12}[ ]?){2,8}[0-9]{1,4}(?:-[0-9]{1,4}){1,4}"
)
_AFTER_ADDRESS = regex(
    r"[ ]{0,2}(?:電話|tel|TEL|Tel|携帯|氏名|〒|fax|FAX|メール|mail|[(]|です|でした|に|へ|まで|を|が|で(?![一-龯])|  ).*"
)
# An address in pieces: prefecture, city, street and house, each in a cell of its own.
_PART_HEADER = regex(
    r"(?:pref(?:ecture)?|state|city|town|street|building|address_?[0-9]|addr_?[0-9]|都道府県|県|市区町村|市町村|町域|町名|番地|丁目番地|建物名?|建物名・部屋番号|住所[0-9])"
)
_STREET_HEADER = regex(r"street|番地|address_?[0-9]|addr_?[0-9]|町域|住所[0-9]")
_PART = regex(rf"{_PREFECTURE}|.{{0,10}}[市区町村郡].{{0,30}}|(?=.*[一-龯ァ-ヶ0-9])[^。]{{1,40}}")
_HEADER = regex(r"住所|所在地|address|addr(?![a-z])|届け?先|送付先|本籍")
_ROMAJI = regex(
    r"(?<![0-9A-Za-z\-])(?:[A-Z]?[0-9]{1,4}(?:-[0-9]{1,4}){1,3}|#?[0-9]{1,4})[ ,]{1,2}"
    r"(?:[A-Z][A-Za-z]{1,20}(?:-[a-z]{2,6})?[ ,.]{1,2}){0,4}[A-Z][A-Za-z]{1,20}-(?:shi|ku|cho"
    r"|machi|ken|fu|gun|mura|son)"
    r"(?:,[ ]?[A-Z][A-Za-z\-]{2,20}){0,3}(?:[ ,]{1,2}[0-9]{3}-?[0-9]{4})?(?:,[ ]?(?:Japan|JAPAN))?"
    r"|(?<![A-Za-z])[A-Z][a-z]{1,20}-(?:shi|ku|cho|machi|gun|mura|son)[ ,]{1,2}(?:[A-Z][A-Za-z]{1,20}(?:-[a-z]{2,6})?[ ,]{1,2}){0,3}"
    r"[0-9]{1,4}(?:-[0-9]{1,4}){1,3}(?:[ ,]{1,2}[A-Z][A-Za-z\-]{2,20}){0,3}(?:[ ,]{1,2}[0-9]{3}-?[0-9]{4})?"
    r"|(?<![0-9A-Za-z])[0-9]{1,5} (?:[A-Z][a-z]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd"
    r"|Boulevard|Blvd|Lane|Drive|Terrace|Crescent|(?:Row|Court|Close|Square|Way|Place)(?=, [A-Z]))(?![a-z])(?:, [A-Z][A-Za-z0-9 ]{1,20}(?![A-Za-z])){0,3}"
)


def find_addresses(reading: Reading) -> Iterator[Finding]:
    """Yield addresses that go down to a lot number, and what stands under an address label.

    A bare place name is not an address.
    """
    text = reading.text
    at = floor = 0
    while match := _LOT.search(text, at):
        span = _around(text, match, floor)
        at = span[1] if span else _past(text, match)
        if span:
            floor = at
            yield Finding(*span, Kind.ADDRESS, Confidence.SURE, "address")
    for match in _CROSSING.finditer(text):
        yield Finding(
            match.start(),
            _with_building(text, match.end()),
            Kind.ADDRESS,
            Confidence.SURE,
            "address",
        )
    yield from _labelled(reading)
    for match in _ROMAJI.finditer(text):
        yield Finding(*match.span(), Kind.ADDRESS, Confidence.SURE, "address")


def _past(text: str, match: re.Match[str]) -> int:
    """Return where to go on: behind the digits, but into a kanji run (一番町5-3)."""
    return match.start() + 1 if not text[match.start()].isascii() else match.end()


def _around(text: str, match: re.Match[str], floor: int) -> tuple[int, int] | None:
    lot = match[0].rstrip("-のノ ")
    end = match.start() + len(lot)
    numbers = re.findall(_NUMBER, lot)
    clear = _CLEAR_STEP.search(lot) is not None
    if not clear and _COUNTED.match(text, end):
        return None
    begin = max(floor, match.start() - 44)
    head = _UNDER_PREFECTURE.search(text, begin, match.start())
    if head:
        bare = len(numbers) == 1 and not clear
        settled = head["town"].strip() or len(re.findall("[市区郡町村]", head[0])) > 2
        if bare and not (settled and lot.isascii()):
            return None
        return head.start(), _with_building(text, end)
    head = _UNDER_CITY.search(text, begin, match.start())
    if not head or not (clear or len(numbers) >= 2):
        return None
    first = head["first"]
    if _NOT_A_TOWN.search(first) or (not clear and len(numbers) == 2 and not _is_settled(head)):
        return None
    leading = _LEADING.match(first)
    return head.start() + (leading.end() if leading else 0), _with_building(text, end)


def _is_settled(head: re.Match[str]) -> bool:
    """Say whether the town part is more than one name, so that two numbers are enough."""
    return bool(head["town"].strip()) or len(re.findall(_END, head["first"])) > 1


def _with_building(text: str, end: int) -> int:
    if side := _SIDE.match(text, end):
        end = side.end()
    for _ in range(2):
        building = _BUILDING.match(text, end)
        if not building:
            break
        end = building.end()
    return end


def _labelled(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    lowered = ascii_lower(text)
    for found in _LABELLED.finditer(lowered):
        value = _VALUE.match(text, found.end())
        if value and _ENOUGH_PLACE.search(value[0]) and _ends_label(found[0]):
            kept = _AFTER_ADDRESS.sub("", value[0]).rstrip()
            if _ENOUGH_PLACE.search(kept):
                end = value.start() + len(kept)
                yield Finding(value.start(), end, Kind.ADDRESS, Confidence.SURE, "address-labelled")
    parts = any(_STREET_HEADER.search(cell.header) for cell in reading.cells)
    for cell in reading.cells:
        written = text[cell.start : cell.end]
        part = parts and _PART_HEADER.fullmatch(cell.header) and _PART.fullmatch(written)
        if part or (_HEADER.search(cell.header) and _ENOUGH_PLACE.search(written)):
            yield Finding(cell.start, cell.end, Kind.ADDRESS, Confidence.SURE, "address-column")


def _ends_label(found: str) -> bool:
    """Say whether label and value are parted by a sign; 住所は… is left to the structure."""
    return any(sign in found for sign in ":=\t\n|>」】],") or found.endswith(" ")
