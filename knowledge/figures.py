"""What a figure may be: a number or a share, in its unit; where it comes from; why it is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto


class Unit(StrEnum):
    """In what a figure is counted."""

    TIMES = auto()
    PEOPLE = auto()
    HOURS = auto()
    MINUTES = auto()
    SHARE = auto()
    POINTS = auto()


class Basis(StrEnum):
    """Where a figure comes from: counted by us, said by the people, or an estimate."""

    COUNTED = auto()
    REPORTED = auto()
    ESTIMATED = auto()


class Unknown(StrEnum):
    """Why there is no number: nothing to take it from, or too few people to speak of."""

    NOTHING = auto()
    FEW = auto()


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """The part of one; None of nothing."""
        return self.part / self.whole if self.whole else None


Value = int | float | Share | Unknown
