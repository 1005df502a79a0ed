"""Companies by the ending of their trade: あおば精機, ひなた水産, 海原こころクリニック."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.company_starts import company_start, is_kana_name
from knowledge.detectors.company_words import (
    ADDRESSED,
    ENDING,
    GENERIC,
    LEGAL_FORM,
    ORDERS,
    is_traded,
)
from knowledge.detectors.name_words import DEPARTMENTS, NOBODY
from knowledge.detectors.scene import all_hiragana, all_katakana, is_kanji
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

# After a word for a thing these make a trade: いちご農園, おもちゃ販売.
_OF_THINGS = regex(
    "販売|農園|牧場|清掃|環境|サービス|レンタル|リース|設計|企画|印刷|包装|倉庫|住宅"
)
_KANA_HEAD = regex(r"[\u3041-\u3096ー]{3,}")
_GOES_ON = regex(
    r"[一-龥]{0,3}(?:支店|本社|営業所|工場|部|課|社)|向け|宛|側|製|等|各社|行き|社長|殿"
)
_LONGEST_HEAD = 12


def companies_by_ending(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and reason of the names that an ending such as 商事 or 製作所 closes."""
    text = scene.text
    for ending in ENDING.finditer(text):
        at, end = ending.span()
        if at == 0 or text[at - 1] == " " or (end < len(text) and not _ends_there(scene, end)):
            continue
        start = company_start(scene, at)
        if start is None or not _may_be_head(scene, start, at, end):
            continue
        strong = ending["strong"] is not None
        if (strong and _makes_company_of_any_word(scene, start, at)) or (
            not strong and _makes_company_of_a_name(scene, start, at, end)
        ):
            yield start, end, "ending"


def _ends_there(scene: Scene, end: int) -> bool:
    """Whether the ending closes the name: 商事 in 東商事様, not システム in システム部."""
    text, char = scene.text, scene.text[end]
    if LEGAL_FORM.match(text, end) or ADDRESSED.match(text, end):
        return True
    if all_katakana(char) or char in "ヶ々":
        return False
    if not is_kanji(char):
        return scene.starts_word(end) or not char.isalpha()
    return _GOES_ON.match(text, end) is not None and scene.starts_word(end)


def _may_be_head(scene: Scene, start: int, at: int, end: int) -> bool:
    head = scene.text[start:at]
    if head in GENERIC | DEPARTMENTS | NOBODY or len(head) > _LONGEST_HEAD or head[0].isdigit():
        return False
    whole = uses_of(scene.text[start:end])
    if whole.common or (whole.place and not whole.proper):
        return False
    return not all(word.surface in GENERIC for word in scene.words_between(start, at))


def _makes_company_of_any_word(scene: Scene, start: int, at: int) -> bool:
    first = scene.word_at(start)
    if any(is_named(scene, place) for place in range(scene.at[start], scene.at[at - 1] + 1)):
        return True
    plain = first.part_of_speech[0] == "名詞" and first.surface not in GENERIC
    return (plain and at - start > 1) or _is_compound(scene, start, at) or _kana(scene, start, at)


def _makes_company_of_a_name(scene: Scene, start: int, at: int, end: int) -> bool:
    text, head = scene.text, scene.text[start:at]
    traded = is_traded(text, start, end)
    if _is_compound(scene, start, at):
        return True
    if _kana(scene, start, at) and (traded or is_kanji(text[at])):
        return traded or not (uses_of(head).common and _OF_THINGS.match(text, at))
    if traded and all_katakana(head) and head not in GENERIC:
        return True
    words = scene.words_between(start, at)
    ordered = ADDRESSED.match(text, end) or ORDERS.match(text, end)
    if len(words) == 1 and len(head) > 1 and ordered:
        return True
    if not is_named(scene, scene.at[start]):
        return False
    uses = uses_of(words[0].surface)
    only_place = len(words) == 1 and uses.place and not uses.surname
    return traded or (len(head) > 1 and not only_place)


def _is_compound(scene: Scene, start: int, at: int) -> bool:
    """ライトウェーブ: katakana that the dictionary does not know as one word."""
    head = scene.text[start:at]
    several = len(scene.words_between(start, at)) > 1 or len(head) > 4
    return several and all_katakana(head) and not uses_of(head).common


def _kana(scene: Scene, start: int, at: int) -> bool:
    run = _KANA_HEAD.match(scene.text, start, at)
    return run is not None and is_kana_name(scene, start, run.end())


def is_named(scene: Scene, place: int) -> bool:
    """Whether a word is a name or unknown, so that a company may be called so."""
    word = scene.words[place]
    if word.surface in GENERIC or word.part_of_speech[0] in {"助詞", "助動詞"}:
        return False
    if word.part_of_speech[1] == "固有名詞" or not word.known:
        return True
    uses = uses_of(word.surface)
    if all_katakana(word.surface) or all_hiragana(word.surface):
        return not uses.common
    return uses.name or (uses.proper and not uses.common)
