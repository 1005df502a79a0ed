"""From names already found to the ones beside them in a list, and to the same name elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_evidence import ASKS_OR_ACTS
from knowledge.detectors.name_starts import name_before
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    HONORIFICS,
    NOBODY,
    TITLES,
)
from knowledge.detectors.named import Named, Side, Strength, strength_of
from knowledge.detectors.scene import NAME_CHAR, all_hiragana, is_kanji
from knowledge.detectors.word_lists import either
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.detectors.scene import Scene

_EITHER_FILLER = either(FILLERS - {"計", "名"})
_SEPARATOR = r"(?:[、,/・&;+]|と|や|および|及び|ならびに|[、,]? ?\n[・\-* ]{1,4})"
_REMARK = r"(?:\([^()\n]{1,16}\)|[: ]?[0-9○×△◎●][^、,・/\n ]{0,8})"
_ON_THE_RIGHT = regex(
    rf" ?(?:{HONORIFICS}|{TITLES})?(?:{_REMARK}(?: ?{_SEPARATOR} ?|\n| )| ?{_SEPARATOR} ?)"
)
_ON_THE_LEFT = regex(rf" ?(?:(?:{HONORIFICS}|{TITLES}))?(?:\([^()\n]{{1,16}}\))? ?{_SEPARATOR} ?\Z")
_ENDS_ITEM = regex(
    rf" ?(?:{_REMARK}|{HONORIFICS}|{TITLES}|[、,/・&;+()\[\]「」:。\n]|$|と|や|の[0-9]名|が|は|も|に|で|を|から|より|まで|へ)"
)
_FILLER = regex(f"(?:{_EITHER_FILLER})(?=[、,/・\n]|$)")
_FILLER_BACK = regex(f"(?<=[、,/・:\n])(?:{_EITHER_FILLER})\\Z")
_ROSTER = regex(r"^[> ]{0,4}[^\s:、・/]{1,14}:[^。\n]{1,80}$", re.MULTILINE)
_ITEM = regex(r"[^、,/・&; \t]+")
_ENDS_LIST = regex(rf" ?(?:{HONORIFICS}|{TITLES}|[、,・)\n]|の[0-9]名|$)")
_CLEAN = regex(
    rf"(?!{NAME_CHAR})|[はがをにのもでへとや]|から|より|まで|さん|様|君|氏|だ|です|ら[0-9]|宛|邸|宅|ビル|組|家|{TITLES}"
)
_SAYS = regex(
    r"[がもに](?:[^。、\n]{0,8}?)(?:見る|見ます|持つ|預かる|届け|出す|取る|使う|[ァ-ヶ]+する)|「|さん|様|君|:"
)
_LONGEST_CHAIN = 30


def beside(scene: Scene, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the neighbours of found names in lists such as 三宅課長、水谷さん、川端."""
    seen = {named.start for named in found}
    for named in found:
        if named.bound or strength_of(scene, named.start, named.end) is Strength.SURE:
            yield from _to_the_right(scene, named, seen)
            yield from _to_the_left(scene, named, seen)


def _to_the_right(scene: Scene, named: Named, seen: set[int]) -> Iterator[Named]:
    text, at = scene.text, named.end
    for _ in range(_LONGEST_CHAIN):
        gap = _ON_THE_RIGHT.match(text, at)
        if gap is None or gap.end() in seen:
            return
        start = gap.end()
        if filler := _FILLER.match(text, start):
            at = filler.end()
            continue
        end = name_from(scene, start, min(len(text), start + 14))
        if end is None or not _is_item(scene, start, end):
            return
        seen.add(start)
        yield Named(start, end, named.side, "list")
        at = end


def _to_the_left(scene: Scene, named: Named, seen: set[int]) -> Iterator[Named]:
    text, at = scene.text, named.start
    for _ in range(_LONGEST_CHAIN):
        gap = _ON_THE_LEFT.search(text, max(0, at - 24), at)
        if gap is None:
            return
        end = gap.start()
        if filler := _FILLER_BACK.search(text, max(0, end - 6), end):
            at = filler.start()
            continue
        start = name_before(scene, end)
        if start is None or start in seen or not _is_item(scene, start, end):
            return
        before = text[start - 1 : start]
        if before and (is_kanji(before) or all_hiragana(before)) and before not in "のとやはがもに":
            return
        seen.add(start)
        yield Named(start, end, named.side, "list")
        at = start


def _is_item(scene: Scene, start: int, end: int) -> bool:
    surface = scene.text[start:end]
    if surface in FILLERS or surface in NOBODY or surface in DEPARTMENTS:
        return False
    if surface in BIG_PLACES:
        return uses_of(surface).surname and _ENDS_LIST.match(scene.text, end) is not None
    if len(surface) == 1 and _between_signs(scene.text, start, end):
        return uses_of(surface).surname or uses_of(surface).given
    if len(surface) == 1 or not _ENDS_ITEM.match(scene.text, end):
        return False
    strength = strength_of(scene, start, end)
    if strength is Strength.UNKNOWN:
        word = scene.word_at(start)
        proper = word.part_of_speech[1] == "固有名詞" and _ENDS_LIST.match(scene.text, end)
        unread = not word.known and word.part_of_speech[0] == "名詞"
        return (unread or (proper is not None and bool(proper))) and is_kanji(surface[0])
    uses = uses_of(surface)
    return not (uses.common and scene.word_at(start).part_of_speech[2] != "人名")


def _between_signs(text: str, start: int, end: int) -> bool:
    """Whether a stretch is an item of a list by itself, as 秋 in 金さん、秋、室."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before in "、,/・(:\n " and (
        after in "、,/・)\n" or text.startswith(("さん", "様"), end)
    )


def in_rosters(scene: Scene, found: Sequence[Named]) -> Iterator[Named]:
    """Yield likely names of lines of the form 窓側:三宅・大野 when lines around them hold names."""
    text = scene.text
    lines = list(_ROSTER.finditer(text))
    holding = [any(line.start() <= n.start < line.end() for n in found) for line in lines]
    for place, line in enumerate(lines):
        near = [p for p in (place - 1, place, place + 1) if 0 <= p < len(lines)]
        joined = any(holding[p] and abs(lines[p].start() - line.start()) < 120 for p in near)
        if not joined or sum(holding) == 0:
            continue
        for item in _ITEM.finditer(text, text.index(":", line.start()) + 1, line.end()):
            end = name_from(scene, item.start(), item.end())
            if end == item.end() and _is_rostered(scene, item.start(), end):
                yield Named(item.start(), end, Side.UNSAID, "list", bound=False)


def _is_rostered(scene: Scene, start: int, end: int) -> bool:
    surface = scene.text[start:end]
    if surface in FILLERS or surface in DEPARTMENTS or surface in BIG_PLACES or len(surface) == 1:
        return False
    return strength_of(scene, start, end) >= Strength.LIKELY


def elsewhere(scene: Scene, found: Iterable[Named]) -> Iterator[Named]:
    """Yield further places where a found name, or its family or given part, stands as a word."""
    taken = sorted((named.start, named.end) for named in found)
    forms: dict[str, Named] = {}
    for named in found:
        for form in _forms(scene, named):
            forms.setdefault(form, named)
    if not forms:
        return
    pattern = regex("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))
    place = 0
    for hit in pattern.finditer(scene.text):
        while place < len(taken) and taken[place][1] <= hit.start():
            place += 1
        if place < len(taken) and taken[place][0] <= hit.start():
            continue
        doubtful = len(hit[0]) == 1 or hit[0] in BIG_PLACES
        if doubtful and not _does_again(scene, hit.start(), hit.end()):
            continue
        if _is_whole(scene, hit.start(), hit.end()):
            yield Named(hit.start(), hit.end(), forms[hit[0]].side, "again")


def _does_again(scene: Scene, start: int, end: int) -> bool:
    """Whether a name that is also a word or place is somebody here: it acts, or stands alone."""
    text = scene.text
    if start and text[start - 1].isalnum() and not _joins(scene, start):
        return False
    acts = ASKS_OR_ACTS.match(text, end) or _SAYS.match(text, end)
    return acts is not None or _between_signs(text, start, end)


def _joins(scene: Scene, start: int) -> bool:
    word = scene.word_at(start - 1)
    return word.end == start and word.part_of_speech[0] == "助詞"


def _forms(scene: Scene, named: Named) -> Iterator[str]:
    surface = scene.text[named.start : named.end]
    parts = surface.split(" ")
    if len(parts) == 1:
        words = scene.words_between(named.start, named.end)
        first = words[0]
        if (
            len(words) > 1
            and scene.role(scene.at[named.start]).surname
            and first.start == named.start
        ):
            parts = [first.surface, surface[len(first.surface) :]]
    joined = "".join(parts)
    for form in {surface, joined, f"{parts[0]} {joined[len(parts[0]) :]}", *parts}:
        if _may_spread(form, is_part=form in parts and len(parts) > 1):
            yield form


def _may_spread(form: str, *, is_part: bool) -> bool:
    if form in NOBODY or form in FILLERS or form in DEPARTMENTS or not form:
        return False
    if form in BIG_PLACES or len(form) == 1:
        return not is_part
    uses = uses_of(form)
    return not (uses.common and (is_part or not uses.surname)) and not (
        is_part and all_hiragana(form) and len(form) < 3
    )


def _is_whole(scene: Scene, start: int, end: int) -> bool:
    text = scene.text
    before = text[start - 1 : start]
    if before and not scene.starts_word(start) and (is_kanji(before) == is_kanji(text[start])):
        return False
    if (
        end < len(text)
        and not scene.starts_word(end)
        and (is_kanji(text[end]) == is_kanji(text[end - 1]))
    ):
        return False
    previous = scene.word_at(start - 1) if start else None
    if previous and previous.end == start and previous.part_of_speech[2] == "地名":
        return False
    return _CLEAN.match(text, end) is not None
