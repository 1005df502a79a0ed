"""When a scheduled job runs: the form for its day and time, and the dates that come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackClientError

from handlers import ids
from handlers.brief_client import brief
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_option, chosen_time, pressed_option
from handlers.home_tab import refresh_home
from handlers.people import refusal
from handlers.privileged import read_press
from handlers.showing import show_view
from handlers.views.forms import told_modal
from handlers.views.job_times import job_time_form, job_time_saved
from handlers.views.timetable import timetable_modal
from knowledge.job_times import JobTime, at_time, write_time
from knowledge.roles import Action, may
from knowledge.schedules import DATES_AHEAD, next_due_times
from knowledge.store.audit import append_entry
from knowledge.store.job_switches import set_job_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.schedules import PlannedJob, Schedule
    from knowledge.store.database import Session

_UPDATE_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class _Timed:
    """A job that has a time, with its schedule as it is set now."""

    job: PlannedJob
    schedule: Schedule


def register(app: App, services: Services) -> None:
    """Listen to the menu of jobs, and to the form of one."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        show_view(client, body, _form(press, pressed_option(body)))
        ack()

    def on_saved(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        job = _job_of(press, str(press.view["private_metadata"]))
        if isinstance(job, str):
            ack(response_action="update", view=told_modal(job, press.voice))
        elif error := _error(press, job):
            ack(response_action="errors", errors={ids.BLOCK_JOB_TIME: error})
        else:
            ack(response_action="update", view=_save(press, job))
            services.background.submit(lambda: _show_below(press))
            refresh_home(services, client, press.asker)

    app.action(ids.ACTION_OPEN_JOB_TIME)(on_open)
    app.view(ids.VIEW_JOB_TIME)(on_saved)


def _job_of(press: Press, name: str) -> _Timed | str:
    """Return the job, or why this person cannot set its time."""
    if not may(press.person, Action.RUN_JOB):
        return refusal(press.voice, Action.RUN_JOB)
    for job in _timetable(press):
        if job.name == name and job.schedule is not None:
            return _Timed(job, job.schedule)
    return press.voice("job_time.no_such_job")


def _form(press: Press, name: str) -> Surface:
    job = _job_of(press, name)
    if isinstance(job, str):
        return told_modal(job, press.voice)
    return job_time_form(job.job, job.schedule, press.services.calendar().local, press.voice)


def _save(press: Press, timed: _Timed) -> Surface:
    """Set the time, and return the dates that come of it."""
    wanted = _wanted(press.view)
    _write(press, timed.job.name, wanted)
    schedule = at_time(timed.schedule, wanted)
    calendar, now = press.services.calendar(), press.services.clock()
    dates = tuple(next_due_times(schedule, calendar, now, DATES_AHEAD))
    job = replace(timed.job, next_due=dates)
    return job_time_saved(job, schedule, calendar.local, press.voice)


def _wanted(view: Mapping[str, Any]) -> JobTime:
    day = chosen_option(view, ids.BLOCK_JOB_DAY)
    at = time.fromisoformat(chosen_time(view, ids.BLOCK_JOB_TIME))
    return JobTime(at, int(day) if day else None)


def _error(press: Press, timed: _Timed) -> str:
    chosen = chosen_time(press.view, ids.BLOCK_JOB_TIME)
    if not chosen:
        return press.voice("job_time.no_time")
    settings = press.services.settings()
    # What writes to people would only lie in wait until the office opens.
    at = time.fromisoformat(chosen)
    if timed.job.in_office_hours and not settings.opens <= at < settings.closes:
        opens, closes = f"{settings.opens:%H:%M}", f"{settings.closes:%H:%M}"
        return press.voice("job_time.in_hours", opens=opens, closes=closes)
    return ""


def _write(press: Press, name: str, wanted: JobTime) -> None:
    by, now = press.asker.member, press.services.clock()

    def write(session: Session) -> None:
        set_job_time(session, name, wanted, at=now)
        append_entry(
            session,
            at=now,
            actor=by,
            action=Action.RUN_JOB,
            subject=f"job:{name}",
            outcome=write_time(wanted),
        )

    write_briefly(press.services, write)


def _timetable(press: Press) -> Sequence[PlannedJob]:
    return read_briefly(press.services, lambda _: press.services.timetable())


def _show_below(press: Press) -> None:
    """Let the list below say the new time; when it cannot, it does so when it is opened next."""
    below = press.view.get("previous_view_id")
    if below:
        try:
            brief(press.client, _UPDATE_SECONDS).views_update(
                view_id=below,
                view=timetable_modal(
                    _timetable(press), press.services.calendar().local, press.voice
                ),
            )
        except (SlackClientError, OSError):
            return
