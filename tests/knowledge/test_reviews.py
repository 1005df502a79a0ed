"""The monthly review: its dates, what it counts, and whom it does not show."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import Calendar
from knowledge.lead_load import LeadLoad
from knowledge.review_sections import Known, MonthCounts, all_sections
from knowledge.reviews import (
    SMALLEST_GROUP,
    DepartmentUse,
    Figure,
    Month,
    ReviewItem,
    dates_of,
    month_of,
    month_reviewed,
    shown_departments,
)

TOKYO = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(TOKYO)


def jst(text):
    return datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("opened", "dates"),
    [
        # Thursday the 3rd: Tuesday, Thursday, Friday, Monday.
        ("2026-12-03 09:00", ["12-08 00:00", "12-10 00:00", "12-11 00:00", "12-14 17:00"]),
        # Opened late, in the night: counted from that day.
        ("2026-12-04 23:59", ["12-09 00:00", "12-11 00:00", "12-14 00:00", "12-15 17:00"]),
        # Over the holidays of May: none of the steps falls on a day off.
        ("2026-04-27 09:00", ["05-01 00:00", "05-08 00:00", "05-11 00:00", "05-12 17:00"]),
        # Over the end of the year.
        ("2026-12-25 09:00", ["01-05 00:00", "01-07 00:00", "01-08 00:00", "01-12 17:00"]),
    ],
)
def test_the_dates_of_a_review(opened, dates):
    """Business days from when it was really opened: no two steps on one day, none on a day off."""
    made = dates_of(CALENDAR, jst(opened))
    each = (made.remind_at, made.remind_again_at, made.tell_lead_at, made.closes_at)
    assert [f"{CALENDAR.local(one):%m-%d %H:%M}" for one in each] == dates


@given(st.integers(2_020, 2_060), st.integers(1, 12))
def test_months_follow_each_other(year, number):
    """Before and after undo each other, and no moment is in two months or in none."""
    month = Month(year, number)
    assert month.after.before == month == month.before.after == month_of(month.name)
    assert month.bounds(CALENDAR)[1] == month.after.bounds(CALENDAR)[0]


def test_a_review_looks_at_the_month_before():
    """In January at December, by the company's clocks."""
    month = month_reviewed("2027-01")
    assert month == Month(2026, 12)
    since, until = month.bounds(CALENDAR)
    assert (since, until) == (jst("2026-12-01 00:00"), jst("2027-01-01 00:00"))
    assert since == datetime(2026, 11, 30, 15, tzinfo=UTC)


def use(name, people, active=1):
    return DepartmentUse(name, people, active, (("ok", active),))


def test_small_departments_are_not_shown():
    """Fewer than five people are somebody; and nobody is found by subtraction."""
    assert [one.name for one in shown_departments([use("a", 5), use("b", 4), use("c", 9)])] == ["c"]
    assert [one.name for one in shown_departments([use("a", 5), use("b", 4), use("c", 1)])] == ["a"]
    assert [one.name for one in shown_departments([use("a", 5, 1), use("b", 5, 4)])] == ["b", "a"]
    assert shown_departments([use("a", 4)]) == ()
    assert shown_departments([]) == ()


@given(st.lists(st.integers(0, 12), max_size=8))
def test_what_is_left_out_is_nobody_or_a_crowd(sizes):
    """Those whose figures follow from the company's sum are never fewer than five."""
    known = [use(f"{n:02}", people, 0) for n, people in enumerate(sizes)]
    shown = shown_departments(known)
    left_out = sum(sizes) - sum(one.people for one in shown)
    assert all(one.people >= SMALLEST_GROUP for one in shown)
    assert left_out == 0 or left_out >= SMALLEST_GROUP or not shown


def counts(**rest):
    load = LeadLoad(minutes=(30, 150, 400), reports={"money": 2, "x": 1})
    made = {"by_level": {"ok": 3, "prohibited": 1}, "masked": 2, "active": 2, "load": load, **rest}
    return MonthCounts(**made)


def test_the_six_items_in_their_order():
    """Each is there whether anything was counted or not."""
    empty = Known(MonthCounts(), MonthCounts())
    assert [section.item for section in all_sections(empty)] == list(ReviewItem)


def test_every_figure_has_its_month_before_and_zero_is_zero():
    """What was not answered at all has no median; everything else is a number."""
    known = Known(counts(), MonthCounts(), [(1, "営業部", 6)], people=6)
    usage, _, _, safety, _, shadow = all_sections(known)
    assert usage.figures[:2] == (Figure("checks", 4, 0), Figure("active", 2, 0))
    assert Figure("level_conditional", 0, 0) in safety.figures
    assert Figure("answer_hours", 2.5, None) in safety.figures
    assert Figure("reports", 3, 0) in safety.figures
    assert shadow.figures == (Figure("personal", 0, 0),)


def test_a_department_without_a_check_is_shown_with_zeros():
    """It is the one that matters most."""
    known = Known(counts(), counts(), [(1, "営業部", 6)], people=6)
    (sales,) = all_sections(known)[0].departments
    assert (sales.active, sales.checks) == (0, 0)


def test_the_year_of_a_company_that_closes_for_a_week_in_august():
    """Its own days off count as days off."""
    calendar = Calendar(TOKYO, days_off=frozenset(date(2026, 8, day) for day in range(10, 15)))
    assert calendar.local(dates_of(calendar, jst("2026-08-05 09:00")).remind_at).day == 17
