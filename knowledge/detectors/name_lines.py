"""Names by where they stand: in brackets, on a line of their own, before an address, in a log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_labels import read_people
from knowledge.detectors.name_starts import name_before
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    HONORIFICS,
    NOBODY,
    SINGLE_SURNAMES,
    TITLES,
    UNITS,
)
from knowledge.detectors.named import Named, Side, Strength, strength_of
from knowledge.detectors.scene import all_hiragana, all_katakana
from knowledge.detectors.word_lists import either
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_BRACKETS = regex(r"[(\[【]([^()\[\]【】\n]{1,24})[)\]】]")
_BEFORE_BRACKETS = regex(
    rf"(?=\((?:[^()\n]{{0,12}}(?:{'|'.join(UNITS)}|{TITLES}|書記|司会|進行|議長|記録|[0-9]{{2}}(?:歳|才)|男|女|男性|女性|内線[ :]?[0-9]+|E[0-9]{{3,}}|[0-9]{{3,8}})|{either(DEPARTMENTS)})\))"
    rf"|(?=@(?:{either(DEPARTMENTS)}|[一-龥ァ-ヶ]{{1,6}}(?:{'|'.join(UNITS)})|[一-龥]{{2,3}}(?![一-龥a-zA-Z0-9])))"
)
_ADDRESS_AHEAD = regex(
    r"(?= ?[<(\[]? ?(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9])"
    r"|(?= ?[(:,、\t ]? ?\(?(?:TEL|Tel|tel|電話|携帯|直通|内線)?[ :.]{0,2}0[0-9]{1,4}[-) ][0-9]{1,4}[-) ][0-9])"
)
_SPEAKER = regex(
    r"^(?:[> ・*\-•]{0,6}(?:\[[ xX]?\] ?)?)(?:\[?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]?[ \t]+)?(?=[^\s\[(<0-9A-Za-z:])([^\s:\n]{2,12}(?: [^\s:\n]{1,6})?)"
    r"(?:[ \t]*:[ \t]*|[ \t]+\[?[0-9]{1,2}:[0-9]{2}\]?)",
    re.MULTILINE,
)
_CHATS = regex(
    "了解|承知|お疲れ|ありがと|OK|ok|はい|お願い|すみません|よろしく|わかりました|分かりました|すいません|確認しました"
)
_TIMED = regex(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]?[ \t]+")
_LINE = regex(r"^[> \t・*\-#|●■□◆◇○]{0,10}([^\n]{1,60}?)[ \t]*$", re.MULTILINE)
_CHUNK = regex(r"[^ \t]+")
_PLACED = regex(
    rf"[^ ]{{0,16}}(?:{'|'.join(UNITS)}|{TITLES})|{either(DEPARTMENTS)}"
    r"|[^ ]{0,14}(?:株式会社|有限会社|合同会社|\(株\)|\(有\)|商事|工業|製作所|精機|電機|建設|物流|フーズ|食品|産業|商店|クリニック|病院)|[A-Z]{0,3}-?[0-9]{1,8}[.)]?|[①-⑳]|(?:出席|欠席|参加|遅刻|未|済|○|×|△)"
)
_AFTER_LINE_NAME = regex(
    rf"(?:$| ?(?:{HONORIFICS}|{TITLES})? ?(?:$|\(|<|[ \t,/]|拝|印|㊞|より$|記$|宛$))"
)
_CONTACT = regex(
    r"@|〒|TEL|Tel|tel|FAX|電話|携帯|0[0-9]{1,4}-[0-9]{1,4}-|株式会社|有限会社|合同会社|https?://"
)
_LETTER = regex(
    r"お世話になって|お疲れ|よろしくお願い|拝啓|敬具|ございます|申し上げます|いたします|ください|です"
)
_SPACED_LETTERS = regex(
    r"(?<![一-龥々ぁ-んァ-ヶA-Za-z0-9])(?:(?![様殿氏])[一-龥々ぁ-ん] ){1,4}(?![様殿氏])[一-龥々ぁ-ん](?= ?(?:様|さん|殿|氏|[、。,)(:\n]|$))"
)


def find_by_place(scene: Scene) -> Iterator[Named]:
    """Yield the names that their place in the text gives away."""
    yield from _in_brackets(scene)
    yield from _before_brackets(scene)
    yield from _before_address(scene)
    yield from _speakers(scene)
    yield from _on_lines(scene)
    yield from _spaced(scene)


def _in_brackets(scene: Scene) -> Iterator[Named]:
    for found in _BRACKETS.finditer(scene.text):
        start, end = found.span(1)
        people = list(read_people(scene, start, end, Strength.LIKELY, Side.UNSAID))
        if not people or not _reaches(scene.text, people[-1].end, end):
            continue
        surfaces = [scene.text[person.start : person.end] for person in people]
        alone = people[0].start == start
        if alone and not any(_names_only(scene, person) for person in people):
            continue
        if not all(surface in BIG_PLACES for surface in surfaces):
            yield from people


def _names_only(scene: Scene, person: Named) -> bool:
    surface = scene.text[person.start : person.end]
    tagged = scene.word_at(person.start).part_of_speech[3] == "姓"
    uses = uses_of(surface)
    if len(surface) == 1 or surface in BIG_PLACES:
        return False
    return (
        tagged
        or uses.surname
        or not (uses.place or uses.common)
        or strength_of(scene, person.start, person.end) is Strength.SURE
    )


def _reaches(text: str, at: int, end: int) -> bool:
    return (
        re.fullmatch(rf" ?(?:{HONORIFICS}|{TITLES})?[^一-龥ぁ-んァ-ヶ]*", text[at:end]) is not None
    )


def _before_brackets(scene: Scene) -> Iterator[Named]:
    for mark in _BEFORE_BRACKETS.finditer(scene.text):
        start = name_before(scene, mark.start())
        if start is None and scene.text[mark.start() - 1 : mark.start()] in SINGLE_SURNAMES:
            start = mark.start() - 1
        if start is None or scene.text[start].isascii():
            continue
        surface = scene.text[start : mark.start()]
        # 消費者ホットライン(…): the end of a longer word.
        if all_katakana(surface) and start and scene.text[start - 1].isalpha():
            continue
        uses = uses_of(surface)
        if (surface in FILLERS and surface not in SINGLE_SURNAMES) or (
            (surface in BIG_PLACES or len(surface) == 1) and not uses.surname
        ):
            continue
        if strength_of(scene, start, mark.start()) >= Strength.LIKELY or not all_hiragana(surface):
            yield Named(start, mark.start(), Side.UNSAID, "before-brackets")


def _before_address(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for mark in _ADDRESS_AHEAD.finditer(text):
        end = mark.start()
        if end == 0 or not text[end - 1].isalpha() or text[end - 1].isascii():
            continue
        honorific = re.search(rf" ?(?:{HONORIFICS})\Z", text[max(0, end - 5) : end])
        end -= len(honorific[0]) if honorific else 0
        start = name_before(scene, end)
        if start is None:
            continue
        surface = text[start:end]
        strength = strength_of(scene, start, end)
        if surface in BIG_PLACES or surface in FILLERS or surface in NOBODY:
            continue
        if strength >= Strength.LIKELY or " " in surface:
            yield Named(start, end, Side.UNSAID, "before-address")


def _speakers(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for found in _SPEAKER.finditer(text):
        start, limit = found.span(1)
        yield from _if_name(scene, start, limit, exact=True)
        if _CHATS.match(scene.text, found.end()) and name_from(scene, start, limit) == limit:
            surface = text[start:limit]
            if surface not in BIG_PLACES | FILLERS | DEPARTMENTS | NOBODY and len(surface) > 1:
                yield Named(start, limit, Side.UNSAID, "speaker")
    for found in _TIMED.finditer(text):
        start = found.end()
        end = name_from(scene, start, min(len(text), start + 12))
        if end is not None and re.match(r"[ \t:>」\]\n]|$|さん|様", text[end : end + 4]):
            yield from _if_name(scene, start, end, exact=True)


def _if_name(scene: Scene, start: int, limit: int, *, exact: bool) -> Iterator[Named]:
    end = name_from(scene, start, limit)
    if end is None or (exact and end != limit):
        return
    surface = scene.text[start:end]
    if surface in BIG_PLACES or surface in FILLERS or surface in DEPARTMENTS or len(surface) == 1:
        return
    if strength_of(scene, start, end) >= Strength.LIKELY and not (
        uses_of(surface).common and scene.word_at(start).part_of_speech[2] != "人名"
    ):
        yield Named(start, end, Side.UNSAID, "speaker")


def _on_lines(scene: Scene) -> Iterator[Named]:
    """A line that is only a name, or 営業部 堀内 明日香, or 東和フーズ 乾."""
    text = scene.text
    letter = _LETTER.search(text) is not None
    contact = _CONTACT.search(text) is not None
    for line in _LINE.finditer(text):
        first, stop = line.span(1)
        placed = True
        for chunk in _CHUNK.finditer(text, first, stop):
            start = chunk.start()
            if not placed:
                break
            end = name_from(scene, start, stop)
            if end is not None and _AFTER_LINE_NAME.match(text[end:stop]):
                whole = start == first
                if _stands_for_person(
                    scene, start, end, whole=whole, context=letter or contact or stop == len(text)
                ):
                    yield Named(start, end, Side.UNSAID, "line", bound=not whole)
                break
            placed = _PLACED.fullmatch(chunk[0]) is not None
        if stop - first > 200:
            break


def _stands_for_person(scene: Scene, start: int, end: int, *, whole: bool, context: bool) -> bool:
    surface = scene.text[start:end]
    uses = uses_of(surface)
    strength = strength_of(scene, start, end)
    if surface in FILLERS or surface in DEPARTMENTS or surface in NOBODY:
        return False
    if surface in BIG_PLACES:
        return False
    if strength is Strength.SURE:
        return True
    if len(surface) == 1:
        return uses.surname and not whole
    if whole:
        return context and (
            (
                strength is Strength.LIKELY
                and not uses.common
                and not (uses.place and not uses.surname)
            )
            or (" " in surface and len(surface) <= 9)
        )
    return strength is Strength.LIKELY or not (uses.common or uses.place or uses.proper)


def _spaced(scene: Scene) -> Iterator[Named]:
    """佐 藤 太 郎 様: letters set apart."""
    for found in _SPACED_LETTERS.finditer(scene.text):
        joined = found[0].replace(" ", "")
        if len(joined) == 2 and joined[0] in "月火水木金土日":
            continue  # a weekday and who is on
        whole = uses_of(joined)
        for cut in range(1, len(joined)):
            family, given = uses_of(joined[:cut]), uses_of(joined[cut:])
            if (
                family.surname
                and (given.given or len(joined[cut:]) <= 2)
                and cut + 3 >= len(joined)
            ):
                whole = family
        if whole.surname:
            yield Named(found.start(), found.end(), Side.UNSAID, "spaced")
