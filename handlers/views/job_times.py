"""When a scheduled job runs: in words, in a form, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from handlers import ids
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_time, say_weekday
from handlers.views.fitting import fit
from handlers.views.forms import settings_form
from handlers.views.settings_overview import job_name
from knowledge.job_times import days_to_choose, time_of
from knowledge.schedules import Daily, MonthlyBusinessDay, MonthlyDay, Weekly

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.schedules import Due, PlannedJob, Schedule


def say_schedule(schedule: Schedule, voice: Voice) -> str:
    """Return 「毎週月曜日 9:00」 or "every Monday, 9:00"."""
    at = time_of(schedule).at
    clock = f"{at.hour}:{at.minute:02}"
    day = time_of(schedule).day
    if day is None:
        return voice("job_time.daily", time=clock)
    return voice("job_time.on", day=_say_day(schedule, day, voice), time=clock)


def time_menu(timetable: Sequence[PlannedJob], voice: Voice) -> list[Block]:
    """The menu in which somebody chooses the job whose day or time they want to change."""
    planned = [job for job in timetable if job.schedule is not None]
    if not planned:
        return []
    menu = inputs.menu(
        [(job_name(job.name, voice), job.name) for job in planned],
        placeholder=voice("job_time.change"),
        action_id=ids.ACTION_OPEN_JOB_TIME,
    )
    return [kit.actions(menu)]


def job_time_form(
    job: PlannedJob, schedule: Schedule, local: Callable[[datetime], datetime], voice: Voice
) -> Surface:
    """The day and the time of one job, and when that is next."""
    known = time_of(schedule)
    fields = []
    days = [(_say_day(schedule, day, voice), str(day)) for day in days_to_choose(schedule)]
    if days:
        menu = inputs.menu(days, placeholder=voice("job_time.day"), initial=str(known.day))
        hint = voice("job_time.short_months") if isinstance(schedule, MonthlyDay) else ""
        fields.append(kit.field(voice("job_time.day"), menu, block_id=ids.BLOCK_JOB_DAY, hint=hint))
    fields.append(
        kit.field(voice("job_time.time"), inputs.time_of_day(known.at), block_id=ids.BLOCK_JOB_TIME)
    )
    intro = kit.prose(kit.words(job_name(job.name, voice), bold=True))
    view = settings_form(
        voice("job_time.title"),
        [intro, *fields, _next_dates(job.next_due, local, voice)],
        ids.VIEW_JOB_TIME,
        voice,
    )
    return {**view, "private_metadata": job.name}


def job_time_saved(
    job: PlannedJob, schedule: Schedule, local: Callable[[datetime], datetime], voice: Voice
) -> Surface:
    """What was set, and the dates that come of it, so that anybody sees how it was understood."""
    said = voice(
        "job_time.saved", name=job_name(job.name, voice), schedule=say_schedule(schedule, voice)
    )
    blocks = [kit.prose(said), _next_dates(job.next_due, local, voice)]
    if not job.is_on:
        blocks.append(kit.prose(voice("job_time.is_off")))
    return fit(kit.modal(voice("job_time.title"), blocks, close=voice("check.close")), voice)


def _next_dates(due: Sequence[Due], local: Callable[[datetime], datetime], voice: Voice) -> Block:
    dates = [say_time(local(one.at), voice, with_year=True) for one in due]
    return kit.bullets(voice("job_time.next"), dates or [voice("settings.jobs.unplanned")])


def _say_day(schedule: Schedule, day: int, voice: Voice) -> str:
    match schedule:
        case Daily():
            return ""
        case Weekly():
            return voice("job_time.weekday", weekday=say_weekday(day, voice))
        case MonthlyDay():
            return voice("job_time.day_of_month", day=day)
        case MonthlyBusinessDay() if day < 0:
            return voice("job_time.last_business_day")
        case MonthlyBusinessDay():
            return voice("job_time.business_day", day=day)
        case _:
            assert_never(schedule)
