"""When something is due: schedules as data, read by the company's calendar."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.calendar import Calendar

DATES_AHEAD: Final = 6
"""So many next dates are shown, to see how a schedule was understood."""
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Due:
    """One time at which something is due, and the name of the period that it is for.

    The period comes from the slot in the schedule, not from when it runs: a Friday that is moved
    to Monday by a holiday is still for the week of that Friday.
    """

    at: datetime
    period: str


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at this time, days off included."""

    at: time

    def due_times(self, calendar: Calendar, after: datetime, until: datetime) -> Iterator[Due]:
        """Yield what is due later than `after` and not later than `until`, in order."""
        day, last = _days(calendar, after, until)
        while day <= last:
            due = Due(calendar.instant(day, self.at), day.isoformat())
            if after < due.at <= until:
                yield due
            day += _DAY


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week, Monday being 0; on a day off it moves to the next business day.

    Where that reaches the next week's turn, the two become one: the later.
    """

    weekday: int
    at: time

    def due_times(self, calendar: Calendar, after: datetime, until: datetime) -> Iterator[Due]:
        """Yield what is due later than `after` and not later than `until`, in order."""
        first, last = _days(calendar, after, until)
        first = self._slot_before(_quiet_start(calendar, first))
        slots = [first + _WEEK * n for n in range((last - first).days // 7 + 2)]
        for slot, following in pairwise(slots):
            day = calendar.next_business_day(slot)
            due = Due(calendar.instant(day, self.at), _week_of(slot))
            if after < due.at <= until and day < calendar.next_business_day(following):
                yield due

    def _slot_before(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.weekday) % 7)


@dataclass(frozen=True, slots=True)
class MonthlyDay:
    """On this day of each month; a shorter month takes its last day. Days off do not move it."""

    day: int
    at: time

    def due_times(self, calendar: Calendar, after: datetime, until: datetime) -> Iterator[Due]:
        """Yield what is due later than `after` and not later than `until`, in order."""
        for year, month in _months(calendar, after, until):
            day = date(year, month, min(self.day, monthrange(year, month)[1]))
            due = Due(calendar.instant(day, self.at), f"{year:04}-{month:02}")
            if after < due.at <= until:
                yield due


@dataclass(frozen=True, slots=True)
class MonthlyBusinessDay:
    """On the n-th business day of each month, -1 being the last."""

    n: int
    at: time

    def due_times(self, calendar: Calendar, after: datetime, until: datetime) -> Iterator[Due]:
        """Yield what is due later than `after` and not later than `until`, in order."""
        for year, month in _months(calendar, after, until):
            day = calendar.nth_business_day(year, month, self.n)
            if day is None:
                continue
            due = Due(calendar.instant(day, self.at), f"{year:04}-{month:02}")
            if after < due.at <= until:
                yield due


Schedule = Daily | Weekly | MonthlyDay | MonthlyBusinessDay


class Made(StrEnum):
    """What came of a run that somebody asked for. BUSY: it is being made at this moment."""

    DONE = auto()
    BUSY = auto()
    FAILED = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """A scheduled job as people see it. What is looked after all the time has no schedule.

    Attributes:
        name: which.
        is_on: whether it runs by itself.
        next_due: its next due times.
        schedule: when it is due.
        in_office_hours: it writes to people, whom nobody disturbs outside of them.
        last: the latest run that was due, and how that ended; empty while it goes on.
        can_preview: whether somebody can look at what it would send.
        lacks_channel: it posts into a channel that is not set, and so does nothing.
    """

    name: str
    is_on: bool
    next_due: tuple[Due, ...] = ()
    schedule: Schedule | None = None
    in_office_hours: bool = True
    last: tuple[datetime, str] | None = None
    can_preview: bool = False
    lacks_channel: bool = False


def next_due_times(
    schedule: Schedule, calendar: Calendar, after: datetime, count: int
) -> list[Due]:
    """Return the next times; fewer only if the company does not work for a year."""
    found: list[Due] = []
    start = after
    for _ in range(count):
        found += schedule.due_times(calendar, start, start + timedelta(days=400))
        if len(found) >= count or not found:
            break
        start = found[-1].at
    return found[:count]


def _days(calendar: Calendar, after: datetime, until: datetime) -> tuple[date, date]:
    return calendar.local(after).date(), calendar.local(until).date()


def _quiet_start(calendar: Calendar, day: date) -> date:
    """Return the first of the days off before this day: a slot on any of them may move here."""
    while not calendar.is_business_day(day - _DAY):
        day -= _DAY
    return day - _DAY


def _week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _months(calendar: Calendar, after: datetime, until: datetime) -> Iterator[tuple[int, int]]:
    first, last = _days(calendar, after, until)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield number // 12, number % 12 + 1
