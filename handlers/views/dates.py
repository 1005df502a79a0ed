"""Days and times as people say them. What goes in is what the company's clocks show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from handlers.texts import Voice
    from knowledge.months import Month

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def say_day(day: date, voice: Voice, *, with_year: bool = False) -> str:
    """Return 「11月25日（水）」 or "Wed 25 Nov"; with the year where the day may be far away."""
    return voice("date.day_of_year" if with_year else "date.day", **_parts(day, voice))


def say_time(at: datetime, voice: Voice, *, with_year: bool = False) -> str:
    """Return the day and the time of day: 「11月25日（水）9:00」 or "Wed 25 Nov, 9:00"."""
    key = "date.time_of_year" if with_year else "date.time"
    return voice(key, time=f"{at.hour}:{at.minute:02}", **_parts(at, voice))


def say_weekday(weekday: int, voice: Voice) -> str:
    """Return 「月」 or "Mon"; Monday is 0."""
    return voice(f"date.{_WEEKDAYS[weekday]}")


def say_month(month: Month, voice: Voice) -> str:
    """Return 「2026年10月」 or "Oct 2026"."""
    name = voice(f"date.{_MONTHS[month.month - 1]}")
    return voice("date.month_of_year", year=month.year, month=name)


def _parts(day: date, voice: Voice) -> dict[str, str | int]:
    return {
        "year": day.year,
        "month": voice(f"date.{_MONTHS[day.month - 1]}"),
        "day": day.day,
        "weekday": voice(f"date.{_WEEKDAYS[day.weekday()]}"),
    }
