"""Days and times as people say them, in the company's zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from handlers.texts import Voice


def day(at: date, voice: Voice) -> str:
    """A day, for example 11月25日（水）. What goes in is shown as it is: local already."""
    weekday = voice(f"moment.weekday{at.weekday()}")
    return voice("moment.day", month=at.month, day=at.day, weekday=weekday)


def moment(at: datetime, voice: Voice) -> str:
    """A day with its time, to the minute."""
    return voice("moment.time", day=day(at, voice), hour=f"{at.hour:02}", minute=f"{at.minute:02}")
