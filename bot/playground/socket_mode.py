"""The server half of Socket Mode: the app connects, Slack sends envelopes down the connection."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from bot.playground.envelopes import Answer
from bot.playground.workspace import APP_ID

if TYPE_CHECKING:
    from websockets.http11 import Request, Response

    from bot.playground.envelopes import Envelope
    from bot.playground.json_types import Json
    from bot.playground.mint import Mint

# Real Slack pings every few seconds. Here it is oftener, because slack_sdk's own client can only
# leave its reading, and so close, when something arrives.
_PING_EVERY: Final = 0.1

Farewell = Literal["warning", "refresh_requested", "link_disabled"]


@dataclass
class _Waiting:
    """An envelope on its way: where it went, and the acknowledgement once that is there."""

    connection: ServerConnection
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None


class SocketModeServer:
    """Serves any number of connections; each envelope goes down one of them, in turn."""

    def __init__(self, mint: Mint, seconds: float) -> None:
        self._mint = mint
        self._seconds = seconds
        self._changed = threading.Condition()
        # Tickets of connections still to come, and of those that shake hands just now.
        self._tickets: set[str] = set()
        self._arriving: set[str] = set()
        self._connections: list[ServerConnection] = []
        self._waiting: dict[str, _Waiting] = {}
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, port: int) -> None:
        quiet = logging.getLogger("annai.local-slack.websockets")
        quiet.setLevel(logging.CRITICAL)
        self._server = serve(
            self._talk,
            "127.0.0.1",
            port,
            process_request=self._admit,
            compression=None,
            ping_interval=_PING_EVERY,
            ping_timeout=None,
            close_timeout=0.5,
            logger=quiet,
        )
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="local-slack-socket"
        )
        self._thread.start()

    def stop(self) -> None:
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server = self._thread = None

    def new_url(self) -> str:
        """Return an address that is good for one connection."""
        if self._server is None:
            raise RuntimeError("the local Slack is not running")
        with self._changed:
            ticket = f"{self._mint.number():032x}"
            self._tickets.add(ticket)
        port = self._server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={APP_ID}"

    @property
    def connected(self) -> int:
        with self._changed:
            return len(self._connections)

    def wait_for(self, connections: int, seconds: float = 5.0) -> bool:
        """Wait until so many connections stand; return whether they do."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._connections) >= connections, seconds)

    def carry(self, envelope: Envelope) -> Answer:
        """Send an envelope down the next connection and wait for its acknowledgement."""
        ident = self._mint.envelope_id()
        with self._changed:
            self._changed.wait_for(
                lambda: self._connections or not (self._tickets or self._arriving), self._seconds
            )
            if not self._connections:
                return Answer(failure="connection_failed")
            connection = self._connections.pop(0)
            self._connections.append(connection)
            waiting = self._waiting[ident] = _Waiting(connection)
        try:
            connection.send(json.dumps(_frame(ident, envelope)))
        except ConnectionClosed:
            waiting.done.set()
        answered = waiting.done.wait(self._seconds)
        with self._changed:
            del self._waiting[ident]
        failure = Answer(failure="connection_failed" if answered else "http_timeout")
        return waiting.answer or failure

    def say_goodbye(self, reason: Farewell = "refresh_requested") -> None:
        """Ask every connection to be replaced, as Slack does every few hours."""
        with self._changed:
            leaving, self._connections = self._connections, []
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
        for connection in leaving:
            connection.send(json.dumps(message))

    def cut(self) -> None:
        """Break every connection without a word, as a network does."""
        with self._changed:
            broken = list(self._connections)
        for connection in broken:
            connection.close_socket()

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = _ticket(request)
        with self._changed:
            if ticket not in self._tickets:
                return connection.respond(HTTPStatus.FORBIDDEN, "invalid ticket\n")
            self._tickets.discard(ticket)
            self._arriving.add(ticket)
        return None

    def _talk(self, connection: ServerConnection) -> None:
        with self._changed:
            self._connections.append(connection)
            if connection.request is not None:
                self._arriving.discard(_ticket(connection.request))
            hello = _hello(len(self._connections))
            self._changed.notify_all()
        try:
            connection.send(json.dumps(hello))
            for frame in connection:
                self._take(json.loads(frame))
        except ConnectionClosed:
            pass
        finally:
            self._forget(connection)

    def _take(self, frame: Json) -> None:
        with self._changed:
            waiting = self._waiting.get(str(frame.get("envelope_id")))
        if waiting is not None:
            payload = frame.get("payload")
            body = "" if payload is None else json.dumps(payload, ensure_ascii=False)
            waiting.answer = Answer(200, body, is_json=bool(body))
            waiting.done.set()

    def _forget(self, connection: ServerConnection) -> None:
        with self._changed:
            if connection in self._connections:
                self._connections.remove(connection)
            for waiting in self._waiting.values():
                if waiting.connection is connection:
                    waiting.done.set()
            self._changed.notify_all()


def _ticket(request: Request) -> str:
    return parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {
            "host": "applink-local",
            "build_number": 1,
            "approximate_connection_time": 18060,
        },
    }


def _frame(ident: str, envelope: Envelope) -> Json:
    frame = {
        "envelope_id": ident,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.retry_num, "retry_reason": envelope.retry_reason}
    return frame
