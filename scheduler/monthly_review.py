"""Every month: the review opens, departments that have not written are reminded, it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import review_steps as steps
from handlers.review_mail import stuck_deliveries
from knowledge.store.reviews import open_cycles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.schedules import Due
    from knowledge.store.database import Session


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


def look_after_reviews(services: Services, now: datetime) -> int:
    """See whether its channel takes each open review; return for how many something was done.

    Raises:
        DatabaseUnavailable: the next look does the rest.
    """
    with services.database.read() as session:
        stuck = [one.period for one in open_cycles(session) if stuck_deliveries(session, one)]
    done = 0
    for period in stuck:
        with services.database.begin() as session:
            done += steps.look_after(services, session, steps.existing(session, period), now)
    return done
