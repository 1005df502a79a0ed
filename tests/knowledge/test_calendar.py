"""The company's calendar: which days it works, and how working time passes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.calendar import YEAR_END, Calendar, is_national_holiday

TOKYO = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(TOKYO)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
START = datetime(2024, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
HOURS = st.integers(0, 400).map(lambda quarters: quarters / 4)


def tokyo(text):
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO).astimezone(UTC)


def test_holidays_are_those_of_another_library():
    """Two libraries with different authors agree on every day of 2024 to 2035."""
    others = holidays.country_holidays("JP", years=range(2024, 2036))
    day, ours = date(2024, 1, 1), set()
    while day.year < 2036:
        if is_national_holiday(day):
            ours.add(day)
        day += timedelta(days=1)
    assert ours == set(others)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 23), "勤労感謝の日"),
        (date(2026, 5, 6), "a substitute for a Sunday three days before"),
        (date(2026, 9, 22), "between two holidays"),
        (date(2027, 3, 22), "the day after an equinox on a Sunday"),
        (date(2026, 11, 28), "a Saturday"),
        (date(2026, 12, 29), "the end of the year"),
        (date(2027, 1, 3), "the beginning of the year"),
    ],
)
def test_days_off(day, why):
    """Weekends, holidays with their substitutes, and the turn of the year."""
    assert not CALENDAR.is_business_day(day), why


def test_a_working_day_is_a_business_day():
    """The days around the turn of the year are ordinary ones again."""
    assert CALENDAR.is_business_day(date(2026, 11, 25))
    assert CALENDAR.is_business_day(date(2026, 12, 28))
    assert CALENDAR.is_business_day(date(2027, 1, 4))


def test_the_companys_own_days():
    """Days on are worked, days off are not, and off wins where somebody set both."""
    calendar = Calendar(
        TOKYO,
        days_off=frozenset({date(2026, 8, 13), date(2026, 11, 29)}),
        days_on=frozenset({date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 29)}),
    )
    assert not calendar.is_business_day(date(2026, 8, 13))
    assert calendar.is_business_day(date(2026, 11, 28))
    assert not calendar.is_business_day(date(2026, 11, 29))
    assert calendar.is_business_day(date(2026, 12, 29))


def test_hours_the_wrong_way_round_are_refused():
    """Otherwise there would be no working moment to look for."""
    with pytest.raises(ValueError, match="opens before"):
        Calendar(TOKYO, opens=time(18), closes=time(9))


@pytest.mark.parametrize(
    ("month", "n", "day"),
    [
        ((2026, 11), 3, date(2026, 11, 5)),
        ((2026, 11), 1, date(2026, 11, 2)),
        ((2027, 1), 1, date(2027, 1, 4)),
        ((2026, 5), 3, date(2026, 5, 8)),
        ((2026, 11), -1, date(2026, 11, 30)),
        ((2026, 12), -1, date(2026, 12, 28)),
        ((2026, 2), 99, date(2026, 2, 27)),
        ((2026, 2), -99, date(2026, 2, 2)),
    ],
)
def test_the_nth_business_day(month, n, day):
    """第3営業日, the last one, and numbers that a month does not have."""
    assert CALENDAR.nth_business_day(month[0], month[1], n) == day


def test_a_month_without_work_has_no_business_day():
    """Nothing is made up for a company that is closed all month."""
    closed = frozenset(date(2026, 8, day) for day in range(1, 32))
    assert Calendar(TOKYO, days_off=closed).nth_business_day(2026, 8, 3) is None


def test_counting_from_nothing_is_refused():
    """There is no zeroth business day."""
    with pytest.raises(ValueError, match="counted from 1"):
        CALENDAR.nth_business_day(2026, 8, 0)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-25 10:00", "2026-11-25 10:00"),
        ("2026-11-25 09:00", "2026-11-25 09:00"),
        ("2026-11-25 08:59", "2026-11-25 09:00"),
        ("2026-11-25 18:00", "2026-11-26 09:00"),
        ("2026-11-20 18:30", "2026-11-24 09:00"),
        ("2026-12-28 19:00", "2027-01-04 09:00"),
    ],
)
def test_the_next_working_moment(at, then):
    """Now while the company works, otherwise when it opens, over weekends and holidays."""
    assert CALENDAR.next_working_moment(tokyo(at)) == tokyo(then)


@pytest.mark.parametrize(
    ("at", "hours", "then"),
    [
        ("2026-11-25 10:00", 4, "2026-11-25 14:00"),
        ("2026-11-25 10:00", 8, "2026-11-25 18:00"),
        ("2026-11-25 10:00", 8.5, "2026-11-26 09:30"),
        ("2026-11-20 17:00", 4, "2026-11-24 12:00"),
        ("2026-11-21 12:00", 1, "2026-11-24 10:00"),
        ("2026-12-28 17:00", 9, "2027-01-04 17:00"),
        ("2026-11-25 20:00", 0, "2026-11-26 09:00"),
    ],
)
def test_adding_working_hours(at, hours, then):
    """Nights, weekends, holidays and the turn of the year do not count."""
    assert CALENDAR.add_working_hours(tokyo(at), hours) == tokyo(then)


def test_the_first_nine_hours_are_a_day_of_tokyo():
    """Between midnight and nine in Tokyo it is still yesterday in UTC, and nobody minds."""
    at = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
    assert CALENDAR.local(at).date() == date(2026, 12, 1)
    assert CALENDAR.next_working_moment(at) == datetime(2026, 12, 1, 0, 0, tzinfo=UTC)


def test_working_hours_are_hours_where_clocks_are_put_back():
    """In a zone with summer time an office that is open over the change counts real hours."""
    zone = ZoneInfo("Europe/Berlin")
    sunday = date(2026, 10, 25)
    night = Calendar(zone, time(0), time(6), days_on=frozenset({sunday}))
    start, end = night.instant(sunday, time(0)), night.instant(sunday, time(6))
    assert night.working_hours_between(start, end) == 7
    assert night.add_working_hours(start, 7) == end


@settings(deadline=None)
@given(INSTANTS)
def test_the_next_working_moment_is_one(at):
    """It is not in the past, it is working time, and nothing before it is."""
    then = CALENDAR.next_working_moment(at)
    assert then >= at
    assert CALENDAR.is_working(then)
    assert CALENDAR.working_hours_between(at, then) == 0
    assert CALENDAR.next_working_moment(then) == then


@settings(deadline=None)
@given(INSTANTS, HOURS)
def test_adding_and_measuring_agree(at, hours):
    """As many working hours lie between as were added."""
    assert CALENDAR.working_hours_between(at, CALENDAR.add_working_hours(at, hours)) == hours


@settings(deadline=None)
@given(INSTANTS, HOURS, HOURS)
def test_adding_twice_is_adding_the_sum(at, first, then):
    """Reminders that are counted one from the other come when the sum says."""
    total = CALENDAR.add_working_hours(at, first + then)
    parts = CALENDAR.add_working_hours(CALENDAR.add_working_hours(at, first), then)
    # The end of a day and the beginning of the next are the same working moment.
    assert CALENDAR.working_hours_between(min(total, parts), max(total, parts)) == 0


@settings(deadline=None)  # the holidays of each year are worked out when they are first asked for
@given(INSTANTS, INSTANTS, INSTANTS)
def test_measuring_adds_up(one, two, three):
    """The time from A to C is that from A to B and from B to C; backwards there is none."""
    a, b, c = sorted([one, two, three])
    between = CALENDAR.working_hours_between
    assert between(a, c) == pytest.approx(between(a, b) + between(b, c))
    assert between(c, a) == 0


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 23))
def test_business_days_are_counted_in_order(day, n):
    """The n-th business day is one, of that month, and has n - 1 before it unless clamped."""
    found = CALENDAR.nth_business_day(day.year, day.month, n)
    assert found is not None
    assert CALENDAR.is_business_day(found)
    first = found.replace(day=1)
    before = [first + timedelta(days=k) for k in range((found - first).days)]
    count = sum(map(CALENDAR.is_business_day, before)) + 1
    is_last = found == CALENDAR.nth_business_day(day.year, day.month, -1)
    assert count == n or (is_last and count < n)


@given(DAYS)
def test_no_business_day_is_a_day_off(day):
    """What the law, the weekend or the turn of the year says is never worked by default."""
    if CALENDAR.is_business_day(day):
        assert day.weekday() < 5
        assert not is_national_holiday(day)
        assert (day.month, day.day) not in YEAR_END
