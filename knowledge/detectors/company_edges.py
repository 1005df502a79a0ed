"""Where the name of a company begins or ends beside its legal form or the ending of its trade."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.company_words import ENDINGS, GENERIC, WEAK_ENDINGS
from knowledge.detectors.name_words import DEPARTMENTS, TITLES, UNITS
from knowledge.detectors.scene import NAME_CHAR, all_hiragana, all_katakana, is_kanji

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene
    from knowledge.words import Word

_LONGEST = 20
_PART_OF_NAME = re.compile(rf"{NAME_CHAR}|[A-Za-z0-9&'.・=＝ヴ-]")
_JOINING = frozenset("・&-.'=＆")
_PARTICLES = frozenset(
    [
        "は",
        "が",
        "を",
        "に",
        "の",
        "と",
        "で",
        "も",
        "へ",
        "や",
        "から",
        "より",
        "まで",
        "とは",
        "など",
        "では",
        "には",
        "との",
        "への",
        "って",
        "だ",
        "です",
        "か",
    ]
)
_STOPS = re.compile(
    rf"(?:御中|様|さま|さん|殿|御|{TITLES}|(?:[一-龥ァ-ヶー]{{0,6}}(?:本部|事業部|支社|支店|営業所|出張所|工場|部|課|室|係))(?![一-龥ァ-ヶ])|本社|本店|代表)"
)
_KANA_NAME = re.compile(
    r"([\u3041-\u3096ー]{2,9}?)(?:へ|に|の|が|は|を|と|も|で|から|より|まで|との|への|には|では|さん|さま)?(?![\u3041-\u3096ー])"
)
# もりのみや会, にしき屋: kana and the sign of a house.
_KANA_HOUSE = re.compile(
    r"[\u3041-\u3096ー]{2,9}[一-龥]{0,2}[会園館堂屋組荘院塾舎亭](?![一-龥ァ-ヶ](?<!様)(?<!御))"
)
_KANA_TRADE = re.compile(
    rf"[\u3041-\u3096ー]{{2,9}}(?:{'|'.join(sorted(ENDINGS | WEAK_ENDINGS, key=len, reverse=True))})(?=[^一-龥ァ-ヶ]|様|御中|$)"
)
_ABOUT = re.compile(
    "における|については|についての|に関する|にとって|としての|という|とその|または|などの|でも|では"
)
_KANA_BACK = re.compile(r"[\u3041-\u3096ー]{2,14}\Z")
_FUNCTION_PHRASES = frozenset(
    [
        "とは",
        "では",
        "には",
        "との",
        "への",
        "から",
        "まで",
        "など",
        "です",
        "でも",
        "にも",
        "という",
        "として",
        "について",
        "において",
        "だけ",
        "ですが",
        "である",
        "により",
        "による",
        "よりも",
        "にする",
        "になる",
        "をやめ",
        "でした",
        "ではなく",
        "のような",
        "のための",
        "のうち",
        "のほう",
        "がある",
        "がない",
        "にて",
        "とし",
        "および",
        "または",
        "もしくは",
        "ならびに",
    ]
)
_SAID_OF_IT = frozenset(
    [
        "件",
        "担当",
        "方",
        "話",
        "社員",
        "社長",
        "見積",
        "営業",
        "契約",
        "納期",
        "本社",
        "工場",
        "場合",
        "設立",
        "違い",
        "名前",
        "株",
        "決算",
        "者",
        "中",
        "他",
        "求人",
        "皆様",
        "担当者",
        "商品",
        "製品",
        "資料",
    ]
)
_WHOSE = re.compile(
    r"取引先|仕入先|得意先|お客様|弊社|当社|本日|先日|昨日|今回|先方|元請|下請|外注先|納入先|同社|親会社|子会社|グループ会社|担当|競合|顧客名|顧客|会社名|今日|明日|来週|先週|毎月"
)


def company_end(scene: Scene, start: int) -> int | None:
    """Return where the name that follows a legal form (株式会社…) ends; None for no name."""
    text = scene.text
    begin = start + (text[start : start + 1] in " ・")
    if begin >= len(text) or not _PART_OF_NAME.match(text, begin) or text[begin] in _JOINING:
        return None
    if (house := _KANA_HOUSE.match(text, begin)) or (house := _KANA_TRADE.match(text, begin)):
        return house.end()
    kana = _KANA_NAME.match(text, begin)
    if (
        kana
        and not _ABOUT.match(text, begin)
        and kana[1] not in _FUNCTION_PHRASES
        and _goes_to_a_sign(scene, begin, kana.end(1))
    ):
        return kana.end(1)
    if _ABOUT.match(text, begin) or _is_about_the_form(scene, begin):
        return None
    end = begin
    while end < len(text) and end - begin < _LONGEST:
        word = scene.word_at(end)
        if end > begin and _ends_before(scene, begin, end, word):
            break
        stop = _STOPS.match(text, end)
        if stop and (end > begin or text.startswith(("御中", "様"), end)):
            break
        if not all(_PART_OF_NAME.match(char) for char in text[end : word.end]):
            if text[end] != " " or not _goes_on_in_latin(text, end):
                break
        end = word.end
    end = min(end, begin + _LONGEST)
    while end > begin and text[end - 1] in " .・&-'=":
        end -= 1
    return end if end - begin >= 1 and not text[begin:end].isdigit() else None


def _goes_on_in_latin(text: str, at: int) -> bool:
    return re.match(r"(?<=[A-Za-z.]) [A-Z]", text[at - 1 : at + 2]) is not None or (
        at > 0
        and text[at - 1].isascii()
        and text[at + 1 : at + 2].isascii()
        and text[at + 1 : at + 2].isupper()
    )


def _is_about_the_form(scene: Scene, begin: int) -> bool:
    """株式会社とは, 株式会社の設立, 有限会社は今から: the form itself is spoken of."""
    word = scene.word_at(begin)
    if word.surface not in _PARTICLES and word.part_of_speech[0] not in {"助詞", "助動詞"}:
        return word.surface in {
            "化",
            "制",
            "法",
            "組織",
            "形態",
            "設立",
            "名",
            "間",
            "向け",
            "等",
            "各社",
            "数",
        }
    after = scene.text[word.end : word.end + 1]
    if not after or not all_hiragana(after):
        return True
    following = scene.word_at(word.end)
    return following.part_of_speech[0] in {"助詞", "助動詞", "動詞", "代名詞", "副詞", "連体詞"}


def _goes_to_a_sign(scene: Scene, begin: int, end: int) -> bool:
    """Whether a run of kana is a name by itself, and not the head of にしき屋 or language."""
    text = scene.text
    if (
        end - begin > 2
        and text[begin] in "はがをにのとでもへや"
        and scene.word_at(begin).end == begin + 1
    ):
        return True
    after = text[end : end + 1]
    return (
        not after
        or not (is_kanji(after) or all_katakana(after))
        or text.startswith(("様", "御中"), end)
    )


def _ends_before(scene: Scene, begin: int, end: int, word: Word) -> bool:
    if word.surface not in _PARTICLES:
        return word.start < end or (
            word.part_of_speech[0] in {"助動詞", "接続詞", "連体詞"} and end - begin > 3
        )
    if end - begin < 2:
        return False
    if word.surface != "の" or word.end >= len(scene.text):
        return True
    following = scene.word_at(word.end)
    return not (
        all_hiragana(scene.text[begin:end])
        and following.part_of_speech[0] == "名詞"
        and following.surface not in _SAID_OF_IT | DEPARTMENTS
        and (all_hiragana(following.surface) or len(following.surface) == 1)
    )


def company_start(scene: Scene, end: int) -> int | None:
    """Return where the name that a legal form or an ending closes begins; None for no name."""
    text = scene.text
    stop = end - (text[end - 1 : end] == " ")
    start = stop
    kana = _KANA_BACK.search(text, max(0, stop - 14), stop)
    if kana and is_kana_name(scene, kana.start(), stop):
        return kana.start()
    while start > 0 and stop - start < _LONGEST:
        word = scene.word_at(start - 1)
        surface = text[word.start : start]
        if not all(_PART_OF_NAME.match(char) for char in surface):
            if not (surface == " " and _latin_on_both_sides(text, start)):
                break
        kana = _KANA_BACK.search(text, max(0, start - 14), start)
        if kana and is_kana_name(scene, kana.start(), start):
            start = kana.start()
            break
        if surface in _PARTICLES and not _is_inside_kana(scene, word, start):
            break
        if _WHOSE.fullmatch(surface) or (
            surface in GENERIC and start == stop and len(surface) == 1
        ):
            break
        if word.part_of_speech[0] in {"連体詞", "接続詞", "助動詞", "代名詞"} and len(surface) > 1:
            break
        start = word.start
    while start < stop and text[start] in " ・-.'&=":
        start += 1
    start = max(start, stop - _LONGEST)
    return start if start < stop and not text[start:stop].isdigit() else None


def is_kana_name(scene: Scene, start: int, end: int) -> bool:
    """Whether a run of kana opens a phrase and is no language: とみた, not これから."""
    words = scene.words_between(start, end)
    if not 3 <= end - start <= 8 or not _opens(scene.text, start) or words[-1].end != end:
        return False
    first, last = words[0].part_of_speech[0], words[-1].part_of_speech[0]
    if first == "助詞":  # no phrase opens with a particle: the dictionary took a name apart
        return True
    if first in {"代名詞", "副詞", "接続詞", "連体詞", "感動詞", "接頭辞", "形状詞"}:
        return False
    if last == "助動詞" or (last == "助詞" and words[-1].surface in _PARTICLES - {"や", "か"}):
        return False
    return first == "名詞" or (len(words) > 1 and first in {"動詞", "形容詞"} and last == "名詞")


def _opens(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "ー々")


def _latin_on_both_sides(text: str, at: int) -> bool:
    return (
        at > 1
        and text[at - 2].isascii()
        and text[at - 2].isalnum()
        and text[at].isascii()
        and text[at].isalnum()
    )


def _is_inside_kana(scene: Scene, word: Word, after: int) -> bool:
    """もりのみや: the particle stands between kana of one name."""
    text = scene.text
    if word.surface != "の" or word.start < 1 or after >= len(text):
        return False
    previous = scene.word_at(word.start - 1)
    return (
        all_hiragana(text[after])
        and all_hiragana(previous.surface)
        and previous.part_of_speech[0] == "名詞"
    )


def ends_with_unit(surface: str) -> bool:
    return surface.endswith(UNITS)
