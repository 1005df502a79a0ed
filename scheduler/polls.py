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
from knowledge.store.polls import find_poll, open_poll
from knowledge.store.roles import holders
from scheduler.acquaintance import meet_everybody

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.schedules import Due
    from knowledge.store.database import Session

_OPEN = timedelta(days=DAYS_OPEN)


def send_poll(services: Services, client: WebClient, due: Due) -> None:
    """Ask everybody, and let the leads know on the day on which there is a result.

    Raises:
        DatabaseUnavailable: nobody was asked; it may be tried again.
    """
    now, calendar = services.clock(), services.calendar()
    meet_everybody(services, client)
    with services.database.begin() as session:
        people = everybody(session)
        round_ = find_poll(session, due.period)
        if round_ is None:
            # From now on, not from when it was due: a late poll is no shorter.
            closes_at = max(due.at, now) + _OPEN
            open_poll(session, due.period, load_poll(), people, now=now, closes_at=closes_at)
        else:
            closes_at = round_.closes_at
        for member in people:
            draft = Draft(
                key=f"poll:{due.period}:{member}",
                to=member,
                message=_invitation(services, due, closes_at, voice_of(services, session, member)),
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


def preview_poll(services: Services, _session: Session, due: Due, voice: Voice) -> list[Surface]:
    """Return what everybody would get."""
    return [_invitation(services, due, due.at + _OPEN, voice)]


def _invitation(services: Services, due: Due, closes_at: datetime, voice: Voice) -> Surface:
    closes = services.calendar().local(closes_at).date()
    return poll_invitation(due.period, len(load_poll()), closes, voice)
