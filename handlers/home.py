"""App Home: shown when a person opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.askers import meet
from handlers.brief_client import brief
from handlers.payloads import read_sender
from handlers.views.home import home

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services

_PUBLISH_SECONDS = 1.8


def register(app: App, services: Services) -> None:
    """Listen to people opening the Home tab."""

    def on_home_opened(body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        if body["event"].get("tab") != "home":
            return
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        view = home(voice, can_unmask=services.vault is not None)
        brief(client, _PUBLISH_SECONDS).views_publish(user_id=asker.member, view=view)

    app.event("app_home_opened")(on_home_opened)
