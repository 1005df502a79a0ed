"""Something was entered by mistake: what is asked, what to do first, and by when it is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.calendar import Calendar

LONGEST_WORDS: Final = 500
LONGEST_CASE: Final = 600
UNSURE: Final = "unsure"
"""What is chosen in the place of a category by somebody who does not know which it was."""
TAKEN_WITHIN: Final = timedelta(minutes=30)
"""So soon somebody should have taken it on; it may be any time of the day."""
TOLD_UPWARDS_AFTER: Final = timedelta(minutes=60)
"""After another hour those who carry the responsibility hear of it too."""
CLOSED_WITHIN_DAYS: Final = 3
"""So many working days after it was taken on it should be closed."""
WORDS_KEPT: Final = timedelta(days=180)
"""So long after it was closed the words about it stay; the figures stay."""


class Place(StrEnum):
    """Where it was entered."""

    COMPANY = auto()
    PRIVATE = auto()
    OTHER = auto()


class Happened(StrEnum):
    """When it was entered."""

    NOW = auto()
    TODAY = auto()
    EARLIER = auto()


class State(StrEnum):
    """Where an incident stands."""

    OPEN = auto()
    TAKEN = auto()
    CLOSED = auto()


class Outcome(StrEnum):
    """How it ended."""

    HARMLESS = auto()
    CONTAINED = auto()
    DAMAGE = auto()
    NO_INCIDENT = auto()


class OutsideReport(StrEnum):
    """Whether it was reported outside of the company: decided by a person."""

    NOT_NEEDED = auto()
    MADE = auto()
    WILL_BE_MADE = auto()


class CaseState(StrEnum):
    """Where a case to learn from stands."""

    WAITING = auto()
    APPROVED = auto()
    DROPPED = auto()


class Sort(StrEnum):
    """A group of categories that is counted as one, so that figures stay few."""

    PEOPLE = auto()
    PARTNERS = auto()
    SECRETS = auto()
    COMPANY = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    """Somebody was faster: who, when, and how it stands now."""

    by: str
    at: datetime
    state: State


@dataclass(frozen=True, slots=True)
class Closing:
    """How an incident is closed. The reason has passed its check."""

    outcome: Outcome
    outside: OutsideReport
    reason: str = field(repr=False)
    by: str
    at: datetime
    # From the report on.
    working_minutes: int = 0


def next_look(calendar: Calendar, state: State, nudges: int, now: datetime) -> datetime | None:
    """Return when an incident is looked at again; None for never.

    An untaken one at any hour, twice; one that was taken on in working hours, until it is closed.
    """
    if state is State.CLOSED:
        return None
    if state is State.TAKEN:
        return after_working_days(calendar, now, CLOSED_WITHIN_DAYS)
    if nudges == 0:
        return now + TAKEN_WITHIN
    return now + TOLD_UPWARDS_AFTER if nudges == 1 else None


def after_working_days(calendar: Calendar, at: datetime, days: int) -> datetime:
    """Return the same time of the day so many business days later, within working hours."""
    shown = calendar.local(at)
    day = shown.date()
    for _ in range(days):
        day = calendar.next_business_day(day + timedelta(days=1))
    return calendar.next_working_moment(calendar.instant(day, shown.time()))
