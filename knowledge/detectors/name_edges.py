"""Where a name begins when its end is known, and where it ends when its beginning is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_words import DEPARTMENTS, HONORIFICS, NOBODY, RARE_SURNAMES, TITLES
from knowledge.detectors.scene import (
    KANJI,
    NAME_CHAR,
    Role,
    all_hiragana,
    all_kanji,
    all_katakana,
    is_kanji,
)
from knowledge.words import uses_of

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene
    from knowledge.words import Word

_LONGEST = 9
_LONGEST_KANA = 6
_KANA_RUN_BACK = re.compile(r"[\u3041-\u3096ー]{1,12}\Z")
_KANA_RUN = re.compile(r"[\u3041-\u3096ー]{1,12}")
_KATAKANA_BACK = re.compile(r"[\u30a1-\u30faー・=]{1,24}\Z")
_KATAKANA_RUN = re.compile(r"[\u30a1-\u30faー](?:[\u30a1-\u30faー・=]{0,22}[\u30a1-\u30faー])?")
_LATIN_BACK = re.compile(r"(?:[A-Z][A-Za-zÀ-ɏ'.-]{0,20} ){0,2}[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'-]{1,24}\Z")
_RARE_BACK = re.compile("(?:" + "|".join(sorted(RARE_SURNAMES, key=len, reverse=True)) + r")\Z")
_RARE = re.compile("|".join(sorted(RARE_SURNAMES, key=len, reverse=True)))
_KANJI_RUN = re.compile(KANJI + "{1,6}")
_CHUNK = re.compile(NAME_CHAR + "{1,5}")
_ENDS_NAME = re.compile(
    rf"(?!{NAME_CHAR})|{HONORIFICS}|{TITLES}|[はがをにのもでへとや]|から|より|まで|です|宛|拝|印"
)
_KANA_HONORIFIC = re.compile("さん|さま|くん|ちゃん")
_CUTTING_PARTICLES = frozenset("はがをにのもでへやと") | {
    "から",
    "より",
    "まで",
    "とは",
    "には",
    "では",
}
_FUNCTION_CLASSES = frozenset({"助詞", "助動詞", "代名詞", "連体詞", "接続詞", "感動詞"})
_PLACEHOLDER_LETTERS = re.compile(r"([A-Za-z])\1*|[A-Z]|ABC|abc|xyz|XYZ")


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
    return _over_space(scene, _over_dot(scene, start), end)


def _misread_family(scene: Scene, end: int) -> int | None:
    """日外 in 日外部長, which the dictionary reads as 日+外部+長."""
    text = scene.text
    for size in (3, 2):
        start = end - size
        if start < 0 or scene.ends_word(end) or not uses_of(text[start:end]).surname:
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
    start = family_start(scene, start)
    return min(start, rare.start()) if rare else start


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
    """A name in hiragana, which the dictionary mostly takes apart (か+がわ)."""
    text = scene.text
    whole = scene.words[scene.at[end - 1]]
    if whole.end == end and is_kanji(whole.surface[0]):
        return _words_back(scene, end)
    run = _KANA_RUN_BACK.search(text, max(0, end - 12), end)
    if run is None:
        return None
    honorific = max((m.end() for m in _KANA_HONORIFIC.finditer(text, run.start(), end)), default=0)
    start = _kana_name_start(scene, max(run.start(), honorific), end)
    if start is None:
        return None
    place = scene.at[start] - 1 if scene.starts_word(start) else -1
    if place >= 0 and scene.words[place].end == start and scene.role(place).surname:
        return scene.words[place].start
    return start


def _kana_name_start(scene: Scene, start: int, end: int) -> int | None:
    for begin in reversed(_after_function_words(scene, start, end)):
        tail = begin if end - begin < _LONGEST_KANA else _known_tail(scene, begin, end)
        kana = scene.text[tail:end]
        nobody = kana in NOBODY or kana.lstrip("おご") in NOBODY
        if end - tail < 2 or nobody:
            return None
        if uses_of(kana).name or not _is_kana_phrase(scene, tail, end):
            return tail
    return None


def _after_function_words(scene: Scene, start: int, end: int) -> list[int]:
    """Where a name may begin in a run of kana: at its head, and after each leading particle."""
    attached = start > 0 and scene.text[start - 1].isalnum()
    if not scene.starts_word(start):
        start = scene.word_at(start).end
    starts = [start]
    while start < end:
        word = scene.word_at(start)
        particle = word.surface in _CUTTING_PARTICLES or word.part_of_speech[0] == "助動詞"
        known = word.part_of_speech[0] in _FUNCTION_CLASSES and len(word.surface) > 1
        if end - word.end < 2 or not ((particle and attached) or (known and word.known)):
            break
        start = word.end
        starts.append(start)
        attached = True
    return starts


def _is_kana_phrase(scene: Scene, start: int, end: int) -> bool:
    """Whether a run of kana is language; a name that was taken apart begins with no whole word."""
    words = scene.words_between(start, end)
    first = words[0]
    if len(words) == 1:
        uses = uses_of(first.surface)
        return first.known and first.end == end and not (uses.place or uses.proper)
    if (
        first.part_of_speech[0] in {"代名詞", "副詞", "連体詞", "接続詞", "感動詞"}
        and len(first.surface) > 1
    ):
        return True
    last = words[-1]
    bound = first.part_of_speech[0] in {"動詞", "形容詞"} and last.part_of_speech[0] == "助動詞"
    return (bound and end - start > 4) or first.surface in {"お", "ご"}


def _known_tail(scene: Scene, start: int, end: int) -> int:
    text = scene.text
    for word in scene.words_between(start, end):
        if word.surface in _CUTTING_PARTICLES and 2 <= end - word.end < _LONGEST_KANA:
            return word.end
    for begin in range(max(start, end - _LONGEST_KANA), end - 1):
        if uses_of(text[begin:end]).name:
            return begin
    return max(start, end - _LONGEST_KANA + 1)


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


def _over_space(scene: Scene, start: int, end: int) -> int:
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
    return _shredded_before(scene, start - 1) if before.raw else start


def _shredded_before(scene: Scene, end: int) -> int:
    """Take along an unknown family name that stands between spaces or at the head of its line."""
    start = end
    while start > 0 and scene.role(scene.at[start - 1]).raw:
        start = scene.word_at(start - 1).start
    boundary = start == 0 or not scene.text[start - 1].isalnum()
    return start if boundary and 2 <= end - start <= 5 else end + 1


def name_from(scene: Scene, start: int, limit: int) -> int | None:
    """Return where the name that begins at `start` ends, at most at `limit`; None for no name.

    Meant for places where a person is expected (after 担当:, 氏名:, in a list of names). Names in
    Latin letters are read elsewhere.
    """
    if start >= limit or scene.text[start] < "\u0250":
        return None
    char = scene.text[start]
    if all_hiragana(char):
        end = _kana_on(scene, start, limit)
    elif all_katakana(char):
        end = _katakana_on(scene, start, limit)
    else:
        end = _words_on(scene, start, limit)
    if end is None or scene.text[start:end] in NOBODY:
        return None
    return _given_after_space(scene, start, end, limit)


def _words_on(scene: Scene, start: int, limit: int) -> int | None:
    rare = _RARE.match(scene.text, start, limit)
    word = scene.word_at(start)
    if rare and (rare.end() >= word.end or not scene.role(scene.at[start]).possible):
        return _given_on(scene, rare.end(), limit)
    if word.start != start:
        inside = uses_of(scene.text[start : word.end])
        return min(word.end, limit) if inside.name else None
    if not scene.role(scene.at[start]).possible or word.end > limit:
        return None
    return _given_on(scene, word.end, limit)


def _given_on(scene: Scene, end: int, limit: int) -> int:
    """Go on over what may be the rest of a name: to the next particle, sign or plain word."""
    begin = end
    kana = _KANA_RUN.match(scene.text, begin, limit)
    if kana and _is_kana_noun(scene, begin):
        return scene.word_at(begin).end
    rest = _KANJI_RUN.match(scene.text, begin, limit)
    if rest and _is_unknown_given(scene, begin, rest.end()):
        return rest.end()
    while end < limit and end - begin < _LONGEST:
        place = scene.at[end]
        word = scene.words[place]
        if word.start != end or word.end > limit:
            break
        role = scene.role(place)
        if not (role.given or role.raw or (role.surname and all_kanji(word.surface))):
            break
        end = word.end
    return end


def _is_kana_noun(scene: Scene, begin: int) -> bool:
    """なごみ, ひより after a family name: a noun in kana and nothing more before the next sign."""
    word = scene.word_at(begin)
    noun = all_hiragana(word.surface) and word.part_of_speech[0] == "名詞"
    noun = noun and word.surface not in NOBODY and 2 <= len(word.surface) <= 4
    return noun and word.start == begin and _ENDS_NAME.match(scene.text, word.end) is not None


def _is_unknown_given(scene: Scene, begin: int, end: int) -> bool:
    """Whether what follows a family name up to the next sign or particle may be a given name."""
    text = scene.text
    rest = text[begin:end]
    if not 2 <= len(rest) <= 3 or not _ENDS_NAME.match(text, end):
        return False
    uses = uses_of(rest)
    if uses.known and not uses.given:
        return False
    words = scene.words_between(begin, end)
    if words[0].start != begin or words[-1].end != end:
        return True
    last = scene.role(scene.at[end - 1])
    return last.possible and not all(
        len(w.surface) > 1 and uses_of(w.surface).common for w in words
    )


def _kana_on(scene: Scene, start: int, limit: int) -> int | None:
    run = _KANA_RUN.match(scene.text, start, limit)
    if run is None:
        return None
    end = run.end()
    honorific = _KANA_HONORIFIC.search(scene.text, start + 2, end)
    if honorific:
        end = honorific.start()
    for stop in range(min(end, start + _LONGEST_KANA), start + 1, -1):
        uses = uses_of(scene.text[start:stop])
        if uses.name and not (stop < end and uses.common):
            end = stop
            break
    else:
        end = _before_function_words(scene, start, end)
    name = scene.text[start:end]
    if not 2 <= end - start <= _LONGEST_KANA or name in NOBODY:
        return None
    if not uses_of(name).name and _is_kana_phrase(scene, start, end):
        return None
    return end


def _before_function_words(scene: Scene, start: int, end: int) -> int:
    for word in scene.words_between(start, end):
        is_function = word.part_of_speech[0] in {"助詞", "助動詞"} and word.surface != "か"
        if word.start >= start + 2 and is_function and _ends_phrase(scene, word):
            return word.start
    return end


def _ends_phrase(scene: Scene, word: Word) -> bool:
    return len(word.surface) > 1 or word.surface in _CUTTING_PARTICLES


def _katakana_on(scene: Scene, start: int, limit: int) -> int | None:
    run = _KATAKANA_RUN.match(scene.text, start, limit)
    if run is None:
        return None
    words = scene.words_between(start, run.end())
    if scene.is_ordinary(start, run.end()) and not any(uses_of(w.surface).name for w in words):
        return None
    return _given_on(scene, run.end(), limit)


def _given_after_space(scene: Scene, start: int, end: int, limit: int) -> int:
    """Go on over one space when what follows is a given name and nothing more."""
    text = scene.text
    if end + 1 >= limit or text[end] != " " or not text[end + 1].isalpha():
        return end
    stop = _given_name_end(scene, start, end + 1, limit)
    return stop if stop is not None and _ENDS_NAME.match(text, stop) else end


def _given_name_end(scene: Scene, start: int, begin: int, limit: int) -> int | None:
    text = scene.text
    chunk = _CHUNK.match(text, begin, limit)
    if chunk is None:
        return None
    family = scene.role(scene.at[start])
    if uses_of(chunk[0]).given and family.surname:
        return chunk.end()
    word, role = scene.word_at(begin), scene.role(scene.at[begin])
    if role.surname and not role.given:
        return None
    if word.end <= limit and (
        role.given or (role.raw and (len(word.surface) == 1 or not word.known))
    ):
        return _given_on(scene, word.end, limit)
    if all_katakana(chunk[0]) and all_katakana(text[start]):
        return chunk.end()
    if family.surname and _is_kana_noun(scene, begin):
        return word.end
    kana = _KANA_RUN.match(text, begin, limit)
    if kana and kana.end() - begin <= 4 and not _is_kana_phrase(scene, begin, kana.end()):
        return kana.end()
    return None
