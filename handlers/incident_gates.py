"""Why somebody may not act on an incident, or not any more: what they see instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.payloads import read_pressed_value
from handlers.people import refusal
from handlers.views.blocks import person as named
from handlers.views.dates import say_time
from handlers.views.escalation_forms import notice_modal
from knowledge.incidents import State
from knowledge.roles import Action, may
from knowledge.store.incidents import find_incident

if TYPE_CHECKING:
    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.incidents import AlreadyDone
    from knowledge.store.database import Session
    from knowledge.store.models import Incident


def told(voice: Voice, key: str) -> Surface:
    """A sentence about an incident, instead of a form."""
    return notice_modal(voice, "incident.title", voice(key))


def refused(voice: Voice, action: Action) -> Surface:
    """Say who may do this."""
    return notice_modal(voice, "incident.title", refusal(voice, action))


def said_by(services: Services, voice: Voice, already: AlreadyDone) -> Surface:
    """Tell somebody who was late who was first."""
    when = say_time(services.calendar().local(already.at), voice)
    key = "already_closed" if already.state is State.CLOSED else "already_taken"
    said = voice(f"incident.{key}", when=when)
    return notice_modal(voice, "incident.title", said, named(already.by))


def handled_by(press: Press, session: Session, id_: int) -> Incident | Surface:
    """Return an incident for somebody who may handle it; or why they do not get it."""
    if not may(press.person, Action.HANDLE_INCIDENT):
        return refused(press.voice, Action.HANDLE_INCIDENT)
    return find_incident(session, id_) or told(press.voice, "incident.not_found")


def pressed_incident(press: Press, session: Session) -> Incident | Surface:
    """Return the incident on whose button somebody pressed; or why they do not get it."""
    return handled_by(press, session, int(read_pressed_value(press.body)))


def standing_by(press: Press, session: Session, id_: int) -> Incident | Surface:
    """The same, of one that is not closed; of a closed one, who closed it."""
    incident = handled_by(press, session, id_)
    if isinstance(incident, dict):
        return incident
    return who_closed(press.services, press.voice, incident) or incident


def who_closed(services: Services, voice: Voice, incident: Incident) -> Surface | None:
    """Return who closed an incident, and when; None while it stands."""
    if not (incident.closed_by and incident.closed_at):
        return None
    when = say_time(services.calendar().local(incident.closed_at), voice)
    said = voice("incident.already_closed", when=when)
    return notice_modal(voice, "incident.title", said, named(incident.closed_by))
