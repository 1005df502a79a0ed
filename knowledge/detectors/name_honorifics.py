"""Names before 様, さん, 部長 and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.name_kana import called_start
from knowledge.detectors.name_starts import name_before
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    HONORIFICS,
    NOBODY,
    NOT_CALLED,
    PLACE_TITLES,
    TITLES,
    UNITS,
)
from knowledge.detectors.named import Named, Side
from knowledge.detectors.scene import all_hiragana, all_kanji
from knowledge.detectors.word_lists import may_begin
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_LATIN_TITLES = "Dr|Mgr|MGR|GL|GM|TL|PL|PM|SV|CEO|CTO|CFO|COO"
_AFTER_A_NAME = regex(
    may_begin(TITLES, HONORIFICS, _LATIN_TITLES)
    + f"(?P<title>{TITLES}|(?:{_LATIN_TITLES})(?![A-Za-z]))|(?P<honorific>{HONORIFICS})"
)
_SAID_TO_BE_CALLED = regex(
    "(?=(?:と|って)(?:いう|言う|おっしゃる|仰る|名乗る|いわれる|申される)(?:方|者|人|女性|男性|お客))"
)
# ｵﾀﾞｷﾞﾘｻﾝ: text in half-width kana has no kanji and no hiragana to lean on.
_ALL_IN_KATAKANA = regex(
    "(?<![ァ-ヶー])([ァ-ヶ][ァ-ヶー]{1,7}(?: [ァ-ヶ][ァ-ヶー]{1,5})?) ?"
    "(?:サン|サマ|クン|チャン|ブチョウ|カチョウ|シャチョウ|シュニン|カカリチョウ)"
    "(?=[ハガヲニノトヘモデヨ]|カラ|マデ|[^ァ-ヶー]|$)"
)
_KATAKANA_NOBODY = frozenset(
    {"オキャク", "ミナ", "オク", "カミ", "オカア", "オトウ", "タク", "ギョウシャ"}
)
_CUSTOMER_HONORIFICS = frozenset({"様", "様方", "さま", "殿", "先生"})
_LIGHT = frozenset({"さん", "さま", "くん", "ちゃん"})
_ALWAYS_NAMED = frozenset({"君", "氏", "先輩", "くん", "殿"})


def find_by_honorific(scene: Scene) -> Iterator[Named]:
    """Yield the names that a following honorific or title gives away."""
    for mark in _AFTER_A_NAME.finditer(scene.text):
        word = mark[0]
        if not _stands_alone(scene, mark.start(), mark.end(), is_title=mark["title"] is not None):
            continue
        end = mark.start() - (scene.text[mark.start() - 1 : mark.start()] == " ")
        if mark["title"]:
            end = _before_department(scene, end)
            start = _before_title(scene, end, word)
        else:
            start = _before_bracket(scene, end)
            start = name_before(scene, end) if start is None else start
            if start is None and word in _LIGHT | _CUSTOMER_HONORIFICS:
                start = called_start(scene, end)
            if start is not None and scene.text[start:end] in NOT_CALLED:
                continue
            if start is not None and not _fits_honorific(scene, start, end, word):
                start = None
        if start is not None:
            end = _without_bracket(scene.text, start, end)
            if word == "本部長" and uses_of(scene.text[start : end + 1]).surname:
                end += 1  # 山本+部長, not 山+本部長
            yield Named(start, end, _side(word), "honorific")
    yield from _called(scene)
    yield from _in_katakana(scene)


def _stands_alone(scene: Scene, start: int, end: int, *, is_title: bool) -> bool:
    """Whether the honorific is one here, and not a piece of 様式, 同様 or 理事会."""
    if start == 0:
        return False
    word = scene.word_at(start)
    if word.start == start and word.end <= end:
        return True
    if is_title:
        return word.end <= end or (not word.known)
    if word.start < start and word.end == end:
        head = scene.text[word.start : start]
        proper = word.part_of_speech[1] == "固有名詞"
        return not word.known or proper or (uses_of(head).surname and head not in NOBODY)
    # さんま for さん+まで: the dictionary was led astray by a name that it does not know.
    return scene.text[start:end] in _LIGHT and all_hiragana(word.surface)


def _fits_honorific(scene: Scene, start: int, end: int, honorific: str) -> bool:
    name = scene.text[start:end]
    role = scene.role(scene.at[start])
    if honorific in _ALWAYS_NAMED and not (role.surname or role.given) and len(name) < 2:
        return False
    if honorific in {"君", "氏"} and name.isascii() and len(name) < 3:
        return False
    if name.isascii() and uses_of(name).proper and honorific in _LIGHT:
        return False
    if start and scene.text[start - 1].isdigit() and len(name) == 1:
        return False
    return not (len(name) == 1 and start and scene.text[start - 1] in "ごお御各")


def _before_title(scene: Scene, end: int, title: str) -> int | None:
    start = name_before(scene, end)
    if start is None or _is_attached_kana(scene, start, end):
        return None
    name = scene.text[start:end]
    role = scene.role(scene.at[start])
    uses = uses_of(name)
    if len(name) == 1 and not (role.surname or role.raw):
        return None
    if name in DEPARTMENTS or (title in PLACE_TITLES and (uses.place and not uses.surname)):
        return None
    if title in PLACE_TITLES and name in BIG_PLACES:
        return None
    if uses.place and not uses.surname and (name in BIG_PLACES or name.endswith(UNITS)):
        return None
    if uses.proper and not uses.name:
        return None
    if name.isascii() and not name[0].isupper():
        return None
    return start


def _is_attached_kana(scene: Scene, start: int, end: int) -> bool:
    """ため課長, おける監査役: kana that go on from a word and are no known name."""
    text = scene.text
    kana = all_hiragana(text[start:end]) and start > 0 and text[start - 1].isalnum()
    return kana and not uses_of(text[start:end]).name


def _before_department(scene: Scene, end: int) -> int:
    """Step over the department in 佐藤営業部長; stay where only a department would be left."""
    if end > 2 and scene.text[end - 1] in "新元前現旧" and scene.role(scene.at[end - 2]).surname:
        return end - 1
    for _ in range(2):
        if end <= 0:
            break
        word = scene.word_at(end - 1)
        surface = scene.text[word.start : end]
        if surface.rstrip("部課室係") not in DEPARTMENTS or word.start == 0:
            break
        before = scene.word_at(word.start - 1)
        role = scene.role(scene.at[word.start - 1])
        if not (before.end == word.start and (role.possible or before.surface in DEPARTMENTS)):
            break
        end = word.start
    return end


def _before_bracket(scene: Scene, end: int) -> int | None:
    """Look before the bracket in 佐藤(営業)様."""
    text = scene.text
    if end < 4 or text[end - 1] != ")":
        return None
    opening = text.rfind("(", max(0, end - 14), end)
    if opening <= 0 or text[opening + 1 : end - 1] in {
        "株",
        "有",
        "同",
        "資",
        "名",
        "医",
        "社",
        "財",
    }:
        return None
    return name_before(scene, opening)


def _without_bracket(text: str, start: int, end: int) -> int:
    if text[end - 1] != ")":
        return end
    inside = text[text.rfind("(", start, end) + 1 : end - 1]
    # A reading in brackets is the name once more; a department is not.
    return end if all_hiragana(inside) or not all_kanji(inside[:1]) else text.rfind("(", start, end)


def _called(scene: Scene) -> Iterator[Named]:
    for mark in _SAID_TO_BE_CALLED.finditer(scene.text):
        start = name_before(scene, mark.start())
        if start is not None:
            yield Named(start, mark.start(), Side.THEIRS, "said-to-be-called")


def _in_katakana(scene: Scene) -> Iterator[Named]:
    for found in _ALL_IN_KATAKANA.finditer(scene.text):
        name = found[1]
        if name in _KATAKANA_NOBODY or name in NOBODY:
            continue
        original = scene.reading.shadow.original[scene.reading.shadow.starts[found.start(1)]]
        half_width = "\uff66" <= original <= "\uff9f"
        if half_width or uses_of(name).name:
            yield Named(found.start(1), found.end(1), Side.UNSAID, "honorific")


def _side(word: str) -> Side:
    return Side.THEIRS if word in _CUSTOMER_HONORIFICS else Side.UNSAID
