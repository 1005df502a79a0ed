"""When something is due, and for which period."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.calendar import Calendar
from knowledge.schedules import (
    Daily,
    MonthlyBusinessDay,
    MonthlyDay,
    Weekly,
    next_due_times,
)

TOKYO = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(TOKYO)
NINE = time(9)

TIMES = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
SCHEDULES = st.one_of(
    st.builds(Daily, TIMES),
    st.builds(Weekly, st.integers(0, 6), TIMES),
    st.builds(MonthlyDay, st.integers(1, 31), TIMES),
    st.builds(MonthlyBusinessDay, st.integers(1, 23) | st.integers(-5, -1), TIMES),
)
START = datetime(2024, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def tokyo(text):
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO).astimezone(UTC)


def shown(schedule, after, count=6, calendar=CALENDAR):
    """The next due times as the company's clocks show them, with their periods."""
    found = next_due_times(schedule, calendar, tokyo(after), count)
    return [(f"{calendar.local(due.at):%Y-%m-%d %H:%M}", due.period) for due in found]


def test_the_31st_of_short_months():
    """The last day stands in for a day that a month does not have; none is left out."""
    assert shown(MonthlyDay(31, NINE), "2027-01-01 00:00") == [
        ("2027-01-31 09:00", "2027-01"),
        ("2027-02-28 09:00", "2027-02"),
        ("2027-03-31 09:00", "2027-03"),
        ("2027-04-30 09:00", "2027-04"),
        ("2027-05-31 09:00", "2027-05"),
        ("2027-06-30 09:00", "2027-06"),
    ]


def test_the_30th_in_february_of_a_leap_year():
    """The 29th, if there is one."""
    assert shown(MonthlyDay(30, NINE), "2028-02-01 00:00", 1) == [("2028-02-29 09:00", "2028-02")]


def test_the_third_business_day():
    """「第3営業日 09:00」, with holidays in the way."""
    assert shown(MonthlyBusinessDay(3, NINE), "2026-11-25 10:00", 3) == [
        ("2026-12-03 09:00", "2026-12"),
        ("2027-01-06 09:00", "2027-01"),
        ("2027-02-03 09:00", "2027-02"),
    ]


def test_a_month_without_work_is_left_out():
    """A company that is closed all August has no third business day then."""
    closed = frozenset(date(2026, 8, day) for day in range(1, 32))
    calendar = Calendar(TOKYO, days_off=closed)
    periods = [
        period for _, period in shown(MonthlyBusinessDay(3, NINE), "2026-07-15", 2, calendar)
    ]
    assert periods == ["2026-09", "2026-10"]


def test_a_week_with_a_holiday():
    """On a day off it moves to the next business day, and stays the turn of its own week."""
    assert shown(Weekly(0, NINE), "2026-11-17 00:00", 2) == [
        ("2026-11-24 09:00", "2026-W48"),
        ("2026-11-30 09:00", "2026-W49"),
    ]
    assert shown(Weekly(4, NINE), "2026-12-26 00:00", 2) == [
        ("2027-01-04 09:00", "2026-W53"),
        ("2027-01-08 09:00", "2027-W01"),
    ]


def test_two_turns_that_fall_on_one_day_are_one():
    """When the company is closed for more than a week, nobody gets two digests at once."""
    closed = frozenset(date(2026, 8, day) for day in range(8, 24))
    calendar = Calendar(TOKYO, days_off=closed)
    assert shown(Weekly(0, NINE), "2026-08-04 00:00", 2, calendar) == [
        ("2026-08-24 09:00", "2026-W35"),
        ("2026-08-31 09:00", "2026-W36"),
    ]


def test_every_day_is_every_day():
    """Weekends too: what cleans up needs no office hours."""
    assert shown(Daily(time(3, 20)), "2026-11-27 03:20", 3) == [
        ("2026-11-28 03:20", "2026-11-28"),
        ("2026-11-29 03:20", "2026-11-29"),
        ("2026-11-30 03:20", "2026-11-30"),
    ]


@pytest.mark.parametrize("at", ["00:10", "08:59", "10:00"])
def test_the_month_is_that_of_tokyo(at):
    """On the 1st before nine it is still the old month in UTC, and the period is the new one."""
    hour, minute = map(int, at.split(":"))
    (due,) = MonthlyDay(1, time(hour, minute)).due_times(
        CALENDAR, tokyo("2026-04-30 23:59"), tokyo("2026-05-01 23:59")
    )
    assert due.period == "2026-05"
    assert due.at == tokyo(f"2026-05-01 {at}")


@settings(deadline=None)
@given(SCHEDULES, INSTANTS, st.integers(0, 100), st.integers(0, 100))
def test_a_stretch_of_time_can_be_cut_anywhere(schedule, start, first, second):
    """Looking often or seldom, and however the looks fall, finds the same, once, in order."""
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    whole = [*schedule.due_times(CALENDAR, start, end)]
    parts = [
        *schedule.due_times(CALENDAR, start, middle),
        *schedule.due_times(CALENDAR, middle, end),
    ]
    assert whole == parts
    assert all(start < due.at <= end for due in whole)
    assert [due.at for due in whole] == sorted({due.at for due in whole})
    assert len({due.period for due in whole}) == len(whole)


@settings(deadline=None)
@given(SCHEDULES, INSTANTS)
def test_something_is_always_due_again(schedule, start):
    """Six dates can be shown, and months or weeks follow each other without a gap."""
    dates = next_due_times(schedule, CALENDAR, start, 6)
    assert len(dates) == 6
    longest = max(later.at - sooner.at for sooner, later in pairwise(dates))
    limit = {Daily: 1, Weekly: 18}.get(type(schedule), 43)
    assert longest <= timedelta(days=limit)


@settings(deadline=None)
@given(
    st.builds(Weekly, st.integers(0, 6), TIMES)
    | st.builds(MonthlyBusinessDay, st.integers(1, 23), TIMES),
    INSTANTS,
)
def test_people_are_not_asked_on_a_day_off(schedule, start):
    """What is said to fall on business days does."""
    for due in next_due_times(schedule, CALENDAR, start, 6):
        assert CALENDAR.is_business_day(CALENDAR.local(due.at).date())
