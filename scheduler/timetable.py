"""What the timetable comes to: the next dates of every job, what is on, and how the last run went."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.schedules import DATES_AHEAD, PlannedJob, next_due_times
from knowledge.store.company_settings import read_company_settings
from knowledge.store.job_runs import last_runs
from knowledge.store.job_switches import read_switches, read_times
from scheduler.jobs import JOBS, LOOKS, WATCHES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from handlers.services import Services
    from knowledge.calendar import Calendar
    from knowledge.schedules import Due
    from knowledge.store.database import Database, Session
    from knowledge.store.job_switches import JobSwitch
    from knowledge.store.models import JobRun
    from scheduler.jobs import Job


def name_of(look: Callable[..., object]) -> str:
    """Return the name by which something that is looked after all the time is switched."""
    return str(getattr(look, "__name__", ""))


def is_on(name: str, switches: Mapping[str, JobSwitch]) -> bool:
    """Return whether something that is looked after all the time is looked after."""
    switch = switches.get(name)
    return switch is None or switch.is_on is not False


def timetable(services: Services, jobs: Sequence[Job] = JOBS) -> tuple[PlannedJob, ...]:
    """Return every job with its next dates, and what is looked after all the time.

    Raises:
        DatabaseUnavailable: nobody can say what is on.
    """
    with services.database.read() as session:
        switches = read_switches(session)
    planned = plan_ahead(services.database, services.calendar(), services.clock(), jobs)
    looks: tuple[Callable[..., object], ...] = (*WATCHES, *LOOKS)
    names = [name_of(look) for look in looks]
    return (*planned, *(PlannedJob(name, is_on(name, switches)) for name in names))


def find_job(session: Session, name: str, jobs: Sequence[Job] = JOBS) -> Job | None:
    """Return the job of this name with the time that the company has set for it."""
    times = read_times(session)
    return next((job.as_set(times) for job in jobs if job.name == name), None)


def latest_due(job: Job, calendar: Calendar, now: datetime) -> Due | None:
    """Return the newest run of a job that is due by now, made or not."""
    ago = now - timedelta(days=400)
    return max(job.schedule.due_times(calendar, ago, now), key=_at, default=None)


def plan_ahead(
    database: Database, calendar: Calendar, now: datetime, jobs: Sequence[Job] = JOBS
) -> tuple[PlannedJob, ...]:
    """Return every job with its next six dates; also for those who have no services.

    Raises:
        DatabaseUnavailable: nobody can say what is on.
    """
    with database.read() as session:
        switches, times = read_switches(session), read_times(session)
        last, settings = last_runs(session), read_company_settings(session)
    return tuple(
        PlannedJob(
            job.name,
            job.is_on(switches.get(job.name)),
            tuple(next_due_times(job.schedule, calendar, now, DATES_AHEAD)),
            job.schedule,
            job.in_office_hours,
            last=_last(last.get(job.name)),
            can_preview=job.preview is not None,
            lacks_channel=bool(job.channel) and not getattr(settings, job.channel),
        )
        for job in (one.as_set(times) for one in jobs)
    )


def _at(due: Due) -> datetime:
    return due.at


def _last(run: JobRun | None) -> tuple[datetime, str] | None:
    if run is None:
        return None
    return run.due_at, run.outcome if run.finished_at is not None else ""
