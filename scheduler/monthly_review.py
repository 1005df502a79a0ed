"""Every month: the review opens, departments that have not written are reminded, it closes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers import review_steps as steps
from handlers.review_mail import stuck_deliveries
from handlers.review_standing import ending_of, silent_departments, standing_of
from handlers.views.review_notes import reminder_message
from handlers.views.reviews import summary_message
from knowledge.store.reviews import cycles_in_sight, open_cycles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.schedules import Due
    from knowledge.store.database import Session


# So long after its end it may turn out that the channel did not take the summary.
_AFTERWARDS = timedelta(days=2)


def open_review_of(services: Services, _client: WebClient, due: Due) -> None:
    """Open the review of the period and post it; nothing where no channel is set for it.

    Raises:
        DatabaseUnavailable: nothing was posted; it may be tried again.
    """
    with services.database.begin() as session:
        steps.open_review(services, session, due.period, services.clock())


def remind_of_reviews(services: Services, _client: WebClient, _due: Due) -> None:
    """Take the step of each open review that is due today: a reminder, or a word to the lead.

    Raises:
        DatabaseUnavailable: it may be tried again.
    """
    now = services.clock()
    with services.database.begin() as session:
        for cycle in open_cycles(session):
            steps.follow_up(services, session, cycle, now)


def close_reviews(services: Services, _client: WebClient, _due: Due) -> None:
    """Close each review whose last day is over.

    Raises:
        DatabaseUnavailable: it may be tried again.
    """
    now = services.clock()
    with services.database.begin() as session:
        for cycle in open_cycles(session):
            if cycle.closes_at <= now:
                steps.close(services, session, cycle, by=None, now=now)


def preview_review(
    services: Services, session: Session, due: Due, voice: Voice
) -> Sequence[Surface]:
    """Return the parent and the six items as they would be posted now."""
    return steps.preview(services, session, due.period, voice)


def preview_reminders(
    services: Services, session: Session, _due: Due, voice: Voice
) -> Sequence[Surface]:
    """Return the reminder to those who have not written by now; nothing while all have."""
    shown = []
    for cycle in open_cycles(session):
        names = [one.name for one in silent_departments(session, cycle) if one.ambassadors]
        if names:
            standing = standing_of(services, session, cycle)
            shown.append(reminder_message(standing, names, 1, voice))
    return shown


def preview_close(
    services: Services, session: Session, _due: Due, voice: Voice
) -> Sequence[Surface]:
    """Return the summary of what was written by now; nothing while no review is open."""
    return [
        summary_message(ending_of(services, session, cycle), voice)
        for cycle in open_cycles(session)
    ]


def look_after_reviews(services: Services, now: datetime) -> int:
    """See whether its channel takes each review; return for how many something was done.

    Raises:
        DatabaseUnavailable: the next look does the rest.
    """
    with services.database.read() as session:
        there = cycles_in_sight(session, now - _AFTERWARDS)
        stuck = [one.period for one in there if stuck_deliveries(session, one)]
    done = 0
    for period in stuck:
        with services.database.begin() as session:
            done += steps.look_after(services, session, steps.existing(session, period), now)
    return done
