"""Companies by where they stand: before 御中, after 取引先:, in a column, beside words of trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.company_endings import is_named
from knowledge.detectors.company_ends import company_end
from knowledge.detectors.company_starts import company_start
from knowledge.detectors.company_words import (
    CONTRACTS,
    ENDING,
    GENERIC,
    LEGAL_FORM,
    ORDERS,
    RELATIONS,
)
from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_words import BIG_PLACES, DEPARTMENTS, FILLERS, NOBODY
from knowledge.detectors.named import Strength, strength_of
from knowledge.detectors.scene import NAME_CHAR, all_kanji, all_katakana
from knowledge.detectors.word_lists import may_begin
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_RELATION_LABEL = regex(
    may_begin(RELATIONS)
    + rf"(?<![一-龥])(?:{RELATIONS})(?:名|様名)?(?:\([^)\n]{{0,8}}\))?"
    + r"(?P<sign> ?[:=→] ?| ?は、?| {1,4}|の(?=[^\n。、]{2,14}(?:が|に|へ|から|より|と|は|の|を)))"
)
_TO_THE_COMPANY = regex(rf"((?:{NAME_CHAR}|[A-Za-z0-9&'.・-]){{2,24}}) ?御中")
_TO_OUR_OFFICE = regex(r"[一-龥ァ-ヶー]{1,8}(?:部|課|室|係|窓口|担当|委員会|事務局|各社|宛)")
_ADDRESSED_KANA = regex(
    r"(?<![ァ-ヶー・])(?P<katakana>[ァ-ヶ][ァ-ヶー・]{3,18})(?=様|さん)"
    r"|(?<![一-龥ァ-ヶぁ-ん])(?P<hiragana>[ぁ-ん]{3,6})(?=様)"
)
# アステックに納品, 金沢製餡さん, ニチレク社の: trade so plain that an unknown word is a company.
_PLAIN_TRADE = regex(
    rf"(?<=[ァ-ヶー一-龥々A-Za-z])(?:{ORDERS.pattern}|{CONTRACTS.pattern}|社(?:の|に|へ|から|と|は|が|より|さん|様)|さん(?:と|に|へ|から|の|は|が)"
    r"|様(?:より|から|へ|に|の|と|は|が|向け|宛)|の(?:担当者|購買|社長|営業担当|[^。、\n]{1,8}(?:様|さん))|が(?:倒産|値上げ|値下げ|廃業|撤退))"
)
_OUR_SITES = regex(
    "(?:工場|倉庫|本社|支店|営業所|事務所|部|課|係|室|窓口|店|駅|空港|市|県|区|町|役所|署|局|センター|会場|方面|地区|地方|港|店舗|学校|大学|高校|病院|業者|会社|先|者|員|長|各社)$"
)
# お客様の前で, 取引先の声に: what customers have, and no name.
_PART_OF_SPEECH = regex(
    "(?:前|上|声|目|手|側|方|顔|元|心|席|家|口|中|命|力|為|ため|立場|気持ち|都合)(?:で|に|を|の|が|へ|と|は|から|より)"
)
_COMPANY_COLUMN = regex(
    r"会社|社名|店名|屋号|店舗名|施設名|事業者名|取引先|得意先|仕入先|納入先|納品先|発注先|外注先|客先|顧客名|お客様名|企業|法人名|勤務先|支払先|請求先|company|customer$|client$|vendor|supplier"
)
_NO_COMPANY_COLUMN = regex(r"番号|コード|電話|住所|担当|数|id|区分|規模|業種|備考")
_NO_COMPANY = regex(r"[。@]|://|^[0-9 .,/-]+$")
_PLAIN_VALUE = regex(r"[0-9@:¥%]|^[A-Za-z]{1,2}$|^-+$")
_CELL_END = regex(r"[、,。\n\t|;/()「」『』]|  | (?=\S)|(?<=\S)(?:御中|様|さん|殿)|$")
_NOT_COMPANIES = FILLERS | DEPARTMENTS | NOBODY | GENERIC

# 現職:品質管理 8年 says what somebody does, and not for whom.
_OWN_WORK = regex("現職|前職")


def companies_by_place(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and reason of the companies that their place in the text gives away."""
    yield from _addressed(scene)
    yield from _related(scene)
    yield from _in_columns(scene)
    yield from _traded_with(scene)


def _addressed(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for found in _TO_THE_COMPANY.finditer(scene.text):
        if found[1] not in _NOT_COMPANIES and not _TO_OUR_OFFICE.fullmatch(found[1]):
            yield *found.span(1), "addressed"
    for found in _ADDRESSED_KANA.finditer(scene.text):
        uses = uses_of(found[0])
        unread = not uses.known if found["katakana"] else uses.common and not uses.name
        last = scene.word_at(found.end() - 1).surface
        person = scene.text.startswith("さん", found.end()) and _is_one_word(scene, *found.span())
        if unread and not person and last not in NOBODY and found[0] not in NOBODY:
            yield *found.span(), "addressed"


def _related(scene: Scene) -> Iterator[tuple[int, int, str]]:
    text = scene.text
    for label in _RELATION_LABEL.finditer(text):
        start = label.end()
        colon = label["sign"].strip() in {":", "=", "→"}
        end = _value_end(scene, start, colon=colon)
        surface = text[start:end]
        if len(surface) < 2 or _PLAIN_VALUE.search(surface) or surface in _NOT_COMPANIES:
            continue
        if not colon and _PART_OF_SPEECH.match(surface):
            continue
        if _OUR_SITES.search(surface) and not LEGAL_FORM.search(surface):
            continue
        if _OWN_WORK.search(label[0]) and not _ends_as_company(surface):
            continue
        plain = scene.is_ordinary(start, end) and not ENDING.search(surface)
        if not plain and (colon or (_holds_a_name(scene, start, end) and not _is_word(surface))):
            yield start, end, "relation"


def _ends_as_company(surface: str) -> bool:
    if LEGAL_FORM.search(surface):
        return True
    return any(ending.end() == len(surface) for ending in ENDING.finditer(surface))


def _value_end(scene: Scene, start: int, *, colon: bool) -> int:
    stop = _CELL_END.search(scene.text, start, start + 30)
    limit = stop.start() if stop else min(len(scene.text), start + 30)
    end = limit if colon else company_end(scene, start)
    return min(limit, end or start)


def _is_word(surface: str) -> bool:
    """Whether it is a word of the language (お客様の信頼) that at most children are named by."""
    uses = uses_of(surface)
    return uses.common and not (uses.surname or uses.place or uses.proper)


def _holds_a_name(scene: Scene, start: int, end: int) -> bool:
    return any(is_named(scene, scene.at[w.start]) for w in scene.words_between(start, end))


def _in_columns(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for cell in scene.reading.cells:
        if not _COMPANY_COLUMN.search(cell.header) or _NO_COMPANY_COLUMN.search(cell.header):
            continue
        if any("】" in header for header in cell.headers):
            continue
        value = scene.text[cell.start : cell.end]
        if 2 <= len(value) <= 40 and value not in FILLERS and not _NO_COMPANY.search(value):
            yield cell.start, cell.end, "column"


# 佐藤様に送る: a person, whom the names find without the title.
_OF_PERSONS = ("様", "さん", "氏", "殿", "先生")


def _traded_with(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for mark in _PLAIN_TRADE.finditer(scene.text):
        end = mark.start()
        start = company_start(scene, end)
        if start is None or (mark[0].startswith("さん") and _is_one_word(scene, start, end)):
            continue
        if scene.text[start:end].endswith(_OF_PERSONS):
            continue
        # 安西陽子さんが: a whole name with さん is a person.
        whole = mark[0].startswith("さん") and name_from(scene, start, end) == end
        if whole and strength_of(scene, start, end) is Strength.SURE:
            continue
        if _may_be_company(scene, start, end):
            yield start, end, "trade"


def _is_one_word(scene: Scene, start: int, end: int) -> bool:
    """Miyakeさん, オダギリさん: one word with さん is a person for all we know."""
    return len(scene.words_between(start, end)) == 1


def _may_be_company(scene: Scene, start: int, end: int) -> bool:
    """Whether a word that trade goes on with is unknown, or a name before a word of trade."""
    surface = scene.text[start:end]
    if not 2 <= end - start <= 14 or surface in _NOT_COMPANIES or surface in BIG_PLACES:
        return False
    if _OUR_SITES.search(surface) or not scene.starts_word(end):
        return False
    whole = uses_of(surface)
    words = scene.words_between(start, end)
    person = whole.name and not all_katakana(surface)
    if whole.common or person or words[-1].surface in NOBODY:
        return False
    if all_katakana(surface):
        return end - start > 2 and not all(word.surface in GENERIC for word in words)
    if len(words) == 1:
        return (
            not words[0].known and (all_kanji(surface) or surface[0].isupper()) and len(surface) > 2
        )
    first = words[0]
    return is_named(scene, scene.at[start]) and len(first.surface) > 1 and not whole.known
