"""Quarters as the company's clocks show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def quarter_of(local: datetime) -> tuple[datetime, datetime]:
    """Return the first moment of the calendar quarter of a local time, and that of the next."""
    first = (local.month - 1) // 3 * 3 + 1
    start = local.replace(month=first, day=1, hour=0, minute=0, second=0, microsecond=0)
    if first == 10:
        return start, start.replace(year=start.year + 1, month=1)
    return start, start.replace(month=first + 3)
