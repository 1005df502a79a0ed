"""Names in running text without a title: 営業の乾です, 宮下が休みます, 奥寺まで, 水谷 理恵."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.companies import find_companies
from knowledge.detectors.company_terms import find_company_terms
from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_evidence import (
    AND,
    ASKS_OR_ACTS,
    BELONGS,
    CLEAN_AFTER,
    GLUED,
    GREETING,
    GREETS_AFTER,
    INTRODUCES,
    MENTION,
    ONLY_A_PERSON,
    PERSONAL,
    RELATED,
    TOGETHER,
)
from knowledge.detectors.name_starts import family_start, name_before
from knowledge.detectors.name_words import (
    BIG_PLACES,
    FILLERS,
    NOBODY,
    RARE_SURNAMES,
    SINGLE_SURNAMES,
)
from knowledge.detectors.named import Named, Side, Strength, can_be_family, strength_of
from knowledge.detectors.own_names import own_places
from knowledge.detectors.scene import all_hiragana, all_kanji, is_kanji
from knowledge.regex import regex
from knowledge.verdict import Kind
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene
    from knowledge.words import Word

_CALLS = regex(r"(?:さん|様|各位)[、,。]?\n?[> \t]*\Z")


def find_in_prose(scene: Scene) -> Iterator[Named]:
    """Yield names of running text: where somebody belongs, acts, is asked, or bears a full name."""
    yield from _belonging(scene)
    yield from _introduced(scene)
    yield from _mentioned(scene)
    yield from _pairs(scene)
    yield from _glued(scene)
    for place, word in enumerate(scene.words):
        if word.part_of_speech[0] == "名詞" and _may_begin(scene, place, word):
            named = _bare(scene, place, word)
            if named:
                yield named


def _may_begin(scene: Scene, place: int, word: Word) -> bool:
    if not is_kanji(word.surface[0]) and word.part_of_speech[2] != "人名":
        return False
    role = scene.role(place)
    proper = role.raw and (not word.known or word.part_of_speech[2] == "地名")
    return role.surname or proper or word.surface in {"四", "八", "六"}


def _bare(scene: Scene, place: int, word: Word) -> Named | None:
    text, start = scene.text, family_start(scene, word.start)
    end = name_from(scene, start, min(len(text), start + 16))
    if end is None or CLEAN_AFTER.match(text, end) is None or text[start:end] in FILLERS:
        return None
    if _is_inside(scene, place, start, end):
        return None
    strength = strength_of(scene, start, end)
    tagged = word.part_of_speech[3] == "姓"
    full = len(scene.words_between(start, end)) > 1
    if full and _is_full_name(scene, start, end):
        return Named(start, end, Side.UNSAID, "full-name", bound=False)
    likely = strength is Strength.LIKELY and end - start > 1 and not uses_of(text[start:end]).common
    if tagged and not full and (strength is Strength.SURE or likely):
        return Named(start, end, Side.UNSAID, "family-name", bound=False)
    surface = text[start:end]
    acts = _acts(text, start, end)
    # 二重に, 一口で: a family name for the dictionary, a number for everybody else.
    counted = surface[0] in "一二三四五六七八九十百千両"
    vouched = not counted and (tagged or not uses_of(surface).common)
    doing = acts and (vouched or ONLY_A_PERSON.match(text, end))
    written = len(surface) > 1 or tagged or surface in SINGLE_SURNAMES
    if doing and written and can_be_family(surface):
        return Named(start, end, Side.UNSAID, "acts", bound=False)
    unread = not word.known and word.part_of_speech[1] != "数詞"
    unknown = unread and end - start >= 2 and all_kanji(surface)
    doubtful = scene.role(place).raw and end - start >= 2 and surface not in BIG_PLACES
    if (unknown and acts) or (doubtful and PERSONAL.match(text, end)):
        return Named(start, end, Side.UNSAID, "acts", bound=False)
    return None


def _acts(text: str, start: int, end: int) -> bool:
    surface = text[start:end]
    doubtful = surface in BIG_PLACES or len(surface) == 1
    doing = ONLY_A_PERSON if doubtful else ASKS_OR_ACTS
    return doing.match(text, end) is not None


def _is_full_name(scene: Scene, start: int, end: int) -> bool:
    words = [word for word in scene.words_between(start, end) if word.surface.strip()]
    if end - start < 3 or len(words) < 2:
        return False
    first, last = words[0], words[-1]
    tags = {word.part_of_speech[3] for word in words if word.part_of_speech[2] == "人名"}
    if first.part_of_speech[3] == "姓" and (len(first.surface) > 1 or "名" in tags):
        likely = uses_of(last.surface).given or "名" in tags or len(last.surface) == 1
        return likely or not scene.is_ordinary(last.start, last.end)
    named = "名" in tags or uses_of(last.surface).given
    return scene.role(scene.at[start]).surname and named


def _is_inside(scene: Scene, place: int, start: int, end: int) -> bool:
    """Whether the stretch is only a piece of something longer: 東京千葉間, 小林製薬."""
    text = scene.text
    if end < len(text) and not scene.starts_word(end):
        return True
    if place == 0 or scene.words[place - 1].end != start:
        return False
    before = scene.words[place - 1]
    if before.part_of_speech[0] == "接頭辞" or before.part_of_speech[2] == "地名":
        return True
    return before.part_of_speech[1] == "固有名詞" and before.part_of_speech[2] != "人名"


def _belonging(scene: Scene) -> Iterator[Named]:
    text = scene.text
    starts = {mark.end() for mark in BELONGS.finditer(text)} | _after_companies(scene)
    for start in sorted(starts):
        end = name_from(scene, start, min(len(text), start + 14))
        if end is not None and CLEAN_AFTER.match(text, end) and _belongs(scene, start, end):
            yield Named(start, end, Side.UNSAID, "belongs")


def _after_companies(scene: Scene) -> set[int]:
    """Where the の of あおば精機の… ends: after companies found, listed, and our own."""
    text, reading = scene.text, scene.reading
    found = [*find_companies(reading), *find_company_terms(reading)]
    ends = {finding.end for finding in found if finding.kind in {Kind.CUSTOMER, Kind.ORG}}
    ends.update(end for _, end in own_places(text, reading.company))
    return {end + 1 for end in ends if text[end : end + 1] == "の"}


def _belongs(scene: Scene, start: int, end: int) -> bool:
    text = scene.text
    surface = text[start:end]
    uses = uses_of(surface)
    introduced = INTRODUCES.match(text, end) is not None
    related = RELATED.search(text, max(0, start - 12), start) is not None
    if surface in FILLERS:
        return False
    if len(surface) == 1:
        single = surface in SINGLE_SURNAMES
        return (introduced and uses.surname) or (single and (related or _acts(text, start, end)))
    if surface in BIG_PLACES:
        return uses.surname and (introduced or related or _acts(text, start, end))
    strength = strength_of(scene, start, end)
    sure = strength is Strength.SURE or (strength is Strength.LIKELY and not uses.place)
    return introduced or sure or _acts(text, start, end) or (related and uses.surname)


def _introduced(scene: Scene) -> Iterator[Named]:
    """「お疲れさまです。柏木です。」「奥寺と申します」: the whole phrase is a name."""
    text = scene.text
    for mark in INTRODUCES.finditer(text):
        end = mark.start()
        start = name_before(scene, end)
        if start is None:
            continue
        surface = text[start:end]
        says_name = "申し" in mark[0] or "いいます" in mark[0] or "言います" in mark[0]
        before = text[start - 1 : start]
        opens = before in {"", "\n", "。", "、", " ", "!", ">", "「", ")", "☆", "・", ",", ":"}
        if not opens and not (says_name and before == "の"):
            continue
        uses = uses_of(surface)
        likely = strength_of(scene, start, end) >= Strength.LIKELY and not uses.place
        if (
            says_name
            or (can_be_family(surface) and GREETS_AFTER.match(text, mark.end()))
            or (likely and (uses.name or len(surface) > 2))
            or _answers(text, start, surface)
            or _greets(text, start, surname=can_be_family(surface))
        ):
            yield Named(start, end, Side.UNSAID, "introduces")


def _answers(text: str, start: int, surface: str) -> bool:
    """薬袋です。 under a line that calls somebody by name, from one who has a rare family name."""
    return surface in RARE_SURNAMES and _CALLS.search(text, max(0, start - 16), start) is not None


def _greets(text: str, start: int, *, surname: bool) -> bool:
    return surname and GREETING.search(text, max(0, start - 30), start) is not None


def _pairs(scene: Scene) -> Iterator[Named]:
    """山口と岡本で: two that can be family names vouch for each other."""
    text = scene.text
    for mark in AND.finditer(text):
        end = name_from(scene, mark.end(), min(len(text), mark.end() + 10))
        if end is None or not can_be_family(text[mark.end() : end]):
            continue
        start = name_before(scene, mark.start())
        if start is None or not CLEAN_AFTER.match(text, end):
            continue
        if _vouch_for_each_other(scene, (start, mark.start()), (mark.end(), end)):
            yield Named(start, mark.start(), Side.UNSAID, "pair", bound=False)
            yield Named(mark.end(), end, Side.UNSAID, "pair", bound=False)


def _vouch_for_each_other(scene: Scene, first: tuple[int, int], second: tuple[int, int]) -> bool:
    text = scene.text
    surfaces = [text[slice(*span)] for span in (first, second)]
    if not all(can_be_family(s) and (len(s) > 1 or s in SINGLE_SURNAMES) for s in surfaces):
        return False
    big = sum(surface in BIG_PLACES or len(surface) == 1 for surface in surfaces)
    together = TOGETHER.match(text, second[1]) is not None
    if big > 1 or (big and not together and not ASKS_OR_ACTS.match(text, second[1])):
        return False
    tagged = any(scene.word_at(at).part_of_speech[3] == "姓" for at, _ in (first, second))
    rare = all(surface in RARE_SURNAMES for surface in surfaces)
    return (tagged or together or rare) and not _is_inside(scene, scene.at[first[0]], *first)


def _glued(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for mark in GLUED.finditer(text):
        start = mark.end()
        end = name_from(scene, start, min(len(text), start + 10))
        if end is None or not scene.starts_word(start) or not CLEAN_AFTER.match(text, end):
            continue
        surface = text[start:end]
        likely = strength_of(scene, start, end) >= Strength.LIKELY and can_be_family(
            scene.word_at(start).surface
        )
        if likely and surface not in BIG_PLACES and surface not in FILLERS:
            yield Named(start, end, Side.UNSAID, "glued")


def _mentioned(scene: Scene) -> Iterator[Named]:
    """@柏木 and →三宅: somebody is called upon."""
    text = scene.text
    for mark in MENTION.finditer(text):
        start = mark.end()
        end = name_from(scene, start, min(len(text), start + 12))
        if end is None or CLEAN_AFTER.match(text, end) is None:
            continue
        surface = text[start:end]
        if surface in NOBODY or surface in FILLERS or surface in BIG_PLACES:
            continue
        least = (
            Strength.UNKNOWN if mark[0][0] == "@" and not all_hiragana(surface) else Strength.LIKELY
        )
        if strength_of(scene, start, end) >= least and (len(surface) > 1):
            yield Named(start, end, Side.UNSAID, "mention")
