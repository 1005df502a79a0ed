"""The monthly review: its items, its dates, its figures, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from knowledge.schedules import MonthlyBusinessDay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from knowledge.calendar import Calendar

# A figure about fewer people would be a figure about somebody.
SMALLEST_GROUP: Final = 5
# In business days from the day on which it was opened, so that no two fall on one day.
_REMIND, _REMIND_AGAIN, _TELL_LEAD, _CLOSE = 3, 5, 6, 7
CLOSING_TIME: Final = time(17)
# The job that opens it, and when, unless the company sets another day or time.
REVIEW_JOB: Final = "monthly_review"
REVIEW_SCHEDULE: Final = MonthlyBusinessDay(3, time(9))


class ReviewItem(StrEnum):
    """What a review is about, in the order of its thread."""

    USAGE = auto()
    RESULTS = auto()
    PROMPTS = auto()
    SAFETY = auto()
    IDEAS = auto()
    SHADOW_AI = auto()


class CycleStatus(StrEnum):
    OPEN = auto()
    CLOSED = auto()


class Topic(StrEnum):
    """What a department can write about. REPLY is what somebody wrote in the thread."""

    GOOD = auto()
    WORRY = auto()
    IDEA = auto()
    REPLY = auto()


class OutcomeKind(StrEnum):
    """What can come of a review. NEXT is a topic for the next one."""

    DECISION = auto()
    ACTION = auto()
    NEXT = auto()


class OutcomeState(StrEnum):
    OPEN = auto()
    DONE = auto()
    DROPPED = auto()


@dataclass(frozen=True, slots=True)
class CycleDates:
    """From when on which step of a review is taken."""

    remind_at: datetime
    remind_again_at: datetime
    tell_lead_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the company's calendar."""

    year: int
    number: int

    @property
    def name(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def before(self) -> Month:
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def after(self) -> Month:
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)

    def bounds(self, calendar: Calendar) -> tuple[datetime, datetime]:
        """Return when it begins and when the next one does, by the company's clocks."""
        start, end = (date(one.year, one.number, 1) for one in (self, self.after))
        return calendar.instant(start, time()), calendar.instant(end, time())


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, with that of the month before; None where there is nothing to count from.

    Its words and its formula stand in the texts under its name.
    """

    name: str
    now: float | None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class DepartmentUse:
    """How a department used the check in a month."""

    name: str
    people: int
    active: int
    by_level: tuple[tuple[str, int], ...] = ()
    active_before: int = 0

    @property
    def checks(self) -> int:
        return sum(count for _, count in self.by_level)


@dataclass(frozen=True, slots=True)
class Section:
    """What is known about one item before anybody has written anything.

    Attributes:
        item: which.
        figures: numbers of the month.
        departments: those large enough to be shown.
        hidden: how many departments are not shown.
        titles: what has a name of its own, such as published stories.
    """

    item: ReviewItem
    figures: tuple[Figure, ...] = ()
    departments: tuple[DepartmentUse, ...] = ()
    hidden: int = 0
    titles: tuple[str, ...] = ()


def month_of(period: str) -> Month:
    """Return the month that a period names, such as 2026-12."""
    year, number = period.split("-")
    return Month(int(year), int(number))


def month_reviewed(period: str) -> Month:
    """Return the month that is looked at in the review of a period: the one before it."""
    return month_of(period).before


def dates_of(calendar: Calendar, opened_at: datetime) -> CycleDates:
    """Return the dates of a review, counted in business days from when it was really opened.

    The first three begin with their day, so that whatever runs on that day finds them due.
    """
    days = [calendar.local(opened_at).date()]
    while len(days) <= _CLOSE:
        days.append(calendar.next_business_day(days[-1] + timedelta(days=1)))
    remind, again, tell = (
        calendar.instant(days[n], time()) for n in (_REMIND, _REMIND_AGAIN, _TELL_LEAD)
    )
    return CycleDates(remind, again, tell, calendar.instant(days[_CLOSE], CLOSING_TIME))


def shown_departments(known: Sequence[DepartmentUse]) -> tuple[DepartmentUse, ...]:
    """Return those departments that may be shown, the busiest first.

    None with fewer than five people. And as the company's sum is shown as well, those left out
    together have five people at least, or one more is left out: otherwise a subtraction would
    show them.
    """
    kept = sorted(
        (one for one in known if one.people >= SMALLEST_GROUP),
        key=lambda one: (one.people, one.name),
    )
    left_out = sum(one.people for one in known if one.people < SMALLEST_GROUP)
    if 0 < left_out < SMALLEST_GROUP and kept:
        kept = kept[1:]
    return tuple(sorted(kept, key=lambda one: (-one.active / one.people, one.name)))


def unanswered(departments: Sequence[int], answered: Sequence[int]) -> list[int]:
    """Return those departments from which nobody has written."""
    return [one for one in departments if one not in set(answered)]
