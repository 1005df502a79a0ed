"""Those who handle an incident: taking it on, opening it from anywhere, closing it, opening it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import incident_steps as steps
from handlers.case_words import why_no_case
from handlers.database_visits import read_briefly, write_briefly
from handlers.draft_offers import offer_draft
from handlers.form_values import chosen_option, entered_text
from handlers.home_tab import refresh_home
from handlers.incident_gates import (
    handled_by,
    pressed_incident,
    refused,
    said_by,
    standing_by,
    told,
)
from handlers.incident_mail import around_of
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value
from handlers.privileged import read_press
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.views.escalation_forms import notice_modal
from handlers.views.incident_desk import close_form, desk_modal
from handlers.views.inputs import field_of
from knowledge.drafts import DraftKind
from knowledge.incidents import Closing, Outcome, OutsideReport
from knowledge.roles import Action, may

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session


def register(app: App, services: Services) -> None:
    """Listen to the buttons on an incident, and to the form that closes it."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        show_view(client, body, read_briefly(services, lambda session: _desk(press, session)))
        ack()

    def on_take(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        _show(press, write_briefly(services, lambda session: _take(press, session)))
        ack()

    def on_reopen(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        _show(press, write_briefly(services, lambda session: _reopen(press, session)))
        ack()

    app.action(ids.ACTION_OPEN_INCIDENT)(on_open)
    app.action(ids.ACTION_TAKE_INCIDENT)(on_take)
    app.action(ids.ACTION_REOPEN_INCIDENT)(on_reopen)
    _register_closing(app, services)


def _register_closing(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        show_view(client, body, read_briefly(services, lambda session: _form(press, session)))
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        if not may(press.person, Action.HANDLE_INCIDENT):
            ack(response_action="update", view=refused(press.voice, Action.HANDLE_INCIDENT))
            return
        reason = entered_text(press.view, ids.BLOCK_REASON).strip()
        case = entered_text(press.view, _case_field(press)).strip()
        if errors := _wrong(press, reason, case):
            ack(response_action="errors", errors=errors)
            return
        view = write_briefly(services, lambda session: _close(press, session, reason, case))
        ack(response_action="update", view=view)
        services.wake_outbox()
        refresh_home(services, client, press.asker)

    app.action(ids.ACTION_CLOSE_INCIDENT)(on_open)
    app.view(ids.VIEW_CLOSE_INCIDENT)(on_submit)


def _show(press: Press, view: Surface) -> None:
    """Say what came of a press; the messages about it are changed by the outbox."""
    press.services.wake_outbox()
    (replace_view if is_on_modal(press.body) else show_view)(press.client, press.body, view)
    refresh_home(press.services, press.client, press.asker)


def _desk(press: Press, session: Session) -> Surface:
    incident = pressed_incident(press, session)
    if isinstance(incident, dict):
        return incident
    around = around_of(press.services, session, incident)
    return desk_modal(incident, around, press.services.clock(), press.voice)


def _take(press: Press, session: Session) -> Surface:
    incident = pressed_incident(press, session)
    if isinstance(incident, dict):
        return incident
    already = steps.take(press.services, session, incident.id, press.person.member)
    if already is not None and already.by != press.person.member:
        return said_by(press.services, press.voice, already)
    # Whoever took it on gets to work: the whole of it, with its steps.
    return _desk(press, session)


def _reopen(press: Press, session: Session) -> Surface:
    incident = pressed_incident(press, session)
    if isinstance(incident, dict):
        return incident
    opened = steps.reopen(press.services, session, incident.id, press.person.member)
    return told(press.voice, "incident.reopened_done" if opened else "incident.already_open")


def _form(press: Press, session: Session) -> Surface:
    incident = standing_by(press, session, int(read_pressed_value(press.body)))
    if isinstance(incident, dict):
        return incident
    view = close_form(incident, around_of(press.services, session, incident), press.voice)
    return offer_draft(press.services, view, DraftKind.CASE, incident.id, press.voice)


def _closing_of(press: Press) -> tuple[int, int]:
    """Return which incident the form closes, and how often a draft was put into it."""
    id_, _, round_ = str(press.view["private_metadata"]).partition(" ")
    return int(id_), int(round_ or 0)


def _case_field(press: Press) -> str:
    return field_of(ids.BLOCK_CASE, _closing_of(press)[1])


def _wrong(press: Press, reason: str, case: str) -> dict[str, str]:
    services, voice = press.services, press.voice
    errors = {}
    if wrong := why_not(checked_words(services, reason), services.rulebook(), voice):
        errors[ids.BLOCK_REASON] = wrong
    if case and (
        wrong := read_briefly(services, lambda session: why_no_case(services, session, case, voice))
    ):
        errors[_case_field(press)] = wrong
    return errors


def _close(press: Press, session: Session, reason: str, case: str) -> Surface:
    services, voice, member = press.services, press.voice, press.person.member
    incident = handled_by(press, session, _closing_of(press)[0])
    if isinstance(incident, dict):
        return incident
    closing = Closing(
        Outcome(chosen_option(press.view, ids.BLOCK_OUTCOME)),
        OutsideReport(chosen_option(press.view, ids.BLOCK_OUTSIDE)),
        reason,
        member,
        services.clock(),
    )
    already = steps.close(services, session, incident.id, closing)
    if already is not None:
        return said_by(services, voice, already)
    written = bool(case) and steps.write_case(services, session, incident.id, case, member)
    said = voice("incident.closed_case" if written else "incident.closed_done")
    return notice_modal(voice, "incident.close_title", said)
