"""What admins read about scheduled jobs, and how days and times are said."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.playground.outline import outline_message
from handlers.views.dates import say_day, say_time
from handlers.views.scheduler import job_failed_message, job_name, jobs_missed_message

TOKYO = ZoneInfo("Asia/Tokyo")
DUE = datetime(2026, 11, 2, 0, 5, tzinfo=UTC).astimezone(TOKYO)


def shown(message):
    return outline_message(message["text"], message["blocks"], {})


def test_what_was_missed(golden, voice):
    """The newest ten, and how many more."""
    due = [DUE + timedelta(days=day) for day in range(12)]
    screen = shown(jobs_missed_message("retention", due, voice))
    golden(f"scheduler/missed.{voice.language}", screen)


@pytest.mark.parametrize(("name", "reference"), [("failed", "4F2A91C0"), ("stopped", "")])
def test_what_failed(golden, voice, name, reference):
    """With the number for whoever runs Annai, if there is one."""
    screen = shown(job_failed_message("retention", DUE, 3, reference, voice))
    golden(f"scheduler/{name}.{voice.language}", screen)


def test_a_job_without_a_name_is_still_told(voice):
    """By the name that it has in the timetable: a newer replica may know more jobs."""
    assert job_name("retention", voice) != "retention"
    assert job_name("from_the_future", voice) == "from_the_future"


@pytest.mark.parametrize(
    ("language", "day", "time", "in_another_year"),
    [
        ("ja", "11月2日（月）", "11月2日（月）9:05", "2026年11月2日（月）9:05"),
        ("en", "Mon 2 Nov", "Mon 2 Nov, 9:05", "Mon 2 Nov 2026, 9:05"),
    ],
)
def test_days_and_times(texts, language, day, time, in_another_year):
    """As people write them."""
    voice = texts.voice(language)
    assert say_day(DUE.date(), voice) == day
    assert say_time(DUE, voice) == time
    assert say_time(DUE, voice, with_year=True) == in_another_year
