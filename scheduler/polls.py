"""Every month, where the company wants it: the anonymous poll, and word to the leads when it closes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.views.polls import closed_message, poll_invitation
from handlers.voices import voice_of
from knowledge.polls import DAYS_OPEN, load_poll
from knowledge.roles import Role
from knowledge.store.audience import everybody
from knowledge.store.deliveries import Draft, enqueue
from knowledge.store.polls import open_poll
from knowledge.store.roles import holders
from scheduler.acquaintance import meet_everybody

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.schedules import Due


def send_poll(services: Services, client: WebClient, due: Due) -> None:
    """Ask everybody, and let the leads know on the day on which there is a result.

    Raises:
        DatabaseUnavailable: nobody was asked; it may be tried again.
    """
    now, calendar = services.clock(), services.calendar()
    closes_at = due.at + timedelta(days=DAYS_OPEN)
    questions = load_poll()
    meet_everybody(services, client)
    with services.database.begin() as session:
        people = everybody(session)
        open_poll(session, due.period, questions, people, now=now, closes_at=closes_at)
        closes = calendar.local(closes_at).date()
        for member in people:
            voice = voice_of(services, session, member)
            draft = Draft(
                key=f"poll:{due.period}:{member}",
                to=member,
                message=poll_invitation(due.period, len(questions), closes, voice),
                about=f"poll:{due.period}",
                not_before=calendar.next_working_moment(now),
                expires_at=closes_at,
            )
            enqueue(session, draft, now=now)
        for member in holders(session, Role.LEAD):
            told = Draft(
                key=f"poll:{due.period}:closed:{member}",
                to=member,
                message=closed_message(voice_of(services, session, member)),
                about=f"poll:{due.period}",
                not_before=calendar.next_working_moment(closes_at),
                fallbacks=tuple(holders(session, Role.DEPUTY)),
            )
            enqueue(session, told, now=now)
