"""Companies and other organisations that are on nobody's list: by legal form, ending, or address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.company_ends import company_end
from knowledge.detectors.company_starts import company_start, is_kana_name
from knowledge.detectors.company_words import (
    ADDRESSED,
    BANK_FORM,
    ENDING,
    GENERIC,
    LATIN_FORM,
    LATIN_STOPS,
    LEGAL_FORM,
    PUBLISHED,
    RELATIONS,
    TRADE,
)
from knowledge.detectors.name_words import DEPARTMENTS, FILLERS, FORM, NOBODY
from knowledge.detectors.own_names import is_own
from knowledge.detectors.scene import NAME_CHAR, all_hiragana, all_katakana, is_kanji, scene_of
from knowledge.detectors.tables import cells
from knowledge.detectors.word_lists import may_begin
from knowledge.verdict import Confidence, Finding, Kind
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene
    from knowledge.reading import Reading

_RELATION_LABEL = re.compile(
    may_begin(RELATIONS)
    + rf"(?<![一-龥])(?:{RELATIONS})(?:名|様名)?(?:\([^)\n]{{0,8}}\))?(?P<sign> ?[:=→] ?| ?は、?| {{1,4}}|の(?=[^\n。、]{{2,14}}(?:が|に|へ|から|より|と|は|の|を)))"
)
_TO_THE_COMPANY = re.compile(rf"((?:{NAME_CHAR}|[A-Za-z0-9&'.・-]){{2,24}}) ?御中")
_KATAKANA_ADDRESSED = re.compile(
    r"(?<![ァ-ヶー・])([ァ-ヶ][ァ-ヶー・]{3,18})(?=様|さん)|(?<![一-龥ァ-ヶぁ-ん])(?P<kana>[ぁ-ん]{3,6})(?=様)"
)
_OUR_SITES = re.compile("(?:工場|倉庫|本社|支店|営業所|事務所|部|課|係|室|窓口)$")
_COMPANY_COLUMN = re.compile(
    r"会社|社名|取引先|得意先|仕入先|納入先|納品先|発注先|外注先|客先|顧客名|お客様名|企業|法人名|勤務先|支払先|請求先|company|customer$|client$|vendor|supplier"
)
_NO_COMPANY_COLUMN = re.compile(r"番号|コード|電話|住所|担当|数|id|区分|規模|業種|備考")
_PLACEHOLDER = re.compile(
    r"[○〇●△▲□■◇◆☆★×*_]|^[XYZABC]{1,4}$|^(?:会社|企業|法人|部署|宛先)?名?$|[\[\]<>{}]"
)
_ORDERS = re.compile(
    "(?:に|へ|への)(?:発注|見積|お見積|納品|訪問|外注|入稿|支払|注文)|から(?:の)?(?:見積|納品|請求|注文|入電)"
)
_OF_THINGS = re.compile(
    "販売|農園|牧場|清掃|環境|サービス|レンタル|リース|設計|企画|印刷|包装|倉庫|住宅"
)
_KANA_HEAD = re.compile(r"[\u3041-\u3096ー]{3,}")
_BLANK_LETTERS = re.compile(r"([A-Za-z])\1*|[A-Z]|ABC|abc|XYZ|xyz")
_PLAIN_VALUE = re.compile(r"[0-9@:¥%]|^[A-Za-z]{1,2}$|^-+$")
_CELL_END = re.compile(r"[、,。\n\t|;/()「」『』]| {2,}|$")
_BREAK = re.compile(r"[。\n]")


def find_companies(reading: Reading) -> Iterator[Finding]:
    """Yield companies: CUSTOMER where trade with them shows, else ORG; our own never.

    A company in news, on the market or in history is public and no finding.
    """
    return iter(scene_of(reading).once("companies", _companies))


def _companies(scene: Scene) -> Iterator[Finding]:
    reading = scene.reading
    for start, end, why in _candidates(scene):
        surface = reading.text[start:end]
        if _is_placeholder(surface) or is_own(surface, reading.company):
            continue
        traded = why in {"relation", "column", "addressed", "bank-form"} or _is_traded(
            reading.text, start, end
        )
        if not traded and (_is_public(reading.text, start, end) or FORM.search(reading.text)):
            continue
        if why == "ending" and not traded and uses_of(surface).proper:
            continue
        yield Finding(start, end, Kind.CUSTOMER if traded else Kind.ORG, Confidence.SURE, why)


def _is_placeholder(surface: str) -> bool:
    core = LEGAL_FORM.sub("", surface).strip()
    return _PLACEHOLDER.search(surface) is not None or _BLANK_LETTERS.fullmatch(core) is not None


def _candidates(scene: Scene) -> Iterator[tuple[int, int, str]]:
    yield from _by_legal_form(scene)
    yield from _by_latin_form(scene)
    yield from _by_ending(scene)
    yield from _by_address(scene)
    yield from _by_relation(scene)
    yield from _by_column(scene)


def _by_legal_form(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for form in LEGAL_FORM.finditer(scene.text):
        start = company_start(scene, form.start())
        if start is not None and _is_name(scene, start, form.start()):
            yield start, form.end(), "legal-form"
            continue
        end = company_end(scene, form.end())
        if end is not None:
            yield form.start(), end, "legal-form"
    for form in BANK_FORM.finditer(scene.text):
        yield form.start(), form.end(), "bank-form"


def _is_name(scene: Scene, start: int, end: int) -> bool:
    """Whether what stands before a closing legal form is a name and not 新しい株式会社."""
    surface = scene.text[start:end].strip()
    if surface in GENERIC or surface in DEPARTMENTS or surface in NOBODY:
        return False
    words = scene.words_between(start, start + len(surface))
    last = words[-1].part_of_speech
    if last[0] in {"助詞", "助動詞", "形容詞", "動詞", "連体詞"} and len(words) < 3:
        return False
    return len(surface) > 1 or is_kanji(surface)


def _by_latin_form(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for found in LATIN_FORM.finditer(scene.text):
        start = found.start()
        pieces = found["name"].split()
        while pieces and (pieces[0].strip(".,") in LATIN_STOPS or pieces[0].endswith((".", ":"))):
            start = scene.text.index(" ", start) + 1
            pieces.pop(0)
        generic = found["form"] in {"Company", "Group", "Holdings"} and len(pieces) < 2
        if pieces and start < found.start("form") and not generic:
            yield start, found.end(), "legal-form"


def _by_ending(scene: Scene) -> Iterator[tuple[int, int, str]]:
    text = scene.text
    for ending in ENDING.finditer(text):
        at = ending.start()
        if at == 0 or (ending.end() < len(text) and not _ends_there(scene, ending.end())):
            continue
        start = company_start(scene, at)
        if start is None or text[at - 1] == " ":
            continue
        if _makes_company(scene, start, at, ending.end(), strong=ending["strong"] is not None):
            yield start, ending.end(), "ending"


def _ends_there(scene: Scene, end: int) -> bool:
    """Whether the ending closes the name: 商事 in 東商事様, not システム in システム部."""
    char = scene.text[end]
    if LEGAL_FORM.match(scene.text, end) or ADDRESSED.match(scene.text, end):
        return True
    if all_katakana(char) or char in "ーヶ々":
        return False
    if not is_kanji(char):
        return scene.starts_word(end) or not char.isalpha()
    return re.match(
        r"[一-龥]{0,3}(?:支店|本社|営業所|工場|部|課|社)|向け|宛|側|製|等|各社|行き|社長|殿",
        scene.text[end : end + 8],
    ) is not None and scene.starts_word(end)


def _makes_company(scene: Scene, start: int, at: int, end: int, *, strong: bool) -> bool:
    head = scene.text[start:at]
    if (
        head in GENERIC
        or head in DEPARTMENTS
        or head in NOBODY
        or len(head) > 12
        or head[0].isdigit()
    ):
        return False
    whole = uses_of(scene.text[start:end])
    if whole.common or (whole.place and not whole.proper):
        return False
    words = scene.words_between(start, at)
    named = [_is_named(scene, place) for place in range(scene.at[start], scene.at[at - 1] + 1)]
    if all(word.surface in GENERIC for word in words):
        return False
    compound = all_katakana(head) and (len(words) > 1 or len(head) > 4) and not uses_of(head).common
    run = _KANA_HEAD.match(head)
    kana = head not in GENERIC and run is not None and is_kana_name(scene, start, start + run.end())
    if kana and uses_of(head).common and _OF_THINGS.match(scene.text, at):
        kana = _is_traded(scene.text, start, end)
    if strong:
        plain = words[0].part_of_speech[0] == "名詞" and words[0].surface not in GENERIC
        return any(named) or compound or kana or (plain and len(head) > 1)
    traded = _is_traded(scene.text, start, end)
    if compound or (kana and (traded or is_kanji(scene.text[at]))):
        return True
    if traded and all_katakana(head) and head not in GENERIC:
        return True
    ordered = ADDRESSED.match(scene.text, end) or _ORDERS.match(scene.text, end)
    if len(words) == 1 and len(head) > 1 and ordered:
        return True
    return (
        named[0]
        and (len(head) > 1 or traded)
        and (traded or not _only_place(words[0].surface, len(words)))
    )


def _only_place(surface: str, count: int) -> bool:
    uses = uses_of(surface)
    return count == 1 and uses.place and not uses.surname


def _is_named(scene: Scene, place: int) -> bool:
    word = scene.words[place]
    if word.surface in GENERIC or word.part_of_speech[0] in {"助詞", "助動詞"}:
        return False
    if word.part_of_speech[1] == "固有名詞" or not word.known:
        return True
    uses = uses_of(word.surface)
    if all_katakana(word.surface) or all_hiragana(word.surface):
        return not uses.common
    return uses.name or (uses.proper and not uses.common)


def _by_address(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for found in _TO_THE_COMPANY.finditer(scene.text):
        start, end = found.span(1)
        surface = found[1]
        if surface in DEPARTMENTS or surface in NOBODY or surface in FILLERS:
            continue
        if re.fullmatch(
            r"[一-龥ァ-ヶー]{1,8}(?:部|課|室|係|窓口|担当|委員会|事務局|各社|宛)", surface
        ):
            continue
        yield start, end, "addressed"
    for found in _KATAKANA_ADDRESSED.finditer(scene.text):
        start, end = found.span()
        whole = uses_of(found[0])
        last = scene.word_at(end - 1).surface
        kana = found["kana"] is not None
        if (
            (not whole.known or (kana and whole.common and not whole.name))
            and last not in NOBODY
            and found[0] not in NOBODY
        ):
            yield start, end, "addressed"


def _by_relation(scene: Scene) -> Iterator[tuple[int, int, str]]:
    text = scene.text
    for label in _RELATION_LABEL.finditer(text):
        start = label.end()
        colon = label["sign"].strip() in {":", "=", "→"}
        end = _value_end(scene, start, colon=colon)
        surface = text[start:end]
        if (
            len(surface) < 2
            or _PLAIN_VALUE.search(surface)
            or surface in FILLERS | DEPARTMENTS | NOBODY
        ):
            continue
        if _OUR_SITES.search(surface) and not LEGAL_FORM.search(surface):
            continue
        if not colon and not _is_unknown(scene, start, end):
            continue
        if colon and scene.is_ordinary(start, end) and not ENDING.search(surface):
            continue
        yield start, end, "relation"


def _value_end(scene: Scene, start: int, *, colon: bool) -> int:
    text = scene.text
    stop = _CELL_END.search(text, start, start + 30)
    limit = stop.start() if stop else min(len(text), start + 30)
    if (
        honorific := re.compile(r" ?(?:御中|様|さん|殿)| ").search(text, start + 1, limit)
    ) is not None:
        limit = honorific.start()
    end = company_end(scene, start) if not colon else limit
    return min(limit, end or start)


def _is_unknown(scene: Scene, start: int, end: int) -> bool:
    words = scene.words_between(start, end)
    return bool(words) and any(_is_named(scene, scene.at[word.start]) for word in words)


def _by_column(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for cell in cells(scene.text):
        if not _COMPANY_COLUMN.search(cell.header) or _NO_COMPANY_COLUMN.search(cell.header):
            continue
        value = scene.text[cell.start : cell.end]
        if len(value) < 2 or len(value) > 40 or value in FILLERS or re.search(r"[。@]|://", value):
            continue
        if not re.fullmatch(r"[0-9 .,/-]+", value):
            yield cell.start, cell.end, "column"


def _is_traded(text: str, start: int, end: int) -> bool:
    if ADDRESSED.match(text, end) or TRADE.match(text, end):
        return True
    before = text[max(0, start - 14) : start]
    return re.search(rf"(?:{RELATIONS})(?:の|:|は|、| )\Z", before) is not None


def _is_public(text: str, start: int, end: int) -> bool:
    begin = 0
    for mark in _BREAK.finditer(text, max(0, start - 200), start):
        begin = mark.end()
    stop = _BREAK.search(text, end, end + 200)
    sentence = text[max(begin, start - 200) : stop.start() if stop else end + 200]
    return PUBLISHED.search(sentence) is not None
