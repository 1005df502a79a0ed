"""The digest of the week's decisions in the outbox: its draft, itself, and what becomes of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from handlers.views import digests as views
from handlers.voices import voice_of, voice_of_channel
from knowledge.precedents import State
from knowledge.roles import Role
from knowledge.store.deliveries import Draft, delivery, enqueue, enqueue_update
from knowledge.store.precedents import list_precedents
from knowledge.store.roles import holders

if TYPE_CHECKING:
    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.models import PrecedentRow

_WEEK = timedelta(days=7)
_MOST = 30


@dataclass(frozen=True, slots=True)
class Edition:
    """One week's digest: the name of its week, and the moment up to which it tells."""

    period: str
    until: datetime

    @property
    def value(self) -> str:
        """As a button carries it, and a delivery says what it is about."""
        return f"{self.period} {self.until.isoformat()}"

    @property
    def key(self) -> str:
        return f"week_digest:{self.period}"

    def draft_key(self, member: str) -> str:
        return f"{self.key}:draft:{member}"


def edition_of(value: str) -> Edition:
    """Read what `Edition.value` wrote."""
    period, until = value.split()
    return Edition(period, datetime.fromisoformat(until))


def decisions_of(session: Session, edition: Edition) -> list[PrecedentRow]:
    """Return the week's precedents that are in force now, newest first."""
    since = edition.until - _WEEK
    return list_precedents(session, _MOST, status=State.IN_FORCE, since=since, until=edition.until)


def send_draft(services: Services, session: Session, edition: Edition, now: datetime) -> int:
    """Put the draft before the leads; return how many get it. A week without decisions has none."""
    decisions = decisions_of(session, edition)
    leads = holders(session, Role.LEAD) if decisions else []
    for member in leads:
        message = views.week_draft(decisions, edition.value, voice_of(services, session, member))
        draft = Draft(
            key=edition.draft_key(member),
            to=member,
            message=message,
            about=edition.value,
            not_before=services.calendar().next_working_moment(now),
            fallbacks=tuple(holders(session, Role.DEPUTY)),
        )
        enqueue(session, draft, now=now)
    return len(leads)


def publish(
    services: Services, session: Session, edition: Edition, channel: str, by: str, now: datetime
) -> bool:
    """Put the digest into the outbox for the channel; False when somebody has done so already."""
    decisions = decisions_of(session, edition)
    message = views.week_digest(decisions, voice_of_channel(services))
    draft = Draft(key=edition.key, to=channel, message=message, about=edition.value)
    if not enqueue(session, draft, now=now):
        return False
    for member in (*holders(session, Role.LEAD), *holders(session, Role.DEPUTY)):
        voice = voice_of(services, session, member)
        shown = views.week_published(decisions, by, channel, voice)
        key = edition.draft_key(member)
        enqueue_update(session, of=key, message=shown, key=f"{key}:published", now=now)
    return True


def correct(services: Services, session: Session, row: PrecedentRow, now: datetime) -> None:
    """Bring the published digests in which a precedent stands up to what it is now."""
    # It was drafted in the week of the first answer, or in the next one.
    weeks = (row.created_at.isocalendar(), (row.created_at + _WEEK).isocalendar())
    for year, number, _ in weeks:
        known = delivery(session, f"week_digest:{year:04}-W{number:02}")
        if known is None:
            continue
        edition = edition_of(known.about)
        if edition.until - _WEEK <= row.created_at < edition.until:
            message = views.week_digest(decisions_of(session, edition), voice_of_channel(services))
            key = f"{edition.key}:precedent:{row.id}:{row.version}"
            enqueue_update(session, of=edition.key, message=message, key=key, now=now)
