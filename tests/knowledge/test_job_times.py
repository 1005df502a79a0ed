"""When a scheduled job runs, as a company sets it."""

from datetime import time

import pytest

from knowledge.job_times import JobTime, at_time, days_to_choose, read_time, time_of, write_time
from knowledge.schedules import Daily, MonthlyBusinessDay, MonthlyDay, Weekly

NINE, THREE = time(9), time(15)
SCHEDULES = [Daily(NINE), Weekly(4, NINE), MonthlyDay(31, NINE), MonthlyBusinessDay(-1, NINE)]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_day_that_can_be_chosen_is_kept(schedule):
    """Through what is stored and back."""
    days: list[int | None] = [*days_to_choose(schedule)]
    for day in days or [None]:
        stored = write_time(JobTime(THREE, day))
        assert time_of(at_time(schedule, read_time(stored))) == JobTime(THREE, day)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_what_nobody_has_set_stays(schedule):
    """The schedule is as it was delivered."""
    assert at_time(schedule, None) == schedule


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_day_that_it_cannot_have_leaves_its_own(schedule):
    """A later version may have made a weekly job a monthly one."""
    changed = time_of(at_time(schedule, JobTime(THREE, 77)))
    assert changed == JobTime(THREE, time_of(schedule).day)


@pytest.mark.parametrize("stored", ["", "9:00", "4 25:00", "x 09:00", "4 09:00 ", "444 09:00"])
def test_what_cannot_be_read_counts_as_never_set(stored):
    """A newer version may have written it."""
    assert read_time(stored) is None
