"""The real time; everybody else is given a clock."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the real time."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock that is passed on
