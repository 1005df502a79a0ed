"""Where a name begins when its end is known: before 様, さん, 部長, です."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.name_kana import kana_start
from knowledge.detectors.name_words import DEPARTMENTS, FILLERS, NOBODY, RARE_SURNAMES
from knowledge.detectors.scene import KANJI, Role, all_hiragana, all_kanji, all_katakana, is_kanji
from knowledge.detectors.word_lists import either
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene
    from knowledge.words import Word

_LONGEST = 9
_KATAKANA_BACK = regex(r"[\u30a1-\u30faー・=]{1,24}\Z")
_LATIN_BACK = regex(r"(?:[A-Z][A-Za-zÀ-ɏ'.-]{0,20} ){0,2}[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'-]{1,24}\Z")
_RARE_BACK = regex(rf"(?:{either(RARE_SURNAMES)})\Z")
_PLACEHOLDER_LETTERS = regex(r"([A-Za-z])\1*|[A-Z]|ABC|abc|xyz|XYZ")


_ITEM_BACK = regex(rf"(?<![^\s、,/:>(\[\"'|・0-9])({KANJI}{{2,3}})\Z")

_OFFICES = (
    "者",
    "員",
    "長",
    "部",
    "課",
    "室",
    "係",
    "店",
    "社",
    "所",
    "会",
    "生",
    "人",
    "日",
    "月",
    "年",
    "本人",
    "担当",
)


def name_before(scene: Scene, end: int) -> int | None:
    """Return where the name that ends at `end` begins; None when no name ends there.

    Meant for places where a person is expected (before 様, さん, 部長): unknown words are taken
    for names, words of the language are not.
    """
    if end <= 0:
        return None
    char = scene.text[end - 1]
    if all_hiragana(char):
        start = _kana_back(scene, end)
    elif char.isalpha() and char < "\u0250":
        start = _latin_back(scene, end)
    else:
        start = _words_back(scene, end)
    if start is None:
        start = _misread_family(scene, end)
    if start is None or scene.text[start:end] in NOBODY:
        return None
    return _over_space(scene, _over_dot(scene, start))


def _misread_family(scene: Scene, end: int) -> int | None:
    """日外 in 日外部長 (read as 日+外部+長), 神宮寺 in 担当神宮寺様 (read as 神宮+寺)."""
    text = scene.text
    for size in (4, 3, 2):
        start = end - size
        whole = scene.ends_word(end) and scene.word_at(end - 1).start <= start
        if start < 0 or whole or not uses_of(text[start:end]).surname:
            continue
        if start == 0 or not is_kanji(text[start - 1]) or scene.starts_word(start):
            return start
    return None


def _words_back(scene: Scene, end: int) -> int | None:
    words, place = scene.words, scene.at[end - 1]
    rare = _RARE_BACK.search(scene.text, max(0, end - 5), end)
    role = _role_up_to(scene, end)
    if not role.possible:
        return rare.start() if rare else None
    start = words[place].start
    if role.surname and not role.given and end - start > 1:
        return family_start(scene, start)
    while place > 0 and words[place - 1].end == start and end - start < _LONGEST:
        place -= 1
        before = scene.role(place)
        tail_of_given = end - start == 1 and not role.surname and _is_kanji_noun(words[place])
        if not before.possible and not tail_of_given:
            break
        if role.surname and not (before.surname or before.given or end - start == 1):
            break
        start = words[place].start
        if before.surname:
            break
    start = _family_before_given(scene, family_start(scene, start), role)
    return min(start, rare.start()) if rare else start


def _family_before_given(scene: Scene, start: int, role: Role) -> int:
    """馬酔木+咲良: before a given name stands a family name, even one that is also a word."""
    if not role.given or role.surname or start == 0 or scene.role(scene.at[start]).surname:
        return start
    before = scene.word_at(start - 1)
    noun = before.part_of_speech[0] == "名詞" and before.end == start and all_kanji(before.surface)
    if not noun or not 2 <= len(before.surface) <= 3:
        return start
    said = before.surface in DEPARTMENTS | NOBODY or before.surface.endswith(_OFFICES)
    return start if said else before.start


def _is_kanji_noun(word: Word) -> bool:
    """於兎+彦: a word of the language that may be the head of an unknown given name."""
    return (
        len(word.surface) == 2
        and all_kanji(word.surface)
        and word.surface not in DEPARTMENTS | NOBODY
    )


def family_start(scene: Scene, start: int) -> int:
    """Go back over what the dictionary cut off a family name: 鐙+坂, 辻+ふじ."""
    if start == 0 or not scene.starts_word(start):
        return start
    word, before = scene.word_at(start), scene.word_at(start - 1)
    if before.part_of_speech[3] == "姓" and word.part_of_speech[3] != "姓":
        return before.start
    role = scene.role(scene.at[start - 1])
    if len(word.surface) == 1 and len(before.surface) == 1 and (role.raw or role.surname):
        head = before.start
        if (
            head == 0
            or not scene.text[head - 1].isalnum()
            or not scene.role(scene.at[head - 1]).possible
        ):
            return head
    return start


def _role_up_to(scene: Scene, end: int) -> Role:
    """The role of the word that ends at `end`, or of the part of it before `end`."""
    place = scene.at[end - 1]
    word = scene.words[place]
    if word.end == end:
        return scene.role(place)
    head = scene.text[word.start : end]
    uses = uses_of(head)
    return Role(uses.surname, uses.given, raw=not word.known and not uses.common)


def _kana_back(scene: Scene, end: int) -> int | None:
    """A name in hiragana, with the family name in kanji that may stand before it."""
    whole = scene.words[scene.at[end - 1]]
    if whole.end == end and is_kanji(whole.surface[0]):
        return _words_back(scene, end)
    start = kana_start(scene, end)
    if start is None or not scene.starts_word(start):
        return start
    place = scene.at[start] - 1
    if place >= 0 and scene.words[place].end == start and scene.role(place).surname:
        return scene.words[place].start
    given = uses_of(scene.text[start:end]).given
    return _family_before_given(scene, start, Role(given=True)) if given else start


def _latin_back(scene: Scene, end: int) -> int | None:
    found = _LATIN_BACK.search(scene.text, max(0, end - 64), end)
    if found is None or _PLACEHOLDER_LETTERS.fullmatch(found[0]):
        return None
    before = scene.text[found.start() - 1 : found.start()]
    if before and (before.isascii() and (before.isalnum() or before in "_@./\\-<[{$")):
        return None
    return found.start()


def _over_dot(scene: Scene, start: int) -> int:
    """Take the first part of マリア・ガルシア along."""
    text = scene.text
    if start > 1 and text[start - 1] in "・=" and all_katakana(text[start - 2]):
        run = _KATAKANA_BACK.search(text, max(0, start - 24), start)
        if run is not None:
            return run.start() + (run[0][0] in "・=")
    if start > 0 and all_katakana(text[start]) and all_katakana(text[start - 1]):
        run = _KATAKANA_BACK.search(text, max(0, start - 24), start)
        return run.start() if run else start
    return start


def _over_space(scene: Scene, start: int) -> int:
    """Take the family name along in 佐藤 凪沙: one space between, a family name before it."""
    text = scene.text
    if start < 2 or text[start - 1] != " " or text[start - 2] == " ":
        return start
    own = scene.role(scene.at[start])
    if own.surname and not own.given and not own.raw:
        return start
    place = scene.at[start - 2]
    before = scene.role(place)
    word = scene.words[place]
    if before.surname or (before.raw and all_katakana(word.surface)):
        return family_start(scene, word.start)
    rare = _RARE_BACK.search(text, max(0, start - 6), start - 1)
    if rare:
        return rare.start()
    if all_katakana(scene.text[start]) and all_katakana(word.surface) and _opens_item(scene, word):
        return word.start
    if before.raw:
        return _shredded_before(scene, start - 1)
    return _noun_before(scene, start) if own.given and not own.surname else start


def _opens_item(scene: Scene, word: Word) -> bool:
    """キララ ユイ様: two words in katakana, the first at the head of its line or item."""
    head = scene.text[word.start - 1 : word.start]
    return len(word.surface) < 6 and (not head or head in "\n、,・/(:>|\t1234567890")


def _noun_before(scene: Scene, start: int) -> int:
    """Take along a word that must be the family name: 仁王 正臣 at the head of an item."""
    found = _ITEM_BACK.search(scene.text, max(0, start - 7), start - 1)
    if found is None or found[1] in DEPARTMENTS | NOBODY | FILLERS or found[1].endswith(_OFFICES):
        return start
    return found.start(1)


def _shredded_before(scene: Scene, end: int) -> int:
    """Take along an unknown family name that stands between spaces or at the head of its line."""
    start = end
    while start > 0 and scene.role(scene.at[start - 1]).raw:
        start = scene.word_at(start - 1).start
    boundary = start == 0 or not scene.text[start - 1].isalnum()
    return start if boundary and 2 <= end - start <= 5 else end + 1
