"""A stretch of text taken for a person's name, how sure that is, and whose person it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from knowledge.detectors.name_words import BIG_PLACES, GIVEN_IN_KANA, RARE_SURNAMES
from knowledge.detectors.scene import all_kanji
from knowledge.words import uses_of

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene


class Side(StrEnum):
    """On which side of the table the person sits."""

    OURS = "ours"
    THEIRS = "theirs"
    UNSAID = "unsaid"


class Strength(IntEnum):
    """How much a stretch looks like a name by itself, before any context."""

    UNKNOWN = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """Offsets into the normalised copy. `bound` says that a strong sign named it a person here."""

    start: int
    end: int
    side: Side = Side.UNSAID
    why: str = "name"
    bound: bool = True


def can_be_family(surface: str) -> bool:
    """Whether a form can be a family name, by the dictionary or by our own short list."""
    return uses_of(surface).surname or surface in RARE_SURNAMES


def strength_of(scene: Scene, start: int, end: int) -> Strength:
    """Weigh a stretch that `name_before` or `name_from` returned."""
    surface = scene.text[start:end]
    words = [word for word in scene.words_between(start, end) if word.surface.strip()]
    roles = [scene.role(scene.at[word.start]) for word in words]
    if surface in RARE_SURNAMES or surface in GIVEN_IN_KANA:
        return Strength.LIKELY
    if len(words) > 1:
        first, last = roles[0], roles[-1]
        if first.surname and (last.given or scene.words[scene.at[start]].part_of_speech[3] == "姓"):
            return Strength.SURE
        return Strength.LIKELY if first.surname or last.given else Strength.UNKNOWN
    if surface in BIG_PLACES or len(surface) == 1:
        return Strength.UNKNOWN
    if words and not words[0].known and all_kanji(surface):
        return Strength.LIKELY
    uses = uses_of(surface)
    if (
        words
        and words[0].part_of_speech[2] == "人名"
        and not (uses.place or uses.common or uses.proper)
    ):
        return Strength.SURE
    if uses.surname or surface in RARE_SURNAMES:
        return Strength.LIKELY
    return Strength.LIKELY if uses.given and not uses.common else Strength.UNKNOWN
