"""Calendar quarters as the company's clocks show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.months import Month, month_of

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.calendar import Calendar


def quarter_of(at: datetime, calendar: Calendar) -> tuple[datetime, datetime]:
    """Return the first instant of the quarter of an instant, and the first that is in the next."""
    month = month_of(at, calendar)
    first = Month(month.year, (month.month - 1) // 3 * 3 + 1)
    return first.span(calendar)[0], first.before(-2).span(calendar)[1]
