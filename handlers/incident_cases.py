"""Cases to learn from: a lead says whether they appear in the next review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import incident_steps as steps
from handlers.database_visits import write_briefly
from handlers.home_tab import refresh_home
from handlers.incident_gates import refused, told
from handlers.payloads import read_pressed_value
from handlers.privileged import read_press
from handlers.showing import show_view
from knowledge.incidents import CaseState
from knowledge.roles import Action, may

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface


def register(app: App, services: Services) -> None:
    """Listen to the two buttons beside a case."""

    def on_approve(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        _decide(press, CaseState.APPROVED)
        ack()

    def on_drop(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        _decide(press, CaseState.DROPPED)
        ack()

    app.action(ids.ACTION_APPROVE_CASE)(on_approve)
    app.action(ids.ACTION_DROP_CASE)(on_drop)


def _decide(press: Press, state: CaseState) -> None:
    show_view(press.client, press.body, _decided(press, state))
    refresh_home(press.services, press.client, press.asker)


def _decided(press: Press, state: CaseState) -> Surface:
    if not may(press.person, Action.PUBLISH_CASE):
        return refused(press.voice, Action.PUBLISH_CASE)
    services, id_ = press.services, int(read_pressed_value(press.body))
    decided = write_briefly(
        services,
        lambda session: steps.decide_case(services, session, id_, state, press.person.member),
    )
    return told(press.voice, f"incident.case_{state}" if decided else "incident.case_gone")
