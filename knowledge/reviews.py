"""The monthly review: its items, its dates, its figures, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from knowledge.months import read_month
from knowledge.schedules import MonthlyBusinessDay

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.calendar import Calendar
    from knowledge.months import Month

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


def month_reviewed(period: str) -> Month:
    """Return the month that is looked at in the review of a period such as 2026-12: the one before.

    Raises:
        ValueError: this is no period.
    """
    month = read_month(period)
    if month is None:
        raise ValueError("A period is a month, such as 2026-12.")
    return month.before()


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
