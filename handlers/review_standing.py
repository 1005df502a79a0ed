"""How a review stands, read from the database for whoever shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views.review_notes import Silent
from handlers.views.reviews import Ending, Standing
from knowledge.job_times import at_time
from knowledge.reviews import (
    REVIEW_JOB,
    REVIEW_SCHEDULE,
    CycleStatus,
    OutcomeKind,
    month_reviewed,
)
from knowledge.schedules import next_due_times
from knowledge.store.departments import departments, staffed_departments
from knowledge.store.job_switches import read_times
from knowledge.store.review_outcomes import carried_actions, outcomes_of
from knowledge.store.reviews import entries_of, latest_cycle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.departments import Staffed
    from knowledge.store.models import ReviewCycle


def standing_of(services: Services, session: Session, cycle: ReviewCycle) -> Standing:
    """Return how a review stands now."""
    staffed = staffed_departments(session)
    silent = {one.id for one in silent_departments(session, cycle)}
    last = latest_cycle(session, before=cycle.period)
    month = month_reviewed(cycle.period)
    carried = carried_actions(session, cycle.period, last.opened_at if last else None)
    outcomes = outcomes_of(session, last.period) if last else []
    ambassadors = [member for one in staffed for member in one.ambassadors]
    return Standing(
        period=cycle.period,
        month=month,
        closes_at=services.calendar().local(cycle.closes_at),
        channel=cycle.channel,
        answered=[one.name for one in staffed if one.id not in silent],
        waiting=[one.name for one in staffed if one.id in silent],
        ambassadors=list(dict.fromkeys(ambassadors)),
        carried=carried,
        topics=[one.text for one in outcomes if one.kind == OutcomeKind.NEXT.value],
        not_held=last is not None and last.period != str(month),
        closed=cycle.status == CycleStatus.CLOSED.value,
    )


def silent_departments(session: Session, cycle: ReviewCycle) -> list[Staffed]:
    """Return the departments in use from which nobody has written."""
    answered = {one.department for one in entries_of(session, cycle.period)}
    return [one for one in staffed_departments(session) if one.id not in answered]


def silent_by_name(silent: Sequence[Staffed]) -> list[Silent]:
    """Return them as the lead reads of them."""
    return [Silent(one.name, one.ambassadors) for one in silent]


def ending_of(services: Services, session: Session, cycle: ReviewCycle) -> Ending:
    """Return what a review that was just closed came to."""
    names = {one.id: one.name for one in departments(session, with_retired=True)}
    written = entries_of(session, cycle.period)
    places = list(dict.fromkeys(one.department for one in written))
    calendar = services.calendar()
    schedule = at_time(REVIEW_SCHEDULE, read_times(session).get(REVIEW_JOB))
    ahead = next_due_times(schedule, calendar, services.clock(), 1)
    return Ending(
        standing=standing_of(services, session, cycle),
        written=[
            (
                names.get(place, "") if place is not None else "",
                [one for one in written if one.department == place],
            )
            for place in places
        ],
        outcomes=outcomes_of(session, cycle.period),
        still_open=carried_actions(session, cycle.period, None),
        next_at=calendar.local(ahead[0].at) if ahead else None,
        by=cycle.closed_by or "",
    )
