"""Days as people write them: one day or one span a line, with a year or for every year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MOST_DATES: Final = 400
# A company that never works would wait for its next working day for ever.
MOST_EVERY_YEAR: Final = 120

# 2026-12-29, 2026/12/29, 2026年12月29日, 12-29, 12/29, 12月29日
_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
# NFKC makes ~ of 〜's full-width twin.
_UNTIL = re.compile(r"\s*(?:[~〜–—]|から|to|until)\s*", re.IGNORECASE)
_LEAP_YEAR: Final = 2028


@dataclass(frozen=True, slots=True)
class Days:
    """Days of certain years, and (month, day) of those of every year."""

    dates: frozenset[date] = frozenset()
    every_year: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """The first line, counted from 1, that is no day, or with which it becomes too many."""

    line: int


def parse_days(typed: str) -> Days | UnreadableLine:
    """Read what a person has written, or say which line cannot be read."""
    dates: set[date] = set()
    every_year: set[tuple[int, int]] = set()
    for number, line in enumerate(unicodedata.normalize("NFKC", typed).splitlines(), 1):
        if not line.strip():
            continue
        span = _span(line.strip())
        if span is None:
            return UnreadableLine(number)
        if isinstance(span, _EveryYear):
            every_year |= {(day.month, day.day) for day in span.days}
        else:
            dates |= set(span)
        if len(dates) > MOST_DATES or len(every_year) > MOST_EVERY_YEAR:
            return UnreadableLine(number)
    return Days(frozenset(dates), frozenset(every_year))


@dataclass(frozen=True, slots=True)
class _EveryYear:
    days: list[date]


def _span(line: str) -> list[date] | _EveryYear | None:
    ends = [_DAY.fullmatch(end) for end in _UNTIL.split(line)]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None:
        return None
    year, last_year = first[1], last[1]
    if last_year is not None and year is None:
        return None
    begins = _date(year or _LEAP_YEAR, first)
    ends_at = _date(last_year or year or _LEAP_YEAR, last)
    if begins is None or ends_at is None:
        return None
    if last_year is None and ends_at < begins:
        # 12-29〜01-03: over the new year.
        ends_at = _date(ends_at.year + 1, last)
    days = _days(begins, ends_at)
    return _EveryYear(days) if days and year is None else days


def _date(year: str | int, match: re.Match[str]) -> date | None:
    try:
        return date(int(year), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _days(first: date, last: date | None) -> list[date] | None:
    if last is None or not 0 <= (last - first).days <= MOST_DATES:
        return None
    return [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
