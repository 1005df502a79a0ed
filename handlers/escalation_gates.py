"""Why somebody may not act on a question, or not any more: what they see instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.people import refusal
from handlers.views.blocks import person as named
from handlers.views.dates import say_time
from handlers.views.escalation_forms import notice_modal
from knowledge.escalations import AlreadyDecided, Status
from knowledge.roles import may

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Action, Person
    from knowledge.store.models import Escalation


def not_found(voice: Voice) -> Surface:
    """There is no such question, or it is somebody else's."""
    return notice_modal(voice, "escalation.title", voice("escalation.not_found"))


def done(voice: Voice, said: str) -> Surface:
    """What somebody did has been done."""
    return notice_modal(voice, "escalation.back_sent", voice(said))


def not_now(
    services: Services, voice: Voice, person: Person, row: Escalation, action: Action
) -> Surface | None:
    """Return why this person may not do this with this question now; None when they may."""
    if not may(person, action, row.department):
        return notice_modal(voice, "escalation.title", refusal(voice, action))
    return already_settled(services, voice, row)


def already_settled(services: Services, voice: Voice, row: Escalation) -> Surface | None:
    """Return who was first, and when; None while the question is open."""
    if row.answered_by is None or row.answered_at is None:
        return None
    return said_by(
        services, voice, AlreadyDecided(row.answered_by, row.answered_at, Status(row.status))
    )


def said_by(services: Services, voice: Voice, already: AlreadyDecided) -> Surface:
    """Tell somebody who was late who was first."""
    when = say_time(services.calendar().local(already.at), voice)
    title = "escalation.already_title"
    if already.status is Status.WITHDRAWN:
        return notice_modal(voice, title, voice("escalation.already_withdrawn", when=when))
    said = voice("escalation.already_answered", when=when)
    return notice_modal(voice, title, said, named(already.by))
