"""Claims on the runs of scheduled jobs: for each job and period one run, whoever makes it.

Nothing here commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, update

from knowledge.store.models import JobRun
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

# Outcomes of a finished run.
DONE = "done"
MISSED = "missed"
SKIPPED = "skipped"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RunClaim:
    """What is claimed: the run of a job for a period, by a process, for as long as the lease."""

    job: str
    period: str
    due_at: datetime
    holder: str
    lease: timedelta


def claim_run(session: Session, claim: RunClaim, *, now: datetime) -> bool:
    """Return True if the caller may make this run.

    That is the first to ask, or the first to ask after a lease ran out unfinished (its holder
    died, or put the run off). False while another holds the lease, and for good once finished.
    Commit at once: on PostgreSQL other claimants of the run wait for that.
    """
    insert = insert_into(session, JobRun).values(
        job=claim.job,
        period=claim.period,
        due_at=claim.due_at,
        claimed_at=now,
        lease_until=now + claim.lease,
        holder=claim.holder,
        attempts=1,
        outcome="",
    )
    claimed = insert.on_conflict_do_update(
        index_elements=["job", "period"],
        set_={
            "claimed_at": insert.excluded.claimed_at,
            "lease_until": insert.excluded.lease_until,
            "holder": insert.excluded.holder,
            "attempts": JobRun.attempts + 1,
        },
        where=and_(JobRun.finished_at.is_(None), JobRun.lease_until <= now),
    ).returning(JobRun.job)
    return session.execute(claimed).first() is not None


def put_off(session: Session, claim: RunClaim, *, until: datetime, reference: str) -> None:
    """Let a run that failed be claimed again later; the reference stands in the log, too."""
    session.execute(
        update(JobRun)
        .where(_is(claim), JobRun.finished_at.is_(None), JobRun.holder == claim.holder)
        .values(lease_until=until, outcome=reference)
    )


def finish_run(session: Session, claim: RunClaim, *, outcome: str, now: datetime) -> None:
    """Say that nobody needs to make this run any more: DONE, MISSED, SKIPPED or FAILED."""
    session.execute(
        update(JobRun)
        .where(_is(claim), JobRun.finished_at.is_(None))
        .values(finished_at=now, outcome=outcome)
    )


def end_run(session: Session, claim: RunClaim, *, outcome: str, now: datetime) -> bool:
    """Finish a run that nobody makes; False, changing nothing, while somebody makes it after all."""
    if not claim_run(session, claim, now=now):
        return False
    finish_run(session, claim, outcome=outcome, now=now)
    return True


def find_run(session: Session, job: str, period: str) -> JobRun | None:
    """Return the run of a job for a period as it is now."""
    return session.get(JobRun, (job, period), populate_existing=True)


def reopen_run(session: Session, job: str, period: str, *, now: datetime) -> None:
    """Let a run that nobody made, or that was given up, be claimed again; nothing for any other."""
    given_up = and_(JobRun.finished_at.is_not(None), JobRun.outcome != DONE)
    session.execute(
        update(JobRun)
        .where(JobRun.job == job, JobRun.period == period, given_up)
        .values(finished_at=None, outcome="", attempts=0, lease_until=now),
        execution_options={"synchronize_session": False},
    )


def last_runs(session: Session) -> dict[str, JobRun]:
    """Return for each job its run with the latest due time, finished or not."""
    latest = select(JobRun.job, func.max(JobRun.due_at).label("due_at")).group_by(JobRun.job)
    newest = latest.subquery()
    found = session.scalars(
        select(JobRun).join(
            newest, and_(JobRun.job == newest.c.job, JobRun.due_at == newest.c.due_at)
        )
    )
    return {run.job: run for run in found}


def _is(claim: RunClaim) -> ColumnElement[bool]:
    return and_(JobRun.job == claim.job, JobRun.period == claim.period)
