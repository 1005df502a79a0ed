"""The web addresses: /slack/events, /healthz, /readyz and /metrics."""

from __future__ import annotations

import json
from io import BytesIO
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from slack_bolt import App

    from bot.freshness import LastHeard
    from bot.metrics import Metrics

SLACK_PATH = "/slack/events"
_LARGEST_BODY = 1_000_000
_PLAIN = "text/plain; charset=utf-8"


def web_app(
    ready: Callable[[], Mapping[str, bool]], metrics: Metrics, slack: WSGIApplication | None = None
) -> WSGIApplication:
    """Return the whole site.

    Args:
        ready: what must work for a request to succeed, each with whether it does.
        metrics: the numbers behind /metrics.
        slack: what answers /slack/events; None in Socket Mode.
    """

    def site(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == SLACK_PATH and slack is not None:
            if environ["REQUEST_METHOD"] != "POST":
                return _answer(start, "405 Method Not Allowed", _PLAIN, b"POST only\n")
            return slack(environ, start)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _answer(start, "405 Method Not Allowed", _PLAIN, b"GET only\n")
        if path == "/healthz":
            return _answer(start, "200 OK", _PLAIN, b"ok\n")
        if path == "/readyz":
            state = ready()
            status = "200 OK" if all(state.values()) else "503 Service Unavailable"
            return _answer(start, status, "application/json", json.dumps(dict(state)).encode())
        if path == "/metrics":
            return _answer(start, "200 OK", CONTENT_TYPE_LATEST, generate_latest(metrics.registry))
        return _answer(start, "404 Not Found", _PLAIN, b"not found\n")

    return site


def slack_door(
    app: App, signing_secret: str, heard: LastHeard, metrics: Metrics
) -> WSGIApplication:
    """Return what answers Slack's signed requests.

    The signature is checked before the body is parsed (Bolt parses first), so that a stranger
    reaches nothing but a hash, whatever they send.
    """
    verifier = SignatureVerifier(signing_secret)
    bolt = SlackRequestHandler(app, path=SLACK_PATH)

    def door(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            metrics.refused.labels("size").inc()
            return _answer(start, "413 Content Too Large", _PLAIN, b"too large\n")
        body: bytes = environ["wsgi.input"].read(int(length))
        if not _is_signed(verifier, environ, body):
            metrics.refused.labels("signature").inc()
            return _answer(start, "401 Unauthorized", _PLAIN, b"bad signature\n")
        heard.mark()
        environ["wsgi.input"] = BytesIO(body)
        return bolt(environ, start)

    return door


def _is_signed(verifier: SignatureVerifier, environ: WSGIEnvironment, body: bytes) -> bool:
    timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
    signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
    # The verifier takes these for granted and ends in an exception otherwise.
    if not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
        return False
    try:
        return verifier.is_valid(body.decode("utf-8"), timestamp, signature)
    except UnicodeDecodeError:
        return False


def _answer(start: StartResponse, status: str, content_type: str, body: bytes) -> Iterable[bytes]:
    start(
        status,
        [
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ],
    )
    return [body]


class _QuietRequest(WSGIRequestHandler):
    timeout = 5

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Keep the addresses that strangers ask for out of the log."""


class _SideServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def start_side_server(site: WSGIApplication, port: int) -> Callable[[], None]:
    """Serve a site beside Socket Mode, in threads of its own.

    Returns:
        What stops it.

    Raises:
        OSError: the port is taken.
    """
    server = make_server(
        "0.0.0.0",  # noqa: S104 - the platform's health check comes from outside
        port,
        site,
        server_class=_SideServer,
        handler_class=_QuietRequest,
    )
    thread = Thread(target=server.serve_forever, name="annai-side-server", daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return stop
