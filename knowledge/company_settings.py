"""What a company sets for itself in Slack: channels, working hours, days off, patience."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import time
from typing import TYPE_CHECKING, Final

from knowledge.calendar import Calendar
from knowledge.chatgpt_link import CHATGPT
from knowledge.company_days import UnreadableLine, parse_days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from zoneinfo import ZoneInfo

LONGEST_WAIT: Final = 90
MOST_TOKENS: Final = 1_000_000_000
_MOST: Final = {"model_tokens": MOST_TOKENS}
# The year end, on which public offices are closed by law and most companies with them.
USUAL_DAYS_OFF: Final = "12-29〜01-03"


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """Every field is one setting, kept under its name; what was never set is as it stands here."""

    # Ids of channels; nothing is posted where there is none.
    review_channel: str = ""
    success_channel: str = ""
    notice_channel: str = ""
    question_channel: str = ""
    template_channel: str = ""
    # The emoji that start a success story: see knowledge/stories.py.
    success_emoji: str = "ai_success"
    opens: time = time(9)
    closes: time = time(18)
    # As people write them, one day or span a line: see knowledge/company_days.py.
    days_off: str = USUAL_DAYS_OFF
    days_on: str = ""
    # Working hours until a question goes from the ambassador to the lead, and on to the deputy.
    ambassador_hours: int = 4
    lead_hours: int = 8
    # Of what is posted into channels; empty means the one that the environment says.
    channel_language: str = ""
    # What a language model may cost in a month, where one is configured.
    model_tokens: int = 1_000_000
    # Whether a model's opinion on an undecided check goes to whoever is asked.
    second_opinion: bool = False
    # Where 「ChatGPTで開く」 leads.
    chatgpt_address: str = CHATGPT

    @property
    def dates_off(self) -> frozenset[date]:
        """The company's own days off that have a year."""
        days = parse_days(self.days_off)
        return frozenset() if isinstance(days, UnreadableLine) else days.dates

    @property
    def closed_each_year(self) -> frozenset[tuple[int, int]]:
        """Month and day of those that come back every year."""
        days = parse_days(self.days_off)
        return frozenset() if isinstance(days, UnreadableLine) else days.every_year

    @property
    def dates_on(self) -> frozenset[date]:
        """Days on which the company works although others do not."""
        days = parse_days(self.days_on)
        return frozenset() if isinstance(days, UnreadableLine) else days.dates


SETTING_NAMES: Final = tuple(f"company.{one.name}" for one in fields(CompanySettings))


def settings_from(values: Mapping[str, str]) -> CompanySettings:
    """Read what is stored; a value that this version cannot read counts as never set."""
    known: dict[str, str | int | time] = {}
    for one in fields(CompanySettings):
        stored = values.get(f"company.{one.name}")
        value = None if stored is None else _read(one.name, one.default, stored)
        if value is not None:
            known[one.name] = value
    read = CompanySettings(**known)  # type: ignore[arg-type] # each as its default is
    if read.opens < read.closes:
        return read
    return CompanySettings(**{**known, "opens": time(9), "closes": time(18)})  # type: ignore[arg-type]


def settings_to(settings: CompanySettings) -> dict[str, str]:
    """Return what is stored, by name."""
    return {
        f"company.{one.name}": _written(getattr(settings, one.name)) for one in fields(settings)
    }


def calendar_of(settings: CompanySettings, zone: ZoneInfo) -> Calendar:
    """Return the calendar of a company with these settings in this time zone."""
    return Calendar(
        zone,
        opens=settings.opens,
        closes=settings.closes,
        days_off=settings.dates_off,
        days_on=settings.dates_on,
        closed_each_year=settings.closed_each_year,
    )


def _read(name: str, default: object, stored: str) -> str | int | time | None:
    try:
        if isinstance(default, time):
            return time.fromisoformat(stored)
        # Truth is a kind of number to Python, so it comes first.
        if isinstance(default, bool):
            return {"True": True, "False": False}.get(stored)
        if isinstance(default, int):
            number = int(stored)
            return number if 1 <= number <= _MOST.get(name, LONGEST_WAIT) else None
    except ValueError:
        return None
    return stored


def _written(value: str | int | time) -> str:
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)
