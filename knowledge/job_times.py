"""When a scheduled job runs, as a company sets it: another day or time of the same schedule."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING, Final

from knowledge.schedules import Daily, MonthlyBusinessDay, MonthlyDay, Weekly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.schedules import Schedule

_WRITTEN = re.compile(r"(-?\d{1,2}|\*) (\d\d:\d\d)")
_ANY_DAY: Final = "*"
_MOST_BUSINESS_DAYS: Final = 15


@dataclass(frozen=True, slots=True)
class JobTime:
    """A time of day, and which day: of the week from Monday as 0, of the month, or business day."""

    at: time
    day: int | None = None


def time_of(schedule: Schedule) -> JobTime:
    """Return when a schedule is due."""
    match schedule:
        case Daily():
            return JobTime(schedule.at)
        case Weekly():
            return JobTime(schedule.at, schedule.weekday)
        case MonthlyDay():
            return JobTime(schedule.at, schedule.day)
        case MonthlyBusinessDay():
            return JobTime(schedule.at, schedule.n)


def days_to_choose(schedule: Schedule) -> Sequence[int]:
    """Return the days on which a schedule may be due; none where it is due on every day."""
    match schedule:
        case Daily():
            return ()
        case Weekly():
            return range(7)
        case MonthlyDay():
            return range(1, 32)
        case MonthlyBusinessDay():
            return (*range(1, _MOST_BUSINESS_DAYS + 1), -1)


def at_time(schedule: Schedule, wanted: JobTime | None) -> Schedule:
    """Return the schedule with another day and time; a day that it cannot have leaves its own."""
    if wanted is None:
        return schedule
    day = wanted.day if wanted.day in days_to_choose(schedule) else time_of(schedule).day
    match schedule:
        case Weekly() if day is not None:
            return Weekly(day, wanted.at)
        case MonthlyDay() if day is not None:
            return MonthlyDay(day, wanted.at)
        case MonthlyBusinessDay() if day is not None:
            return MonthlyBusinessDay(day, wanted.at)
        case _:
            return replace(schedule, at=wanted.at)


def write_time(wanted: JobTime) -> str:
    """Return a time as it is stored."""
    day = _ANY_DAY if wanted.day is None else wanted.day
    return f"{day} {wanted.at:%H:%M}"


def read_time(stored: str) -> JobTime | None:
    """Return what `write_time` wrote; None for what this version cannot read."""
    found = _WRITTEN.fullmatch(stored)
    if found is None:
        return None
    try:
        at = time.fromisoformat(found[2])
    except ValueError:
        return None
    return JobTime(at, None if found[1] == _ANY_DAY else int(found[1]))
