"""What a job would send next time, sent to whoever asked, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views.timetable import preview_messages
from handlers.voices import voice_of
from knowledge.schedules import next_due_times
from knowledge.store.deliveries import Draft, enqueue
from scheduler.jobs import JOBS
from scheduler.timetable import find_job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.services import Services
    from scheduler.jobs import Job


def send_preview(
    services: Services, name: str, member: str, key: str, jobs: Sequence[Job] = JOBS
) -> bool:
    """Put into the outbox what a job would send next time; False for one without a preview.

    Args:
        services: what jobs are given.
        name: of the job.
        member: who gets it.
        key: of the press, so that a second delivery of it sends nothing more.
        jobs: the timetable.

    Raises:
        DatabaseUnavailable: nothing was sent.
    """
    now = services.clock()
    with services.database.begin() as session:
        job = find_job(session, name, jobs)
        if job is None or job.preview is None:
            return False
        ahead = next_due_times(job.schedule, services.calendar(), now, 1)
        voice = voice_of(services, session, member)
        shown = [one for due in ahead for one in job.preview(services, session, due, voice)]
        for number, message in enumerate(preview_messages(name, shown, voice)):
            draft = Draft(f"preview:{key}:{number}", member, message, about="preview")
            enqueue(session, draft, now=now)
    services.wake_outbox()
    return True
