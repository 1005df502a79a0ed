"""The baseline of the round trip: a Bolt app that only acknowledges, behind Annai's own server.

`python tests/bench/bare_bolt.py PORT`, with the settings that Annai reads.
"""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from typing_extensions import override

from bot.http import _Server
from bot.settings import load_settings
from bot.web import SLACK_PATH
from handlers.ids import COMMAND_CAN_I_ENTER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from bot.settings import Settings


class _BareServer(_Server):
    @override
    def load(self) -> WSGIApplication:
        return bare_site(self._settings)


def bare_site(settings: Settings) -> WSGIApplication:
    """Return Bolt's own WSGI handler, and /readyz so that both bots are waited for alike."""
    assert settings.slack_bot_token
    assert settings.slack_signing_secret
    app = App(
        client=WebClient(
            token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url
        ),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        process_before_response=True,
    )

    @app.command(COMMAND_CAN_I_ENTER)
    def on_command(ack: Ack) -> None:
        ack()

    bolt = SlackRequestHandler(app, path=SLACK_PATH)

    def site(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/readyz":
            start("200 OK", [("Content-Length", "0")])
            return [b""]
        return bolt(environ, start)

    return site


def main(port: int) -> None:
    """Serve until told to stop."""
    listener = socket.create_server(("127.0.0.1", port), backlog=1024)
    _BareServer(load_settings(), "ja", listener, with_scheduler=False).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
