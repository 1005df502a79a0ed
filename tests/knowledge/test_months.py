"""Months are those of the company's clocks, wherever the instant comes from."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.calendar import Calendar
from knowledge.months import Month, month_of, read_month

TOKYO = Calendar(ZoneInfo("Asia/Tokyo"))


def at(written):
    return datetime.fromisoformat(written)


@pytest.mark.parametrize(
    ("instant", "month"),
    [
        ("2026-04-30T14:59:59+00:00", "2026-04"),
        ("2026-04-30T15:00:00+00:00", "2026-05"),
        ("2026-05-01T00:10:00+09:00", "2026-05"),
        ("2026-12-31T14:59:59+00:00", "2026-12"),
        ("2026-12-31T15:00:00+00:00", "2027-01"),
        ("2028-02-29T14:59:59+00:00", "2028-02"),
    ],
)
def test_the_month_changes_at_midnight_in_tokyo(instant, month):
    """Nine hours before it changes in UTC, on the last day of the year too."""
    assert str(month_of(at(instant), TOKYO)) == month


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "UTC", "America/Sao_Paulo", "Asia/Beirut"])
def test_months_follow_each_other_without_gap(zone):
    """Each instant is in exactly one, where clocks are changed at midnight as well."""
    calendar = Calendar(ZoneInfo(zone))
    month = Month(2017, 12)
    for _ in range(24):
        since, until = month.span(calendar)
        after = month.before(-1)
        assert after.span(calendar)[0] == until
        assert month_of(since, calendar) == month
        assert month_of(until - timedelta(microseconds=1), calendar) == month
        assert month_of(until, calendar) == after
        month = after
    assert month == Month(2019, 12)


def test_earlier_months():
    """Over the turn of the year."""
    assert Month(2026, 1).before() == Month(2025, 12)
    assert Month(2026, 3).before(15) == Month(2024, 12)
    assert Month(2026, 12).before(-1) == Month(2027, 1)
    assert Month(2025, 12) < Month(2026, 1)


def test_span_is_in_utc():
    """So that it can be compared with what is stored."""
    since, until = Month(2026, 10).span(TOKYO)
    assert since == datetime(2026, 9, 30, 15, tzinfo=UTC)
    assert until == datetime(2026, 10, 31, 15, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2026-10", "0999-01", "9998-12"])
def test_what_was_written_is_read(written):
    """There and back."""
    assert str(read_month(written)) == written


@pytest.mark.parametrize(
    "written", ["", "2026-13", "2026-00", "2026-1", "26-10", "2026/10", "２０２６-10", "9999-12"]
)
def test_anything_else_is_no_month(written):
    """It is not guessed at."""
    assert read_month(written) is None
