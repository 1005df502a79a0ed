"""Days off as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.company_days import Days, UnreadableLine, parse_days

AUGUST = {date(2026, 8, day) for day in (13, 14, 15)}
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


@pytest.mark.parametrize(
    "typed",
    [
        "2026-08-13〜2026-08-15",
        "2026-08-13 〜 08-15",
        "2026/8/13~2026/8/15",
        "２０２６年８月１３日から８月１５日",
        "2026.8.13 to 2026.8.15",
        "2026-08-13\n\n 2026-08-14 \n2026-08-15\n",
    ],
)
def test_days_of_one_year(typed):
    """One day or a span a line, however people write dates."""
    assert parse_days(typed) == Days(frozenset(AUGUST))


@pytest.mark.parametrize("typed", ["12-29〜01-03", "12/29～1/3", "12月29日〜1月3日"])
def test_days_of_every_year(typed):
    """Without a year, over the new year too."""
    assert parse_days(typed) == Days(every_year=frozenset(YEAR_END))


def test_a_span_over_the_new_year_of_one_year():
    """The year of its end need not be said."""
    days = parse_days("2026-12-30〜01-02")
    assert days == Days(frozenset(date(2026, 12, 30) + timedelta(days=d) for d in range(4)))


def test_nothing_is_no_day():
    """An empty field takes all days away."""
    assert parse_days("") == parse_days(" \n　\n") == Days()


@pytest.mark.parametrize(
    "line",
    [
        "お盆",
        "2026-02-30",
        "02-30",
        "2026-13-01",
        "2026-08-15〜2026-08-13",
        "08-13〜2026-08-15",
        "2026-08-13〜2026-08-14〜2026-08-15",
        "2026-08-13 お盆休み",
        "2026-01-01〜2028-01-01",
        "01-01〜12-31",
        "〜2026-08-13",
    ],
)
def test_the_line_that_cannot_be_read_is_named(line):
    """So that the person finds it."""
    assert parse_days(f"2026-08-13\n{line}\n2026-08-14") == UnreadableLine(2)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 300))
def test_every_span_is_read_as_it_is_meant(first, more):
    """First and last day included, all days between, no other."""
    last = first + timedelta(days=more)
    days = parse_days(f"{first}〜{last}")
    assert isinstance(days, Days)
    assert (min(days.dates), max(days.dates), len(days.dates)) == (first, last, more + 1)


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed):
    """It is read or refused, never an error."""
    assert isinstance(parse_days(typed), Days | UnreadableLine)
