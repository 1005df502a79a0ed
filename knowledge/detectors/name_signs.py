"""Names where a message ends, is quoted, spoken or leads: …おきます。 棗, 6/5 潮 楓花:, 根岸班."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_items import may_be_person
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    GIVEN_IN_KANA,
    NOBODY,
    SINGLE_GIVEN,
    SINGLE_SURNAMES,
    UNITS,
)
from knowledge.detectors.named import Named, Side
from knowledge.detectors.scene import NAME_CHAR, all_hiragana, all_kanji, all_katakana
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_SIGNED = regex(
    rf"(?:(?<=[。!?♪~…)])[ \t]{{0,3}}|(?<=[すいたねよ])[ \t]{{1,3}}|(?<=[。す!]\n))(?P<name>{NAME_CHAR}{{1,5}}(?: {NAME_CHAR}{{1,4}})?)[ \t]*(?=\n|$)"
)
_QUOTED = regex(
    r"^[> \t]{0,8}(?:[0-9]{4}[/年.-])?[0-9]{1,2}[/月.-][0-9]{1,2}日?,? ?(?:\([^)\n]{1,3}\)|[月火水木金土日]曜日?)?,? ?(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?[,、]? "
    rf"?(?P<name>{NAME_CHAR}{{1,5}}(?: {NAME_CHAR}{{1,5}})?) ?(?=:[ \t]*(?:\n|$)|<|wrote|(?:さん|様)?(?:が|のメール))",
    re.MULTILINE,
)
_SPEAKER = regex(rf"^[> \t・*-]{{0,6}}(?P<name>{NAME_CHAR}{{2,6}}) ?[:「『]", re.MULTILINE)
# 3二瓶 まひる 自宅: the sign of the list is a digit after ③ is read as 3.
_NUMBERED = regex(
    rf"^[> \t]{{0,4}}(?:[0-9]{{1,2}}[.):、]?|[・*●○■□◆-]|\([0-9]{{1,2}}\))[ \t]?(?P<name>{NAME_CHAR}{{1,4}} {NAME_CHAR}{{1,5}})(?=[ \t,、:(/]|$)",
    re.MULTILINE,
)
# 指摘の是正は根岸班: a crew that bears the name of its head.
_CREW = regex(
    r"(?:(?<=[はがを:、(→・ ])|^)(?P<name>[一-龥々]{2,3})班(?=[、。がはをにでと)・ \n]|$)",
    re.MULTILINE,
)
_CONTACT = regex(r"0[0-9]{1,4}[-(]?[0-9]|@|自宅|携帯|内線|[都道府県市区町村][^ ]{0,12}[0-9]")
_CLOSED = regex(r"(?:ます|です|した|さい|せん)[。!]? \Z")
_TALK = regex(
    r"[ \t]*(?:了解|承知|お疲れ|ありがと|OK|ok|はい|うん|お願い|すみません|よろしく|わかり|分かり|すいません|確認し|行き|やり|やっと|先に|いま|今から|[^\n]{0,24}(?:です|ます|ました|する|した|かな|よ|ね|って|だって|けど)[。!?」』]?(?:\n|$))"
)
_CLOSINGS = frozenset(
    (
        "敬具",
        "草々",
        "早々",
        "以上",
        "拝具",
        "かしこ",
        "追伸",
        "再拝",
        "了",
        "完",
        "続く",
        "終わり",
        "おわり",
        "まとめ",
        "一覧",
        "例文",
    )
)


def find_by_sign(scene: Scene) -> Iterator[Named]:
    """Yield who signed, who is quoted and who speaks."""
    text = scene.text
    for found in _SIGNED.finditer(text):
        if _signs(scene, *found.span("name")):
            yield Named(*found.span("name"), Side.UNSAID, "signed")
    for found in _QUOTED.finditer(text):
        start, end = found.span("name")
        first = found["name"].split(" ")[0]
        if may_be_person(scene, start, start + len(first)):
            yield Named(start, end, Side.UNSAID, "quoted")
    yield from _crews(text)
    yield from _numbered(scene)
    lines = [found.span("name") for found in _SPEAKER.finditer(text)]
    speakers = [span for span in lines if _may_speak(text[slice(*span)])]
    # もり: is a wood, but not where こまつ: and あずま: speak.
    kana = [span for span in lines if _may_join(text[slice(*span)])]
    sure = [span for span in kana if uses_of(text[slice(*span)]).surname]
    if len(kana) > 1 and sure:
        speakers = sorted({*speakers, *kana})
    # 鳥居: is a gate, but not where 仲村: and 丹野: speak.
    if speakers:
        family = [s for s in lines if _is_family(text[slice(*s)])]
        speakers = sorted({*speakers, *family})
    for start, end in speakers:
        if len(speakers) > 1 or _TALK.match(text, end + 1 + (text[end] == " ")):
            yield Named(start, end, Side.UNSAID, "speaker")


def _crews(text: str) -> Iterator[Named]:
    for found in _CREW.finditer(text):
        uses = uses_of(found["name"])
        elsewhere = found["name"] in BIG_PLACES | DEPARTMENTS | NOBODY
        if uses.surname and not uses.common and not elsewhere:
            yield Named(*found.span("name"), Side.UNSAID, "crew")


def _numbered(scene: Scene) -> Iterator[Named]:
    """Full names at the head of numbered lines that go on with how to reach somebody."""
    text = scene.text
    for found in _NUMBERED.finditer(text):
        stop = text.find("\n", found.end())
        rest = text[found.end() : stop if stop >= 0 else len(text)]
        family, given = found["name"].split(" ")
        middle = found.start("name") + len(family) + 1
        persons = may_be_person(scene, middle, middle + len(given)) or given in GIVEN_IN_KANA
        if not _CONTACT.search(rest) or not persons or family in FILLERS or family in DEPARTMENTS:
            continue
        if family not in NOBODY and family not in BIG_PLACES and not family.endswith(UNITS):
            yield Named(*found.span("name"), Side.UNSAID, "numbered")


def _signs(scene: Scene, start: int, end: int) -> bool:
    name = scene.text[start:end]
    if name in _CLOSINGS or name in FILLERS or name in DEPARTMENTS or name in NOBODY:
        return False
    family = name.split(" ")[0]
    uses = uses_of(family)
    closed = _CLOSED.search(scene.text, max(0, start - 6), start) is not None
    if closed and uses.surname and len(family) > 1:
        return True
    if len(family) > 1 and (uses.common or family in BIG_PLACES) and family not in GIVEN_IN_KANA:
        return False
    if all_katakana(family) or (all_hiragana(family) and family not in GIVEN_IN_KANA):
        return uses.name and not uses.common
    stop = start + len(family)
    return may_be_person(scene, start, stop) and (
        uses.name or family in GIVEN_IN_KANA or family in SINGLE_SURNAMES | SINGLE_GIVEN
    )


def _may_join(name: str) -> bool:
    uses = uses_of(name)
    place = uses.place and not uses.common
    return all_hiragana(name) and (uses.surname or place) and name not in FILLERS | NOBODY


def _is_family(name: str) -> bool:
    known = name in FILLERS | DEPARTMENTS | NOBODY | BIG_PLACES
    return not known and all_kanji(name) and uses_of(name).surname


def _may_speak(name: str) -> bool:
    if name in FILLERS or name in DEPARTMENTS or name in NOBODY or name in BIG_PLACES:
        return False
    uses = uses_of(name)
    if name in GIVEN_IN_KANA:
        return True
    return (uses.given or uses.surname) and not uses.common and not uses.place
