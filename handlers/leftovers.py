"""Requests that no journey listens to: an old button, an event that we did not ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handlers.errors import Failure, reply

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext, BoltResponse
    from slack_sdk import WebClient

    from handlers.services import Services

_ANY = re.compile("")


def register(app: App, services: Services) -> None:
    """Answer what is left, after all journeys have registered.

    Bolt answers an unknown request with 404: Slack shows a warning sign to the person, delivers
    an event three more times, and the log gets parts of the body. An unknown button is told
    about kindly instead, and everything that nobody waits for is acknowledged.
    """

    def on_unknown_request(
        body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> BoltResponse:
        return reply(services, body, client, context, Failure("error.gone"))

    def on_unknown_event() -> None:
        return None

    app.command(_ANY)(on_unknown_request)
    app.shortcut(_ANY)(on_unknown_request)
    app.action(_ANY)(on_unknown_request)
    app.options(_ANY)(on_unknown_request)
    app.view(_ANY)(on_unknown_request)
    app.view_closed(_ANY)(on_unknown_request)
    app.event(_ANY)(on_unknown_event)
