"""What the admins hear of scheduled jobs: runs that nobody made, and runs that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views.scheduler import job_failed_message, jobs_missed_message
from knowledge.store.deliveries import Draft
from knowledge.store.members import find_member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.schedules import Due


def missed_notices(services: Services, job: str, missed: Sequence[Due]) -> list[Draft]:
    """Return one message for each admin about runs of a job that nobody made.

    Raises:
        DatabaseUnavailable: nobody knows who the admins are.
    """
    local = [services.calendar().local(due.at) for due in missed]
    return _to_admins(
        services,
        f"job-missed:{job}:{missed[-1].period}",
        job,
        lambda voice: jobs_missed_message(job, local, voice),
    )


def failed_notices(
    services: Services, job: str, due: Due, tries: int, reference: str
) -> list[Draft]:
    """Return one message for each admin about a run that failed once too often.

    Raises:
        DatabaseUnavailable: nobody knows who the admins are.
    """
    local = services.calendar().local(due.at)
    return _to_admins(
        services,
        f"job-failed:{job}:{due.period}",
        job,
        lambda voice: job_failed_message(job, local, tries, reference, voice),
    )


def _to_admins(
    services: Services, key: str, job: str, message: Callable[[Voice], Surface]
) -> list[Draft]:
    not_before = services.calendar().next_working_moment(services.clock())
    return [
        Draft(
            key=f"{key}:{admin}",
            to=admin,
            message=message(services.texts.voice(services.texts.known_language(language))),
            about=f"job:{job}",
            not_before=not_before,
        )
        for admin, language in _languages(services, services.admins()).items()
    ]


def _languages(services: Services, members: Sequence[str]) -> dict[str, str | None]:
    with services.database.read() as session:
        known = {one: find_member(session, one) for one in members}
    return {one: member.language if member else None for one, member in known.items()}
