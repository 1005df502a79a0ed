"""The clockwork: looks every few seconds whether something is due, and does it."""

from __future__ import annotations

import logging
import os
import socket
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from handlers.error_log import report
from knowledge.schedules import Made
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.job_runs import (
    DONE,
    RunClaim,
    claim_run,
    find_run,
    finish_run,
    put_off,
    reopen_run,
)
from knowledge.store.job_switches import read_switches
from scheduler.claims import plan_runs, take_run
from scheduler.jobs import JOBS, LOOKS, WATCHES
from scheduler.outbox import send_due
from scheduler.pulse import Pulse
from scheduler.timetable import find_job, is_on, latest_due, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.schedules import Due
    from scheduler.claims import Plan
    from scheduler.jobs import Job

log = logging.getLogger(__name__)

_LOOK_SECONDS = 20
_SEND_SECONDS = 5
_TRY_AGAIN = timedelta(minutes=5)
# So many looks that were not made, or one that does not come to its end, are no accident.
_LIVES_WITHIN = 6 * _LOOK_SECONDS


class Runner:
    """The clock of one process. Every replica has one; the claims decide who acts.

    Args:
        services: what jobs are given.
        client: likewise.
        jobs: the timetable.
        holder: the name of this process in the claims.
        watches: what is looked after at every look.
        monotonic: seconds on a clock that never jumps.
    """

    def __init__(
        self,
        services: Services,
        client: WebClient,
        jobs: Sequence[Job] = JOBS,
        holder: str | None = None,
        watches: Sequence[Callable[[Services, datetime], object]] = WATCHES,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._services = services
        self._client = client
        self._jobs = jobs
        self._watches = watches
        self._holder = holder or f"{socket.gethostname()}:{os.getpid()}"
        self._clockwork: BackgroundScheduler | None = None
        self._pulse = Pulse(monotonic)

    def start(self) -> None:
        """Begin to look, on threads of our own."""
        # Times and periods are ours: the clockwork knows nothing but "every few seconds", keeps
        # nothing, and a look that comes late is as good as one that is on time.
        clockwork = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for work, seconds in ((self.tick, _LOOK_SECONDS), (self._send, _SEND_SECONDS)):
            # At once, and then again and again. One interval for both: a job that ends by itself
            # is taken out of the store, which fails where the store is closed meanwhile.
            at_once = datetime.now(UTC)  # noqa: TID251 - the clockwork's own time, not ours
            clockwork.add_job(
                _safely, "interval", args=(work,), seconds=seconds, next_run_time=at_once
            )
        self._pulse.beat()
        clockwork.start()
        self._clockwork = clockwork

    def close(self) -> None:
        """Finish what has begun and look no more."""
        if self._clockwork is not None:
            self._clockwork.shutdown(wait=True)
            self._clockwork = None

    def is_alive(self) -> bool | None:
        """Return whether the clock goes, by what it did; None where this process runs none."""
        return None if self._clockwork is None else self._pulse.age() < _LIVES_WITHIN

    def tick(self, now: datetime | None = None) -> None:
        """Do everything that is due by now, at once, and send what comes of it.

        Raises:
            DatabaseUnavailable: a later tick does the rest.
        """
        self._make_runs(now)
        self._send(now)

    def _make_runs(self, now: datetime | None = None) -> None:
        self._pulse.beat()
        moment = now or self._services.clock()
        with self._services.database.read() as session:
            switches = read_switches(session)
        for watch in self._watches:
            if is_on(name_of(watch), switches):
                self._look(partial(watch, self._services, moment))
        for look in LOOKS:
            if is_on(name_of(look), switches):
                self._look(partial(look, self._services, self._client, moment))
        for plan in plan_runs(self._services, self._jobs, moment):
            self._pulse.beat()
            self._run(plan, moment)
        self._pulse.beat()

    def _look(self, work: Callable[[], object]) -> None:
        self._pulse.beat()
        _safely(work)

    def _send(self, now: datetime | None = None) -> None:
        send_due(self._services, self._client, now or self._services.clock())

    def _run(self, plan: Plan, now: datetime) -> None:
        claim = take_run(self._services, plan, self._holder, now)
        if claim is None or plan.due is None:
            return
        self._make(plan.job, plan.due, claim, now)

    def _make(self, job: Job, due: Due, claim: RunClaim, now: datetime) -> bool:
        reference = _safely(lambda: job.run(self._services, self._client, due))
        with self._services.database.begin() as session:
            if reference is None:
                finish_run(session, claim, outcome=DONE, now=self._services.clock())
            else:
                put_off(session, claim, until=now + _TRY_AGAIN, reference=reference)
        return reference is None

    def run_now(self, name: str) -> Made:
        """Make the latest run of a job that was due, whatever became of it; somebody has asked.

        What it has written already it does not write again, as always.

        Raises:
            DatabaseUnavailable: nothing was made.
        """
        now = self._services.clock()
        with self._services.database.begin() as session:
            job = find_job(session, name, self._jobs)
            due = latest_due(job, self._services.calendar(), now) if job else None
            if job is None or due is None:
                return Made.NOTHING
            claim = RunClaim(job.name, due.period, due.at, self._holder, job.lease)
            reopen_run(session, job.name, due.period, now=now)
            is_ours = claim_run(session, claim, now=now)
            known = find_run(session, job.name, due.period)
        if not is_ours and (known is None or known.finished_at is None):
            return Made.BUSY
        made = self._make(job, due, claim, now)
        self._services.wake_outbox()
        return Made.DONE if made else Made.FAILED


def _safely(work: Callable[[], object]) -> str | None:
    """Do the work; return the reference number under which a failure stands in the log."""
    try:
        work()
    except DatabaseUnavailable as error:
        log.warning("the database cannot be used now: %s", type(error).__name__)
        return ""
    except Exception as error:  # noqa: BLE001 - nobody else would hear of it
        return report(error)
    return None
