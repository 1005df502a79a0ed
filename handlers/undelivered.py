"""Messages that did not arrive: an admin sends one again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.brief_client import brief
from handlers.database_visits import write_briefly
from handlers.home_tab import refresh_home
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.views.forms import told_modal
from knowledge.roles import Action, may
from knowledge.store.audit import append_entry
from knowledge.store.deliveries import resend

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.store.database import Session

_TRIGGER_SECONDS = 1.0


def register(app: App, services: Services) -> None:
    """Listen to the button beside each failed delivery."""

    def on_resend(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        key = read_pressed_value(body)
        if not may(person, Action.RESEND_DELIVERY):
            said = refusal(voice, Action.RESEND_DELIVERY)
        elif write_briefly(services, lambda session: _resend(services, session, key, asker.member)):
            services.wake_outbox()
            said = voice("undelivered.again")
        else:
            said = voice("undelivered.not_failed")
        view = told_modal(said, voice)
        brief(client, _TRIGGER_SECONDS).views_open(trigger_id=body["trigger_id"], view=view)
        ack()
        refresh_home(services, client, asker)

    app.action(ids.ACTION_RESEND)(on_resend)


def _resend(services: Services, session: Session, key: str, by: str) -> bool:
    now = services.clock()
    if not resend(session, key, now):
        return False
    append_entry(
        session,
        at=now,
        actor=by,
        action=Action.RESEND_DELIVERY,
        subject=f"delivery:{key}",
        outcome="waiting",
    )
    return True
