"""Where the name of a company begins that its legal form or the ending of its trade closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.company_ends import PART_OF_NAME
from knowledge.detectors.company_words import GENERIC, PARTICLES, WHOSE
from knowledge.detectors.scene import all_hiragana
from knowledge.regex import regex

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene
    from knowledge.words import Word

_LONGEST = 20
_KANA_BACK = regex(r"[\u3041-\u3096ー]{2,14}\Z")
_LATIN_ON_BOTH_SIDES = regex(r"(?<=[A-Za-z0-9.]) (?=[A-Za-z0-9])")
_OPENERS = frozenset({"代名詞", "副詞", "接続詞", "連体詞", "感動詞", "接頭辞", "形状詞"})


def company_start(scene: Scene, end: int) -> int | None:
    """Return where the name that ends at `end` begins; None where there is no name."""
    text = scene.text
    stop = end - (text[end - 1 : end] == " ")
    start = _over_words_back(scene, stop)
    while start < stop and text[start] in " ・-.'&=":
        start += 1
    start = max(start, stop - _LONGEST)
    return start if start < stop and not text[start:stop].isdigit() else None


def _over_words_back(scene: Scene, stop: int) -> int:
    text, start = scene.text, stop
    while start > 0 and stop - start < _LONGEST:
        kana = _KANA_BACK.search(text, max(0, start - 14), start)
        if kana and is_kana_name(scene, kana.start(), start):
            return kana.start()
        word = scene.word_at(start - 1)
        if _stands_before(scene, word, start, stop):
            break
        start = word.start
    return start


def _stands_before(scene: Scene, word: Word, start: int, stop: int) -> bool:
    """Whether a word belongs to the sentence before the name and not to the name."""
    surface = scene.text[word.start : start]
    if not PART_OF_NAME.fullmatch(surface):
        return not _LATIN_ON_BOTH_SIDES.match(scene.text, word.start)
    if surface in PARTICLES:
        return not _is_inside_kana(scene, word, start)
    if surface in WHOSE or (start == stop and len(surface) == 1 and surface in GENERIC):
        return True
    closed = word.part_of_speech[0] in {"連体詞", "接続詞", "助動詞", "代名詞"}
    return closed and len(surface) > 1


def is_kana_name(scene: Scene, start: int, end: int) -> bool:
    """Whether a run of kana opens a phrase and is no language: とみた, not これから."""
    words = scene.words_between(start, end)
    if not 3 <= end - start <= 8 or not _opens(scene.text, start) or words[-1].end != end:
        return False
    first, last = words[0].part_of_speech[0], words[-1].part_of_speech[0]
    if first == "助詞":  # no phrase opens with a particle: the dictionary took a name apart
        return True
    if first in _OPENERS or last == "助動詞" or words[0].part_of_speech[2] == "副詞可能":
        return False
    if last == "助詞" and words[-1].surface in PARTICLES - {"や", "か"}:
        return False
    return first == "名詞" or (len(words) > 1 and first in {"動詞", "形容詞"} and last == "名詞")


def _opens(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "ー々")


def _is_inside_kana(scene: Scene, word: Word, after: int) -> bool:
    """もりのみや: the particle stands between kana of one name."""
    text = scene.text
    if word.surface != "の" or word.start < 1 or after >= len(text):
        return False
    previous = scene.word_at(word.start - 1)
    kana = all_hiragana(text[after]) and all_hiragana(previous.surface)
    return kana and previous.part_of_speech[0] == "名詞"
