"""Signed delivery over HTTP, as to an app with a request URL."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from bot.playground.envelopes import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.envelopes import Envelope


class HttpCarrier:
    """Posts envelopes to one address.

    The signature carries the machine's own time, not the workspace's clock: the app refuses
    signatures older than five minutes by *its* watch, and a test's clock may stand years away.
    """

    def __init__(
        self, url: str, signing_secret: str, seconds: float, wall_clock: Callable[[], float]
    ) -> None:
        self._url = urlsplit(url)
        self._secret = signing_secret.encode()
        self._seconds = seconds
        self._wall_clock = wall_clock

    def carry(self, envelope: Envelope) -> Answer:
        body, headers = encode_envelope(envelope)
        headers |= self._signed(body)
        connection = http.client.HTTPConnection(
            self._url.hostname or "", self._url.port, timeout=self._seconds
        )
        try:
            with closing(connection):
                connection.request("POST", self._url.path or "/", body, headers)
                return _answer(connection.getresponse())
        except TimeoutError:
            return Answer(failure="http_timeout")
        except (OSError, http.client.HTTPException):
            return Answer(failure="connection_failed")

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._wall_clock()))
        base = b"v0:" + timestamp.encode() + b":" + body
        digest = hmac.new(self._secret, base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def encode_envelope(envelope: Envelope) -> tuple[bytes, dict[str, str]]:
    """Return body and headers: events are JSON, everything that a person does is a form."""
    headers = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", "Accept": "*/*"}
    if envelope.retry_num:
        headers["X-Slack-Retry-Num"] = str(envelope.retry_num)
        headers["X-Slack-Retry-Reason"] = envelope.retry_reason
    if envelope.kind == "events_api":
        headers["Content-Type"] = "application/json"
        return json.dumps(envelope.payload).encode(), headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload).encode(), headers
    return urlencode({"payload": json.dumps(envelope.payload)}).encode(), headers


def _answer(response: http.client.HTTPResponse) -> Answer:
    body = response.read().decode("utf-8", "replace")
    return Answer(
        response.status,
        body,
        is_json=response.headers.get_content_type() == "application/json",
        failure="" if 200 <= response.status < 300 else "http_error",
        no_retry=response.headers.get("X-Slack-No-Retry") == "1",
    )
