"""Which run of a job is to be made now, and who makes it: the database decides, not the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.schedules import Due
from knowledge.store.deliveries import enqueue
from knowledge.store.job_runs import (
    FAILED,
    MISSED,
    SKIPPED,
    RunClaim,
    claim_run,
    end_run,
    last_runs,
)
from knowledge.store.job_switches import meet_job, read_switches, read_times
from scheduler.admin_notices import failed_notices, missed_notices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.services import Services
    from knowledge.calendar import Calendar
    from knowledge.store.deliveries import Draft
    from knowledge.store.job_switches import JobSwitch
    from knowledge.store.models import JobRun
    from scheduler.jobs import Job

MOST_ATTEMPTS = 3
# Nobody catches up with more than this, and a switch may be years old.
_HORIZON = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do about one job.

    Args:
        job: which.
        due: the run to be made, if there is one.
        skipped: older runs for which that one stands.
        missed: runs for which it is too late.
        given_up: a run that failed, or killed its process, once too often.
    """

    job: Job
    due: Due | None = None
    skipped: tuple[Due, ...] = ()
    missed: tuple[Due, ...] = ()
    given_up: JobRun | None = None

    @property
    def is_empty(self) -> bool:
        return self.due is None and not (self.skipped or self.missed or self.given_up)


def plan_runs(services: Services, jobs: Sequence[Job], now: datetime) -> list[Plan]:
    """Return for each job that has something to do, what; a job never seen before starts now.

    Raises:
        DatabaseUnavailable: nothing is known, so nothing is planned.
    """
    with services.database.read() as session:
        switches, times = read_switches(session), read_times(session)
        last = last_runs(session)
    new = [job.name for job in jobs if job.name not in switches]
    if new:
        with services.database.begin() as session:
            for name in new:
                meet_job(session, name, at=now)
    calendar = services.calendar()
    plans = [
        plan_run(job.as_set(times), switches[job.name], last.get(job.name), calendar, now)
        for job in jobs
        if job.name in switches and job.is_on(switches[job.name])
    ]
    return [plan for plan in plans if not plan.is_empty]


def plan_run(
    job: Job,
    switch: JobSwitch,
    last: JobRun | None,
    calendar: Calendar,
    now: datetime,
) -> Plan:
    """Decide what is to be done about one job, by what is known of its latest run."""
    after = max(switch.since, now - _HORIZON)
    if last is not None and last.finished_at is None and last.due_at > after:
        if last.lease_until > now:
            return Plan(job)
        if last.attempts >= MOST_ATTEMPTS:
            return Plan(job, given_up=last)
        # So that the unfinished run is among those that are due.
        after = last.due_at - timedelta(microseconds=1)
    elif last is not None:
        after = max(after, last.due_at)
    due = [*job.schedule.due_times(calendar, after, now)]
    if last is not None and last.finished_at is not None:
        # A later hour on the same day is for the same period, which is done.
        due = [one for one in due if one.period != last.period]
    if not due:
        return Plan(job)
    in_time = [one for one in due if now - one.at <= job.catch_up]
    missed = tuple(due[: len(due) - len(in_time)])
    if not in_time:
        return Plan(job, missed=missed)
    return Plan(job, in_time[-1], skipped=tuple(in_time[:-1]), missed=missed)


def take_run(services: Services, plan: Plan, holder: str, now: datetime) -> RunClaim | None:
    """Carry out a plan as far as it is about claims.

    Returns:
        The claim on the run that the caller now makes, or None: there is none, or somebody
        else was faster.

    Raises:
        DatabaseUnavailable: nothing was claimed.
    """
    given_up = _due_of(plan.given_up) if plan.given_up else None
    notices = _notices(services, plan)

    def claim(due: Due) -> RunClaim:
        return RunClaim(plan.job.name, due.period, due.at, holder, plan.job.lease)

    with services.database.begin() as session:
        for due in plan.skipped:
            end_run(session, claim(due), outcome=SKIPPED, now=now)
        ended = [end_run(session, claim(due), outcome=MISSED, now=now) for due in plan.missed]
        if given_up:
            ended.append(end_run(session, claim(given_up), outcome=FAILED, now=now))
        if any(ended):
            for draft in notices:
                enqueue(session, draft, now=now)
        if plan.due and claim_run(session, claim(plan.due), now=now):
            return claim(plan.due)
    return None


def _notices(services: Services, plan: Plan) -> list[Draft]:
    if plan.given_up:
        run = plan.given_up
        due = _due_of(run)
        return failed_notices(services, plan.job.name, due, run.attempts, run.outcome)
    if plan.missed and plan.job.tells_when_missed:
        return missed_notices(services, plan.job.name, plan.missed)
    return []


def _due_of(run: JobRun) -> Due:
    return Due(run.due_at, run.period)
