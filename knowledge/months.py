"""A month as the company's clocks show it: every figure belongs to one, taken in this one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.calendar import Calendar

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")
_MIDNIGHT = time()


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year; printed as it is stored: `2026-10`."""

    year: int
    month: int

    @override
    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def before(self, months: int = 1) -> Month:
        """Return the month so many months earlier."""
        count = self.year * 12 + self.month - 1 - months
        return Month(count // 12, count % 12 + 1)

    def span(self, calendar: Calendar) -> tuple[datetime, datetime]:
        """Return its first instant, and the first that is not in it any more."""
        after = self.before(-1)
        return (
            calendar.instant(date(self.year, self.month, 1), _MIDNIGHT),
            calendar.instant(date(after.year, after.month, 1), _MIDNIGHT),
        )


def month_of(at: datetime, calendar: Calendar) -> Month:
    """Return the month of an instant, in the company's time zone."""
    shown = calendar.local(at)
    return Month(shown.year, shown.month)


def read_month(written: str) -> Month | None:
    """Read what `str(month)` wrote; None for anything else."""
    found = _WRITTEN.fullmatch(written)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[1]) < 9999:
        return None
    return Month(int(found[1]), int(found[2]))
