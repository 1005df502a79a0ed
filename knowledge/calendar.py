"""The company's calendar: which days it works, from when to when, and how long something took."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import jpholiday

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SATURDAY = 5
# 1 January is a national holiday; the other days are those on which public offices are closed
# by law (行政機関の休日に関する法律, article 1) and nearly every company with them.
YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)})


def is_national_holiday(day: date) -> bool:
    """Return whether Japan has a holiday, substitute holidays and days between two included."""
    return bool(jpholiday.is_holiday(day))


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the company works. All instants that go in are aware; those that come out are UTC.

    Args:
        zone: the company's time zone; what a day, a week or a month is follows from it.
        opens, closes: the working hours of a business day, `opens` before `closes`.
        days_off: the company's own days off; off even where `days_on` says the contrary.
        days_on: days on which it works although they are weekends or holidays.
        closed_each_year: (month, day) of days off that come back every year.
        is_holiday: the holidays of the country.

    Raises:
        ValueError: it would never be open.
    """

    zone: ZoneInfo
    opens: time = time(9)
    closes: time = time(18)
    days_off: frozenset[date] = frozenset()
    days_on: frozenset[date] = frozenset()
    closed_each_year: frozenset[tuple[int, int]] = YEAR_END
    is_holiday: Callable[[date], bool] = field(default=is_national_holiday, repr=False)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("A working day opens before it closes.")

    def local(self, at: datetime) -> datetime:
        """Return the instant as the company's clocks show it."""
        return at.astimezone(self.zone)

    def instant(self, day: date, at: time) -> datetime:
        """Return when the company's clocks show this; a time that summer time skips comes later."""
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def is_business_day(self, day: date) -> bool:
        if day in self.days_off:
            return False
        if day in self.days_on:
            return True
        return not (
            day.weekday() >= _SATURDAY
            or (day.month, day.day) in self.closed_each_year
            or self.is_holiday(day)
        )

    def next_business_day(self, day: date) -> date:
        """Return the day itself if the company works, otherwise the first one after it."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def nth_business_day(self, year: int, month: int, n: int) -> date | None:
        """Return the n-th business day of a month, counted from 1, or from its end with -1.

        A month that has fewer gives its last one (or first, from the end), and a month in which
        the company never works gives None.
        """
        if n == 0:
            raise ValueError("Business days are counted from 1, or from -1 backwards.")
        every = (date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
        working = [day for day in every if self.is_business_day(day)]
        if not working:
            return None
        return working[min(n, len(working)) - 1] if n > 0 else working[max(n, -len(working))]

    def is_working(self, at: datetime) -> bool:
        """Return whether the company works at this instant; not any more when it closes."""
        shown = self.local(at)
        return self.is_business_day(shown.date()) and self.opens <= shown.time() < self.closes

    def next_working_moment(self, at: datetime) -> datetime:
        """Return the instant itself if the company works then, otherwise when it opens next."""
        return max(at.astimezone(UTC), next(self._sessions(at))[0])

    def add_working_hours(self, at: datetime, hours: float) -> datetime:
        """Return when this many working hours will have passed; the end of a day counts to it.

        With no hours it is the next working moment.
        """
        left = timedelta(hours=hours)
        for start, end in self._sessions(at):
            start = max(start, at.astimezone(UTC))  # noqa: PLW2901 - the first one has begun
            if left <= end - start:
                return start + left
            left -= end - start
        raise AssertionError("sessions never end")

    def working_hours_between(self, start: datetime, end: datetime) -> float:
        """Return how many working hours lie between two instants; 0 if they are the other way."""
        passed = timedelta()
        for opens, closes in self._sessions(start):
            if opens >= end:
                break
            passed += max(timedelta(), min(closes, end) - max(opens, start))
        return passed / timedelta(hours=1)

    def _sessions(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield from when to when the company works, from the first that ends after `at`."""
        day = self.local(at).date()
        while True:
            day = self.next_business_day(day)
            opens, closes = self.instant(day, self.opens), self.instant(day, self.closes)
            if closes > at:
                yield opens, closes
            day += _DAY
