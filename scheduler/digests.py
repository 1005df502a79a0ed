"""Every week: the lead hears what is open, and gets a draft of the week's decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.digest_mail import Edition, decisions_of, send_draft
from handlers.views.digests import Week, lead_digest, week_digest
from handlers.voices import voice_of
from knowledge.precedents import EXPIRES_SOON, State
from knowledge.roles import Role
from knowledge.store.deliveries import Draft, enqueue
from knowledge.store.escalations import open_escalations
from knowledge.store.lead_load import lead_load
from knowledge.store.precedents import list_precedents
from knowledge.store.roles import holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.schedules import Due
    from knowledge.store.database import Session

_WEEK = timedelta(days=7)


def tell_leads_of_the_week(services: Services, _client: WebClient, due: Due) -> None:
    """Tell leads and deputies what is open, who answered what, and what expires.

    Raises:
        DatabaseUnavailable: nobody was told; it may be tried again.
    """
    now, calendar = services.clock(), services.calendar()
    with services.database.begin() as session:
        week = _week(session, due, now)
        for member in dict.fromkeys((*holders(session, Role.LEAD), *holders(session, Role.DEPUTY))):
            voice = voice_of(services, session, member)
            message = lead_digest(week, services.rulebook(), calendar.local, voice)
            draft = Draft(
                key=f"lead_digest:{due.period}:{member}",
                to=member,
                message=message,
                about=f"lead_digest:{due.period}",
                not_before=calendar.next_working_moment(now),
            )
            enqueue(session, draft, now=now)


def preview_digest(
    services: Services, session: Session, due: Due, voice: Voice
) -> Sequence[Surface]:
    """Return what the leads would be told."""
    week = _week(session, due, services.clock())
    return [lead_digest(week, services.rulebook(), services.calendar().local, voice)]


def preview_week(
    _services: Services, session: Session, due: Due, voice: Voice
) -> Sequence[Surface]:
    """Return the week's decisions as they would be published."""
    return [week_digest(decisions_of(session, Edition(due.period, due.at)), voice)]


def draft_the_week(services: Services, _client: WebClient, due: Due) -> None:
    """Put a draft of the week's decisions before the lead, who may publish it.

    Raises:
        DatabaseUnavailable: there is no draft yet; it may be tried again.
    """
    with services.database.begin() as session:
        send_draft(services, session, Edition(due.period, due.at), services.clock())


def _week(session: Session, due: Due, now: datetime) -> Week:
    soon = now + EXPIRES_SOON
    return Week(
        load=lead_load(session, due.at - _WEEK, due.at),
        waiting=open_escalations(session, None),
        expiring=list_precedents(session, status=State.IN_FORCE, expiring_before=soon),
    )
