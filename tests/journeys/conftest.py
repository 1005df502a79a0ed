"""The real bot before a local Slack, in each mode and on each database."""

# ruff: noqa: S310 - the addresses are our own
from __future__ import annotations

import logging
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
import structlog
from typing_extensions import override

from bot.logs import configure_logs
from bot.manifest import manifest
from bot.playground.http_carrier import HttpCarrier
from bot.playground.http_server import HttpServer
from bot.playground.installation import installation_of
from bot.playground.server import LocalSlack
from bot.settings import Settings
from bot.socket import Gate, Line, lay_line, serve_socket
from bot.stopping import StopSign
from bot.web import SLACK_PATH, slack_door, web_app
from bot.wiring import Annai, build
from handlers.error_log import OWN_PACKAGES
from knowledge.language_model import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.envelopes import Answer, Envelope

SECRET = "0123456789abcdef"
_PATIENCE = 20
# The main stories run in both modes on both databases. Every other journey runs in both modes and
# on both databases too, but not in each combination: mode and database do not know each other.
_IN_EVERY_COMBINATION = frozenset(
    {"test_check_journeys", "test_escalation_story", "test_story_story", "test_review_story"}
)
_CROSSED = frozenset({("http", "postgresql"), ("socket", "sqlite")})


def pytest_collection_modifyitems(config, items):
    """Leave out the crossed combinations of mode and database where one of each is enough."""
    here = Path(__file__).parent
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        is_side_story = item.path.parent == here and item.path.stem not in _IN_EVERY_COMBINATION
        crossed = is_side_story and (params.get("mode"), params.get("database_url")) in _CROSSED
        (left_out if crossed else kept).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


class InTurn:
    """Brings each envelope to the next replica, as what stands in front of them does."""

    def __init__(self) -> None:
        self.ways: list[HttpCarrier] = []
        self._turns = count()

    def carry(self, envelope: Envelope) -> Answer:
        return self.ways[next(self._turns) % len(self.ways)].carry(envelope)


class Stop(StopSign):
    """Says stop; knows when somebody has begun to wait for that, and so has started."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited = Event()

    @override
    def wait(self, seconds: float = float("inf")) -> bool:
        self.awaited.set()
        return super().wait(seconds)


@dataclass(frozen=True)
class Replica:
    """One running bot, with the address of its web pages and what stops it."""

    annai: Annai
    site: HttpServer
    stop: Callable[[], bool]

    @property
    def events_url(self) -> str:
        return f"{self.site.url}{SLACK_PATH}"

    def numbers(self):
        """What /metrics says."""
        with urllib.request.urlopen(f"{self.site.url}/metrics", timeout=10) as answer:
            return answer.read().decode()

    def requests(self, kind: str) -> float:
        """How many requests of Slack of this kind came here, whatever the answer was."""
        metrics = self.annai.metrics.requests.collect()
        samples = [sample for metric in metrics for sample in metric.samples]
        return sum(
            s.value for s in samples if s.name.endswith("_total") and s.labels["kind"] == kind
        )


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch):
    for name in [*Settings.model_fields, "slack_client_id", "slack_client_secret"]:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def logged(capfd):
    """Everything on stderr and stdout, with the real logs at their most talkative level."""
    loggers = [logging.getLogger(name) for name in (None, "alembic", *OWN_PACKAGES)]
    levels = [(logger, logger.level) for logger in loggers]
    handlers = logging.getLogger().handlers[:]
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    configure_logs("DEBUG")
    yield lambda: "".join(capfd.readouterr())
    logging.captureWarnings(capture=False)
    logging.getLogger().handlers[:] = handlers
    for logger, level in levels:
        logger.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    structlog.reset_defaults()


@pytest.fixture(params=["http", "socket"])
def mode(request):
    return request.param


@pytest.fixture
def seconds_to_answer() -> float:
    """What real Slack gives; shorter only where a test waits for answers that never come."""
    return 3.0


@pytest.fixture
def signing_secret() -> str:
    return SECRET


@pytest.fixture
def secret_key() -> str | None:
    """The key that locks what placeholders stand for; without it nothing of that is kept."""
    return None


@pytest.fixture
def slack(clock, seconds_to_answer):
    """A workspace in which the app is installed as its manifest says."""
    installed = installation_of(manifest("ja", assistant=True))
    with LocalSlack(clock, installation=installed, seconds_to_answer=seconds_to_answer) as running:
        yield running


@pytest.fixture
def more_settings() -> dict[str, str]:
    """Settings beyond those that every bot has, such as a language model."""
    return {}


@pytest.fixture
def patience() -> Patience:
    """How long a language model is waited for; shorter only where it never answers."""
    return Patience()


@pytest.fixture
def start(slack, mode, database_url, clock, seconds_to_answer, secret_key, more_settings, patience):
    """Start one more bot; all are stopped cleanly in the end, and Slack found no fault with them."""
    settings = Settings(
        _env_file=None,
        slack_api_url=slack.api_url,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=SECRET,
        database_url=database_url,
        annai_secret_key=secret_key,
        **more_settings,
    )
    replicas: list[Replica] = []
    balancer = InTurn()

    def start_one() -> Replica:
        annai = build(settings, clock=clock, patience=patience)
        if mode == "http":
            replica = _serve_http(annai)
            balancer.ways.append(
                HttpCarrier(replica.events_url, SECRET, seconds_to_answer, time.time)
            )
            slack.delivery.carrier = balancer
        else:
            replica = _serve_socket(annai, slack)
            assert slack.socket.wait_for(len(replicas) + 1)
        replicas.append(replica)
        return replica

    yield start_one
    slack.settle(seconds=_PATIENCE)
    assert [replica.stop() for replica in replicas] == [True] * len(replicas)
    assert slack.problems == []


def _serve_http(annai: Annai) -> Replica:
    door = slack_door(annai.app, SECRET, annai.heard, annai.metrics)
    site = HttpServer(web_app(lambda: annai.readiness(annai.heard.is_fresh), annai.metrics, door))
    site.start()

    def stop() -> bool:
        site.stop()
        return annai.close(_PATIENCE)

    return Replica(annai, site, stop)


def _serve_socket(annai: Annai, slack: LocalSlack) -> Replica:
    site = HttpServer(web_app(lambda: annai.readiness(annai.heard.is_fresh), annai.metrics))
    site.start()
    gate, told, clean, handlers = Gate(), Stop(), [], []

    def lay():
        handlers.append(lay_line(annai, slack.app_token, gate))
        return handlers[-1]

    line = Line(annai, lay)
    line.open()
    serving = Thread(target=lambda: clean.append(serve_socket(annai, line, gate, told)))
    serving.start()
    assert told.awaited.wait(_PATIENCE)

    def stop() -> bool:
        told.set()
        while serving.is_alive():
            # slack_sdk notices the end at the next message, or after a second.
            handlers[-1].client.message_queue.put("")
            serving.join(0.02)
        site.stop()
        return clean == [True]

    return Replica(annai, site, stop)


@pytest.fixture
def annai(start):
    """The one bot that most tests need."""
    return start()


@pytest.fixture
def tanaka(slack, annai):
    return slack.person("田中")


@pytest.fixture
def smith(slack, annai):
    return slack.person("Smith", locale="en-US")


@pytest.fixture
def everybody(tanaka, smith):
    """One person for each language."""
    return {"ja": tanaka, "en": smith}


@pytest.fixture
def replies():
    """What the bot wrote to somebody."""

    def read(person):
        return [message for message in person.dm if message.user != person.id]

    return read
