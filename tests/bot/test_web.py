"""The web addresses, called as a web server calls them."""

# ruff: noqa: S310 - the address is our own
import hashlib
import hmac
import io
import json
import logging
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.freshness import LastHeard
from bot.metrics import Metrics, new_metrics
from bot.web import slack_door, start_side_server, web_app

SECRET = "signing-secret"
TEXT = "山田様の見積"


class Site:
    """The site with a Bolt app that remembers what reached its listener."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.state = {"database": True, "slack": True}
        self.metrics: Metrics = new_metrics()
        self.heard = LastHeard()
        app = App(
            client=WebClient(base_url="http://127.0.0.1:9/"),
            signing_secret=SECRET,
            authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
            process_before_response=True,
        )

        @app.command("/can-i-enter")
        def on_command(ack, command) -> None:
            self.reached.append(command["text"])
            ack(f"◯ {command['text']}")

        door = slack_door(app, SECRET, self.heard, self.metrics)
        self.app = web_app(lambda: self.state, self.metrics, door)

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[str, bytes]:
        environ: dict = {"REQUEST_METHOD": method, "PATH_INFO": path, "SERVER_PROTOCOL": "HTTP/1.1"}
        setup_testing_defaults(environ)
        environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), **headers}
        answered: list[str] = []
        parts = self.app(environ, lambda status, _headers, *_rest: answered.append(status))  # type: ignore[arg-type]
        return answered[0], b"".join(parts)

    def post(self, body: bytes, secret: str = SECRET, **changed: str) -> tuple[str, bytes]:
        at = changed.pop("at", str(int(time.time())))
        signed = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": at,
            "HTTP_X_SLACK_SIGNATURE": f"v0={signed}",
        }
        return self.call("POST", "/slack/events", body, **(headers | changed))


@pytest.fixture
def site() -> Site:
    return Site()


def command(text: str = TEXT) -> bytes:
    return urlencode(
        {"command": "/can-i-enter", "text": text, "team_id": "T1", "user_id": "U1"}
    ).encode()


def test_a_signed_request_reaches_its_listener_and_is_a_sign_of_life(site: Site) -> None:
    """The answer is the acknowledgement itself."""
    status, body = site.post(command())
    assert status == "200 OK"
    assert body.decode() == f"◯ {TEXT}"
    assert site.reached == [TEXT]
    assert site.heard.is_fresh()


@pytest.mark.parametrize(
    "changed",
    [
        {"secret": "another-secret"},
        {"at": str(int(time.time()) - 3600)},
        {"at": ""},
        {"at": "soon"},
        {"at": "１２３"},
        {"HTTP_X_SLACK_SIGNATURE": ""},
        {"HTTP_X_SLACK_SIGNATURE": "v0=あ"},
        {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "1"},
    ],
)
def test_a_request_with_a_bad_signature_does_nothing(
    site: Site, changed: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """401, no listener, no sign of life, and not a word of the body in the log."""
    with caplog.at_level(logging.DEBUG):
        status, _ = site.post(command(), **changed)
    assert status == "401 Unauthorized"
    assert site.reached == []
    assert not site.heard.is_fresh()
    assert TEXT not in caplog.text
    refused = site.metrics.registry.get_sample_value(
        "annai_requests_refused_total", {"reason": "signature"}
    )
    assert refused == 1


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"{not json", b"payload=%7Bnot", b""])
def test_garbage_without_a_signature_is_refused_before_it_is_parsed(
    site: Site, body: bytes
) -> None:
    """A stranger reaches nothing but a hash."""
    status, _ = site.call("POST", "/slack/events", body, CONTENT_TYPE="application/json")
    assert status == "401 Unauthorized"


@pytest.mark.parametrize("length", ["1000001", "99999999999999999999", "-1", "many"])
def test_a_body_that_is_too_large_is_refused_unread(site: Site, length: str) -> None:
    """413 by what the request announces, without reading it."""
    status, _ = site.post(command(), CONTENT_LENGTH=length)
    assert status == "413 Content Too Large"
    assert site.reached == []


def test_a_body_of_the_largest_size_is_read(site: Site) -> None:
    """The limit itself is allowed."""
    head = command("")
    status, _ = site.post(head + b"&pad=" + b"x" * (1_000_000 - len(head) - 5))
    assert status == "200 OK"


def test_the_process_is_healthy_whatever_else_is_broken(site: Site) -> None:
    """/healthz speaks of the process only."""
    site.state = {"database": False, "slack": False}
    assert site.call("GET", "/healthz") == ("200 OK", b"ok\n")


@pytest.mark.parametrize("broken", ["database", "slack"])
def test_not_ready_says_what_is_broken(site: Site, broken: str) -> None:
    """/readyz is 503 as soon as one thing fails, and names it."""
    assert site.call("GET", "/readyz")[0] == "200 OK"
    site.state[broken] = False
    status, body = site.call("GET", "/readyz")
    assert status == "503 Service Unavailable"
    assert json.loads(body)[broken] is False


def test_the_numbers_hold_no_content(site: Site) -> None:
    """/metrics counts; the text of a request is in none of its lines."""
    site.post(command())
    site.post(command(), secret="another-secret")
    status, body = site.call("GET", "/metrics")
    assert status == "200 OK"
    assert b'annai_requests_refused_total{reason="signature"} 1.0' in body
    assert TEXT.encode() not in body
    assert b"U1" not in body


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/slack/events", "405 Method Not Allowed"),
        ("POST", "/healthz", "405 Method Not Allowed"),
        ("GET", "/slack/install", "404 Not Found"),
        ("GET", "/", "404 Not Found"),
    ],
)
def test_other_addresses_and_methods_lead_nowhere(
    site: Site, method: str, path: str, status: str
) -> None:
    """There are four addresses, each with its method."""
    assert site.call(method, path)[0] == status


def test_beside_socket_mode_the_same_site_is_served_without_slacks_address(unused_port) -> None:
    """Health and numbers over real HTTP; /slack/events does not exist there."""
    metrics = new_metrics()
    stop = start_side_server(web_app(lambda: {"slack": True}, metrics), unused_port)
    try:
        address = f"http://127.0.0.1:{unused_port}"
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            assert json.load(answer) == {"slack": True}
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{address}/slack/events", timeout=5)
        caught.value.close()
        assert caught.value.code == 404
    finally:
        stop()
