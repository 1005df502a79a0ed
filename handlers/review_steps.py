"""The steps of the monthly review, each with its messages in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import review_mail as mail
from knowledge.reviews import CycleStatus, dates_of
from knowledge.store import reviews as store
from knowledge.store.incident_cases import cases_for_review, put_into_review

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import ReviewCycle

_REMINDED, _REMINDED_AGAIN, _LEAD_TOLD = 1, 2, 3


def open_review(services: Services, session: Session, period: str, now: datetime) -> bool:
    """Open the review of a period and post it, with its six items, into the channel that is set.

    Whatever is still open of an earlier one is closed first. False when it was opened before, or
    when no channel is set: then nobody wants it, and nothing is posted.
    """
    channel = services.settings().review_channel
    if not channel:
        return False
    for earlier in store.open_cycles(session):
        if earlier.period < period:
            close(services, session, earlier, by=None, now=now)
    dates = dates_of(services.calendar(), now)
    if not store.open_cycle(session, period, channel=channel, dates=dates, now=now):
        return False
    cycle = existing(session, period)
    put_into_review(session, period, [one.id for one in cases_for_review(session, period)])
    mail.send_review(services, session, cycle, now)
    mail.send_opening_note(services, session, cycle, now)
    return True


def follow_up(services: Services, session: Session, cycle: ReviewCycle, now: datetime) -> bool:
    """Take the step of an open review that is due: remind, remind again, tell the lead.

    Of steps that were due while nothing ran, only the last is taken. False when none is due.
    """
    due = (
        (_LEAD_TOLD, cycle.tell_lead_at),
        (_REMINDED_AGAIN, cycle.remind_again_at),
        (_REMINDED, cycle.remind_at),
    )
    stage = next((stage for stage, at in due if at <= now), 0)
    if not stage or not store.take_stage(session, cycle.period, stage):
        return False
    if stage == _LEAD_TOLD:
        mail.tell_lead(services, session, cycle, now)
    else:
        mail.remind(services, session, cycle, stage, now)
    return True


def close(
    services: Services, session: Session, cycle: ReviewCycle, *, by: str | None, now: datetime
) -> bool:
    """Close a review and post its summary; False when that was done before."""
    if not store.close_cycle(session, cycle.period, by=by, now=now):
        return False
    closed = existing(session, cycle.period)
    mail.send_summary(services, session, closed, now)
    mail.refresh_parent(services, session, closed, now)
    return True


def note_answer(services: Services, session: Session, period: str, now: datetime) -> None:
    """Show in the parent who has written, and stop reminders that nobody needs any more."""
    note_change(services, session, period, now)
    mail.stop_reminders(session, existing(session, period))


def note_change(services: Services, session: Session, period: str, now: datetime) -> None:
    """Show in the parent what the review is now."""
    mail.refresh_parent(services, session, existing(session, period), now)


def look_after(services: Services, session: Session, cycle: ReviewCycle, now: datetime) -> bool:
    """See whether the channel takes the review: if not, tell the lead, or use the one set since.

    False when all is well, or known.
    """
    stuck = mail.stuck_deliveries(session, cycle)
    if not stuck:
        return False
    chosen = services.settings().review_channel
    elsewhere = chosen and chosen != cycle.channel and cycle.status == CycleStatus.OPEN.value
    if elsewhere and stuck[0].key == store.parent_key(cycle.period):
        return post_again(services, session, cycle, chosen, now)
    return mail.tell_of_stuck(services, session, cycle, stuck[0], now)


def post_again(
    services: Services, session: Session, cycle: ReviewCycle, channel: str, now: datetime
) -> bool:
    """Post a review that its channel did not take, there or in another one; its thread follows.

    False when it is on its way already, or there.
    """
    store.move_cycle(session, cycle.period, channel)
    moved = existing(session, cycle.period)
    return mail.post_parent_again(services, session, moved, now)


def preview(services: Services, session: Session, period: str, voice: Voice) -> list[Surface]:
    """Return the review of a period as it would be posted now; nothing is kept of it."""
    now = services.clock()
    dates = dates_of(services.calendar(), now)
    channel = services.settings().review_channel
    cycle = store.unopened(period, channel=channel, dates=dates, now=now)
    return mail.screens_of(services, session, cycle, voice)


def existing(session: Session, period: str) -> ReviewCycle:
    """Return a review that is known to be there.

    Raises:
        LookupError: it is not.
    """
    cycle = store.find_cycle(session, period)
    if cycle is None:
        raise LookupError(period)
    return cycle
