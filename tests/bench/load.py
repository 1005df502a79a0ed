"""Signed commands, and several clients at once that send them for a while. Loopback only."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.playground.payloads import slash_command
from bot.web import SLACK_PATH
from handlers.ids import COMMAND_CAN_I_ENTER
from tests.bench.processes import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.playground.server import LocalSlack

CLIENTS = 4
_MEMBERS = 40
_LONGEST = 20.0

Signed = tuple[bytes, dict[str, str]]


@dataclass(frozen=True)
class Pressed:
    """What came of a load: how long each answer took, over how long in all."""

    latencies: tuple[float, ...]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds


def commands(slack: LocalSlack, texts: Sequence[str]) -> list[Signed]:
    """Return a signed `/can-i-enter` for each text, of people in turn; good for five minutes."""
    people = itertools.cycle([slack.person(f"member{number}") for number in range(_MEMBERS)])
    channel = slack.workspace.channels[slack.channel("general")]
    at = str(int(time.time()))
    permits = {"response_url": slack.api_url, "trigger_id": "1.2.3"}
    made = []
    for person, text in zip(people, texts, strict=False):
        member = slack.workspace.members[person.id]
        payload = slash_command(member, channel, COMMAND_CAN_I_ENTER, text, permits)
        body = urlencode(payload).encode()
        signature = hmac.new(SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={signature.hexdigest()}",
        }
        made.append((body, headers))
    return made


def press(port: int, requests: Sequence[Signed], seconds: float) -> Pressed:
    """Send the requests over and over from several clients, each on a connection it keeps.

    Raises:
        RuntimeError: an answer was not 200.
    """
    started = time.perf_counter()
    until = started + min(seconds, _LONGEST)
    shares = [itertools.cycle(requests[number::CLIENTS]) for number in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        spent = list(pool.map(lambda share: list(_send(port, share, until)), shares))
    return Pressed(tuple(itertools.chain(*spent)), time.perf_counter() - started)


def send_each(port: int, requests: Sequence[Signed]) -> None:
    """Send each request once, as a warm-up."""
    for _ in _send(port, requests, time.perf_counter() + _LONGEST):
        pass


def _send(port: int, requests: Iterable[Signed], until: float) -> Iterator[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST)
    for body, headers in requests:
        before = time.perf_counter()
        if before > until:
            break
        connection.request("POST", SLACK_PATH, body, headers)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"answered {response.status}")
        yield time.perf_counter() - before
    connection.close()
