"""App Home: shown when a person opens it, with the quick table behind its button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.askers import meet
from handlers.brief_client import brief
from handlers.home_tab import publish_home
from handlers.payloads import read_sender
from handlers.views.quick_table import quick_table_modal

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services

_TRIGGER_SECONDS = 1.8


def register(app: App, services: Services) -> None:
    """Listen to people opening the Home tab and the quick table."""

    def on_home_opened(body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        if body["event"].get("tab") != "home":
            return
        publish_home(services, client, meet(services, client, read_sender(body, context)))

    def on_quick_table(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker = meet(services, client, read_sender(body, context))
        view = quick_table_modal(services.rulebook(), services.texts.voice(asker.language))
        brief(client, _TRIGGER_SECONDS).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    app.event("app_home_opened")(on_home_opened)
    app.action(ids.ACTION_OPEN_QUICK_TABLE)(on_quick_table)
