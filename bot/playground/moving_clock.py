"""A clock that people can set forward: the time of the workspace and of the bot in it."""

from __future__ import annotations

import threading
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.playground.json_types import Json

_MORNING: Final = time(9, 0)
_HOURS: Final = (_MORNING, time(10, 0), time(15, 0), time(17, 0))
_LONGEST_WAY: Final = 62
_FURTHEST: Final = timedelta(days=366)


class NotForwardError(ValueError):
    """The clock moves forward only, and not for ever."""


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


class MovingClock:
    """Runs like the real one, ahead of it by as much as it was moved. Safe from any thread.

    Args:
        real: the real time.
        zone: the name of the time zone in which days and mornings are meant.
        is_working_day: whether people work on a day.
    """

    def __init__(
        self,
        real: Callable[[], datetime],
        zone: str = "Asia/Tokyo",
        is_working_day: Callable[[date], bool] = is_weekday,
    ) -> None:
        self._real = real
        self.zone = ZoneInfo(zone)
        self._is_working_day = is_working_day
        self._ahead = timedelta()
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        with self._lock:
            return self._real() + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Set the clock forward to a moment.

        Raises:
            NotForwardError: the moment has passed, or is more than a year away.
        """
        with self._lock:
            further = moment - (self._real() + self._ahead)
            if not timedelta() <= further <= _FURTHEST:
                raise NotForwardError
            self._ahead += further

    def next_working_morning(self) -> datetime:
        """Return nine o'clock of the next day on which people work."""
        today = self().astimezone(self.zone).date()
        return self._morning_on_or_after(today + timedelta(days=1))

    def next_month(self) -> datetime:
        """Return nine o'clock of the first day of next month on which people work."""
        today = self().astimezone(self.zone).date()
        return self._morning_on_or_after((today.replace(day=1) + timedelta(days=32)).replace(day=1))

    def next_review(self) -> datetime:
        """Return nine o'clock of the next third working day of a month, when its review begins."""
        now = self().astimezone(self.zone)
        first = now.date().replace(day=1)
        for month in (first, (first + timedelta(days=32)).replace(day=1)):
            third = self._morning_on_or_after(month)
            for _ in range(2):
                third = self._morning_on_or_after(third.date() + timedelta(days=1))
            if third > now:
                break
        return third

    def stops_until(self, moment: datetime) -> Iterator[datetime]:
        """Yield the hours of working days on the way at which something may be due.

        None on a way so long that going through it would take minutes.
        """
        now = self().astimezone(self.zone)
        days = (moment - now).days
        for number in range(days + 2 if days <= _LONGEST_WAY else 0):
            day = now.date() + timedelta(days=number)
            if not self._is_working_day(day):
                continue
            for hour in _HOURS:
                stop = datetime.combine(day, hour, self.zone)
                if now < stop < moment:
                    yield stop

    def _morning_on_or_after(self, day: date) -> datetime:
        while not self._is_working_day(day):
            day += timedelta(days=1)
        return datetime.combine(day, _MORNING, self.zone)

    def shown(self) -> Json:
        with self._lock:
            ahead = self._ahead
        now = (self._real() + ahead).astimezone(self.zone)
        return {
            "now": now.isoformat(timespec="seconds"),
            "zone": self.zone.key,
            "moved_seconds": int(ahead.total_seconds()),
        }
