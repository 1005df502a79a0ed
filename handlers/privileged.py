"""Forms that only some may see and submit: the role is looked up at each press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers.brief_client import brief
from handlers.home_tab import refresh_home
from handlers.payloads import read_sender
from handlers.people import refusal, whoever_acts
from handlers.views.forms import told_modal
from knowledge.roles import may

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, BoltContext
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Action, Person

_TRIGGER_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed or a form that was submitted: by whom, and with what."""

    services: Services
    client: WebClient
    body: Mapping[str, Any]
    home: str
    asker: Asker
    person: Person

    @property
    def voice(self) -> Voice:
        return self.services.texts.voice(self.asker.language)

    @property
    def view(self) -> Mapping[str, Any]:
        view: Mapping[str, Any] = self.body["view"]
        return view


def read_press(
    services: Services, client: WebClient, body: Mapping[str, Any], context: BoltContext
) -> Press:
    """Read who pressed, with their roles as they are now.

    Raises:
        DatabaseUnavailable: nobody knows their roles.
    """
    sender = read_sender(body, context)
    asker, person = whoever_acts(services, client, sender)
    return Press(services, client, body, sender.home, asker, person)


def open_form(
    press: Press, ack: Ack, action: Action, build: Callable[[Press], Surface | str]
) -> None:
    """Open what `build` makes, a sentence included; or say who may do this."""
    made = build(press) if may(press.person, action) else refusal(press.voice, action)
    show(press, ack, made)


def show(press: Press, ack: Ack, made: Surface | str) -> None:
    """Open a modal, or one that says a sentence."""
    view = told_modal(made, press.voice) if isinstance(made, str) else made
    quick = brief(press.client, _TRIGGER_SECONDS)
    quick.views_open(trigger_id=press.body["trigger_id"], view=view)
    ack()


def close_form(
    press: Press, ack: Ack, action: Action, save: Callable[[Press], Mapping[str, str] | str]
) -> None:
    """Save a form and show Home anew; with errors it stays open and says them at their fields."""
    outcome = save(press) if may(press.person, action) else refusal(press.voice, action)
    if isinstance(outcome, str):
        ack(response_action="update", view=told_modal(outcome, press.voice))
    elif outcome:
        ack(response_action="errors", errors=dict(outcome))
    else:
        ack()
        refresh_home(press.services, press.client, press.asker)
