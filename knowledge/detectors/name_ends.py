"""Where a name ends when its beginning is known: after 担当:, in a list, in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.company_words import ENDING, SAID_OF_IT
from knowledge.detectors.name_kana import KANA_RUN, is_kana_phrase, kana_end
from knowledge.detectors.name_words import (
    DEPARTMENTS,
    FILLERS,
    HONORIFICS,
    NOBODY,
    RARE_SURNAMES,
    TITLES,
)
from knowledge.detectors.scene import (
    KANJI,
    NAME_CHAR,
    PLACE_ENDINGS,
    all_hiragana,
    all_kanji,
    all_katakana,
)
from knowledge.detectors.word_lists import either
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene

_LONGEST = 9
_KATAKANA_RUN = regex(r"[\u30a1-\u30faー](?:[\u30a1-\u30faー・=]{0,22}[\u30a1-\u30faー])?")
_KATAKANA_HONORIFIC = regex("(?<!ッ)(?:サン|サマ|クン|チャン)$")
_RARE = regex(either(RARE_SURNAMES))
_KANJI_RUN = regex(KANJI + "{1,6}")
_CHUNK = regex(NAME_CHAR + "{1,5}")
_ENDS_OF_OFFICES = (
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
    "家",
    "邸",
    "宅",
    "氏",
    "分",
    "様",
    "書",
    "票",
    "表",
    "線",
    "駅",
    "町",
)
_ENDS_NAME = regex(
    rf"(?!{NAME_CHAR})|{HONORIFICS}|{TITLES}|[はがをにのもでへとや]|から|より|まで|です|宛|拝|印"
)


def name_from(scene: Scene, start: int, limit: int) -> int | None:
    """Return where the name that begins at `start` ends, at most at `limit`; None for no name.

    Meant for places where a person is expected (after 担当:, 氏名:, in a list of names). Names in
    Latin letters are read elsewhere.
    """
    if start >= limit or scene.text[start] < "\u0250":
        return None
    char = scene.text[start]
    if all_hiragana(char):
        end = kana_end(scene, start, limit)
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
    family = scene.role(scene.at[start]).surname
    for size in (4, 3, 2):
        end = start + size
        if not word.end < end <= limit or not all_kanji(scene.text[start:end]):
            continue
        if not uses_of(scene.text[start:end]).surname:
            continue
        if not family or (len(word.surface) == 1 and scene.ends_word(end)):
            return _given_on(scene, end, limit)
    if family and word.end <= limit:
        return _given_on(scene, word.end, limit)
    if not scene.role(scene.at[start]).possible or word.end > limit:
        return None
    return _given_on(scene, word.end, limit)


def _given_on(scene: Scene, end: int, limit: int) -> int:
    """Go on over what may be the rest of a name: to the next particle, sign or plain word."""
    begin = end
    kana = KANA_RUN.match(scene.text, begin, limit)
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
        if word.surface in PLACE_ENDINGS and not role.given:
            break
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
        return _is_thing_as_given(scene, begin, end)
    words = scene.words_between(begin, end)
    if words[0].start != begin or words[-1].end != end:
        return True
    last = scene.role(scene.at[end - 1])
    return last.possible and not all(
        len(w.surface) > 1 and uses_of(w.surface).common for w in words
    )


def _is_thing_as_given(scene: Scene, begin: int, end: int) -> bool:
    """朝陽, 美空 after a family name and before a sign: a word for a thing, none for a deed."""
    word = scene.word_at(begin)
    surface = scene.text[begin:end]
    thing = word.start == begin and word.end == end and word.part_of_speech[2] == "一般"
    return (
        thing
        and len(surface) == 2
        and surface not in DEPARTMENTS | FILLERS | NOBODY | SAID_OF_IT
        and not surface.endswith(_ENDS_OF_OFFICES)
        and ENDING.fullmatch(surface) is None
        and (
            end >= len(scene.text)
            or not scene.text[end].isalpha()
            or scene.text.startswith(("様", "さん", "殿", "氏"), end)
        )
    )


def _katakana_on(scene: Scene, start: int, limit: int) -> int | None:
    run = _KATAKANA_RUN.match(scene.text, start, limit)
    if run is None:
        return None
    honorific = _KATAKANA_HONORIFIC.search(run[0], 2)
    if honorific and not uses_of(run[0]).name:
        return start + honorific.start()
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
    unread = all_kanji(chunk[0]) and len(chunk[0]) == 2 and not uses_of(chunk[0]).known
    if unread and family.possible and len(word.surface) == 1:
        return chunk.end()
    if family.surname and _is_kana_noun(scene, begin):
        return word.end
    kana = KANA_RUN.match(text, begin, limit)
    if kana and kana.end() - begin <= 4 and not is_kana_phrase(scene, begin, kana.end()):
        return kana.end()
    return None
