"""The timetable: every scheduled job with its dates, its last run, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_time
from handlers.views.fitting import fit
from handlers.views.job_times import say_schedule, time_menu
from handlers.views.settings_overview import job_name, last_run, unplanned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.schedules import PlannedJob

_SHOWN_DATES = 3


def timetable_modal(
    timetable: Sequence[PlannedJob],
    local: Callable[[datetime], datetime],
    voice: Voice,
    said: str = "",
) -> Surface:
    """Every job; `said` is what came of the press before."""
    blocks = [kit.prose(kit.words(said, bold=True))] if said else []
    for job in timetable:
        blocks += _job(job, local, voice)
    blocks += time_menu(timetable, voice)
    view = kit.modal(voice("settings.jobs.title"), blocks, close=voice("check.close"))
    return fit(view, voice)


def preview_messages(job: str, shown: Sequence[Surface], voice: Voice) -> Iterator[Surface]:
    """What a job would send, after a line that says what it is. There is nothing to press."""
    title = voice("settings.jobs.preview_title", name=job_name(job, voice))
    said = voice("settings.jobs.preview_intro" if shown else "settings.jobs.preview_nothing")
    blocks = [kit.header(title), kit.prose(said)]
    yield fit({"text": encode(title), "blocks": blocks}, voice)
    for surface in shown:
        kept = [block for block in surface["blocks"] if block["type"] != "actions"]
        yield {**surface, "blocks": kept}


def _job(job: PlannedJob, local: Callable[[datetime], datetime], voice: Voice) -> Iterator[Block]:
    state = voice("settings.jobs.on" if job.is_on else "settings.jobs.off")
    dates = [say_time(local(due.at), voice) for due in job.next_due[:_SHOWN_DATES]]
    said = voice("settings.jobs.between").join(dates) or unplanned(job, voice)
    lines = [] if job.schedule is None else [say_schedule(job.schedule, voice)]
    lines.append(voice("settings.jobs.next", state=state, dates=said))
    if last := last_run(job, local, voice):
        lines.append(last.strip())
    if job.lacks_channel:
        lines.append(voice("settings.jobs.no_channel"))
    yield kit.titled(job_name(job.name, voice), "\n".join(lines))
    buttons = []
    if job.schedule is not None:
        buttons.append(kit.button(voice("settings.jobs.run"), ids.ACTION_RUN_JOB, value=job.name))
    if job.can_preview:
        label = voice("settings.jobs.preview")
        buttons.append(kit.button(label, ids.ACTION_PREVIEW_JOB, value=job.name))
    label = voice("settings.jobs.stop" if job.is_on else "settings.jobs.start")
    buttons.append(kit.button(label, ids.ACTION_SWITCH_JOB, value=_switch(job)))
    yield kit.actions(*buttons)


def _switch(job: PlannedJob) -> str:
    # What is wanted, not "the other": a second press of the same button does nothing more.
    return f"{job.name} {'off' if job.is_on else 'on'}"
