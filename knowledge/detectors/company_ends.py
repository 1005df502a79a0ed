"""Where the name of a company ends that follows its legal form: 株式会社はなまるの担当者."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.company_words import (
    ENDINGS,
    FUNCTION_PHRASES,
    OF_THE_FORM,
    PARTICLES,
    SAID_OF_IT,
    WEAK_ENDINGS,
)
from knowledge.detectors.name_words import DEPARTMENTS, TITLES
from knowledge.detectors.scene import NAME_CHAR, all_hiragana, all_katakana, is_kanji
from knowledge.detectors.word_lists import either
from knowledge.regex import regex

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene
    from knowledge.words import Word

_LONGEST = 20
PART_OF_NAME = regex(rf"(?:{NAME_CHAR}|[A-Za-z0-9&'.・=ヴ-])+")
_JOINING = frozenset("・&-.'=")
_KANA = "[\u3041-\u3096ー]"
# にしき屋, ひかりの里, あおば商事: kana and what makes a name of them.
_KANA_AND_SIGN = regex(
    rf"{_KANA}{{2,6}}の[里家風郷森丘杜花木空海星虹輪絆村樹葉光泉舟橋窓](?![一-龥ァ-ヶ])"
    rf"|{_KANA}{{2,9}}[一-龥]{{0,2}}[会園館堂屋組荘院塾舎亭房庵苑](?![一-龥ァ-ヶ](?<!様)(?<!御))"
    rf"|{_KANA}{{2,9}}(?:{either(ENDINGS | WEAK_ENDINGS)})(?=[^一-龥ァ-ヶ]|様|御中|$)"
)
_KANA_NAME = regex(
    rf"({_KANA}{{2,9}}?)(?:へ|に|の|が|は|を|と|も|で|から|より|まで|との|への|には|では|さん|さま)?(?!{_KANA})"
)
_ABOUT = regex(
    "における|については|についての|に関する|にとって|としての|という|とその|または|などの|でも|では"
)
_STOPS = regex(
    rf"御中|様|さま|さん|殿|御|{TITLES}|本社|本店|代表"
    r"|[一-龥ァ-ヶー]{0,6}(?:本部|事業部|支社|支店|営業所|出張所|工場|部|課|係|室)(?![一-龥ァ-ヶ])"
)
_LATIN_GOES_ON = regex(r"(?<=[A-Za-z.]) (?=[A-Z])")


def company_end(scene: Scene, start: int) -> int | None:
    """Return where the name that follows a legal form ends; None where the form is spoken of."""
    text = scene.text
    begin = start + (text[start : start + 1] in " ・")
    if begin >= len(text) or text[begin] in _JOINING or not PART_OF_NAME.match(text, begin):
        return None
    if named := _KANA_AND_SIGN.match(text, begin):
        return named.end()
    if _ABOUT.match(text, begin):
        return None
    kana = _KANA_NAME.match(text, begin)
    if kana and kana[1] not in FUNCTION_PHRASES and _goes_to_a_sign(scene, begin, kana.end(1)):
        return kana.end(1)
    if _is_about_the_form(scene, begin):
        return None
    end = _over_words(scene, begin)
    return end if end > begin and not text[begin:end].isdigit() else None


def _over_words(scene: Scene, begin: int) -> int:
    text, end = scene.text, begin
    limit = min(len(text), begin + _LONGEST)
    while end < limit:
        word = scene.word_at(end)
        piece = text[end : word.end]
        if end > begin and (_STOPS.match(text, end) or _ends_before(scene, begin, end, word)):
            break
        if not PART_OF_NAME.fullmatch(piece) and not _LATIN_GOES_ON.match(text, end):
            break
        end = word.end
    end = min(end, limit)
    while end > begin and (text[end - 1] in _JOINING or text[end - 1] == " "):
        end -= 1
    return end


def _is_about_the_form(scene: Scene, begin: int) -> bool:
    """株式会社とは, 株式会社の設立, 有限会社は今から, 株式会社様."""
    word = scene.word_at(begin)
    if scene.text.startswith(("御中", "様"), begin):
        return True
    if word.surface not in PARTICLES and word.part_of_speech[0] not in {"助詞", "助動詞"}:
        return word.surface in OF_THE_FORM
    after = scene.text[word.end : word.end + 1]
    if not after or not all_hiragana(after):
        return True
    following = scene.word_at(word.end)
    return following.part_of_speech[0] in {"助詞", "助動詞", "動詞", "代名詞", "副詞", "連体詞"}


def _goes_to_a_sign(scene: Scene, begin: int, end: int) -> bool:
    """Whether a run of kana is a name by itself, and not the head of a longer one."""
    text = scene.text
    word = scene.word_at(begin)
    taken_apart = word.end == begin + 1 and word.surface in PARTICLES
    if end - begin > 2 and taken_apart:
        return True
    after = text[end : end + 1]
    goes_on = bool(after) and (is_kanji(after) or all_katakana(after))
    return not goes_on or text.startswith(("様", "御中"), end)


def _ends_before(scene: Scene, begin: int, end: int, word: Word) -> bool:
    if word.surface not in PARTICLES:
        closed = word.part_of_speech[0] in {"助動詞", "接続詞", "連体詞"}
        return word.start < end or (closed and end - begin > 3)
    if end - begin < 2:
        return False
    return word.surface != "の" or not _goes_on_after_no(scene, begin, end, word)


def _goes_on_after_no(scene: Scene, begin: int, end: int, word: Word) -> bool:
    """もりのみや: kana, の and a short noun that is not said of a company."""
    if word.end >= len(scene.text) or not all_hiragana(scene.text[begin:end]):
        return False
    following = scene.word_at(word.end)
    surface = following.surface
    if following.part_of_speech[0] != "名詞" or surface in SAID_OF_IT or surface in DEPARTMENTS:
        return False
    return all_hiragana(surface) or len(surface) == 1
