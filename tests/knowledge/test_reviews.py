"""The monthly review: its dates, and what its items are filled from."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.calendar import Calendar
from knowledge.month_counts import Checks, Completion, Group, MonthCounts, Participation
from knowledge.months import Month
from knowledge.reports import make_report
from knowledge.review_sections import Count, Material, all_sections
from knowledge.reviews import ReviewItem, dates_of, month_reviewed

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


def test_a_review_looks_at_the_month_before():
    """In January at December, by the company's clocks."""
    month = month_reviewed("2027-01")
    assert month == Month(2026, 12)
    since, until = month.span(CALENDAR)
    assert (since, until) == (jst("2026-12-01 00:00"), jst("2027-01-01 00:00"))
    assert since == datetime(2026, 11, 30, 15, tzinfo=UTC)
    with pytest.raises(ValueError, match="2026-12"):
        month_reviewed("2026-W48")


def material(**rest):
    month, checks = Month(2026, 11), Checks({"ok": 3, "prohibited": 1}, masked=1)
    group = Group("営業部", 6, 2, checks)
    asked = Participation(Completion("", 8, 2), (Completion("営業部", 8, 2),))
    now = MonthCounts(month, checks, active=2, groups=[group], safety_check=asked)
    return Material(make_report(now, MonthCounts(month.before())), **rest)


def test_the_six_items_in_their_order():
    """Each is there whether anything was counted or not."""
    empty = Material(make_report(MonthCounts(Month(2026, 11)), MonthCounts(Month(2026, 10))))
    assert [section.item for section in all_sections(empty)] == list(ReviewItem)


def test_the_figures_are_those_of_the_report():
    """The same objects, so they cannot be other numbers; with the month before, zero as zero."""
    made = material(personal=(2, 0), requests=(1, 3))
    usage, results, prompts, safety, ideas, shadow = all_sections(made)
    by_id = {one.kpi.id: one for section in made.report.sections for one in section.figures}
    for section in (usage, results, prompts, safety):
        assert section.figures
        assert all(by_id[one.kpi.id] is one for one in section.figures)
    assert [one.value for one in safety.figures[:4]] == [3, 0, 1, 0]
    assert by_id["checks"].before == 0
    assert by_id["safety_check_done"] in safety.figures
    assert safety.safety_check == made.report.safety_check != ()
    assert usage.departments == made.report.departments
    assert ideas.figures == ()
    assert shadow.counts == (Count("personal", 2, 0), Count("requests", 1, 3))


def test_the_year_of_a_company_that_closes_for_a_week_in_august():
    """Its own days off count as days off."""
    calendar = Calendar(TOKYO, days_off=frozenset(date(2026, 8, day) for day in range(10, 15)))
    assert calendar.local(dates_of(calendar, jst("2026-08-05 09:00")).remind_at).day == 17
