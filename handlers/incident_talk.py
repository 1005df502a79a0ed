"""Questions about an incident: those who handle it ask, the reporter replies, each text checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import incident_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import entered_text
from handlers.incident_gates import refused, standing_by, told, who_closed
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value
from handlers.privileged import read_press
from handlers.showing import show_view
from handlers.views.incident_desk import ask_form
from handlers.views.incidents import reply_form
from knowledge.roles import Action, may
from knowledge.store.incidents import Said, find_incident

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import Incident


def register(app: App, services: Services) -> None:
    """Listen to both sides: their buttons and their forms."""
    _register_desk(app, services)
    _register_reporter(app, services)


def _register_desk(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        id_ = int(read_pressed_value(body))
        found = read_briefly(services, lambda session: standing_by(press, session, id_))
        view = found if isinstance(found, dict) else ask_form(found.id, press.voice)
        show_view(client, body, view)
        ack()

    def on_ask(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        text = entered_text(press.view, ids.BLOCK_WORDS).strip()
        if errors := _wrong(press, text):
            ack(response_action="errors", errors=errors)
            return

        def say(session: Session) -> Surface:
            incident = standing_by(press, session, int(press.view["private_metadata"]))
            if isinstance(incident, dict):
                return incident
            said = _said(press, text, to=incident.reporter)
            steps.ask(services, session, incident, said)
            return told(press.voice, "incident.ask_sent")

        ack(response_action="update", view=write_briefly(services, say))
        services.wake_outbox()

    app.action(ids.ACTION_ASK_REPORTER)(on_open)
    app.view(ids.VIEW_ASK_REPORTER)(on_ask)


def _register_reporter(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        value = read_pressed_value(body)
        id_ = int(value.split()[0])
        found = read_briefly(services, lambda session: _own(press, session, id_))
        show_view(
            client, body, found if isinstance(found, dict) else reply_form(value, press.voice)
        )
        ack()

    def on_reply(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        text = entered_text(press.view, ids.BLOCK_WORDS).strip()
        if errors := _wrong(press, text):
            ack(response_action="errors", errors=errors)
            return
        id_, to = press.view["private_metadata"].split()

        def say(session: Session) -> Surface:
            incident = _own(press, session, int(id_))
            if isinstance(incident, dict):
                return incident
            steps.reply(services, session, incident, _said(press, text, to=to))
            return told(press.voice, "incident.reply_sent")

        ack(response_action="update", view=write_briefly(services, say))
        services.wake_outbox()

    app.action(ids.ACTION_REPLY_ON_INCIDENT)(on_open)
    app.view(ids.VIEW_REPLY_ON_INCIDENT)(on_reply)


def _own(press: Press, session: Session, id_: int) -> Incident | Surface:
    """Return somebody's own incident while it stands; or why there is nothing to reply to."""
    if not may(press.person, Action.REPORT_INCIDENT):
        return refused(press.voice, Action.REPORT_INCIDENT)
    incident = find_incident(session, id_)
    if incident is None or incident.reporter != press.person.member:
        return told(press.voice, "incident.not_found")
    return who_closed(press.services, press.voice, incident) or incident


def _said(press: Press, text: str, *, to: str) -> Said:
    at = press.services.clock()
    return Said(press.view["id"], press.person.member, to, at, text)


def _wrong(press: Press, text: str) -> dict[str, str]:
    services = press.services
    wrong = why_not(checked_words(services, text), services.rulebook(), press.voice)
    return {ids.BLOCK_WORDS: wrong} if wrong else {}
