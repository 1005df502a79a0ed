"""A local Slack for each test, a client of it, and a tiny Bolt app that is reached over HTTP."""

import json
import logging
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.manifest import manifest
from bot.playground.control.desktop import Desktop
from bot.playground.control.site import add_control
from bot.playground.http_server import HttpServer
from bot.playground.moving_clock import MovingClock
from bot.playground.server import LocalSlack

SECRET = "local-signing-secret"


@pytest.fixture
def slack(clock):
    """A running local Slack; a problem that nobody took from it fails the test."""
    with LocalSlack(clock, seconds_to_answer=5) as running:
        yield running
    assert running.problems == []


@pytest.fixture
def client(slack):
    """The Web API as slack_sdk calls it, without any second tries."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def app(slack, client):
    """A Bolt app without listeners: a test adds those that it needs."""
    logger = logging.getLogger("tiny-app")
    logger.setLevel(logging.CRITICAL)
    return App(client=client, signing_secret=SECRET, process_before_response=True, logger=logger)


@pytest.fixture
def over_http(slack, app):
    """The app behind a request URL, to which the local Slack delivers."""
    server = HttpServer(SlackRequestHandler(app))
    server.start()
    slack.send_to(f"{server.url}/slack/events", SECRET)
    yield server
    slack.settle()
    server.stop()


@pytest.fixture
def tanaka(slack):
    return slack.person("田中")


class Page:
    """What a browser can ask of the control API, without a browser."""

    def __init__(self, slack, clock):
        self.slack = slack
        self.clock = clock

    def send(self, method, path, body=None, headers=None):
        """Return status, headers and body of one request."""
        address = urlsplit(self.slack.address)
        sent = {"Content-Type": "application/json"} if body is not None else {}
        with closing(HTTPConnection(address.hostname, address.port, timeout=30)) as connection:
            connection.request(method, path, body, sent | (headers or {}))
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()

    def get(self, path, **query):
        status, _, body = self.send("GET", f"{path}?{urlencode(query)}")
        return json.loads(body) | {"status": status}

    def post(self, path, body):
        status, _, answer = self.send("POST", path, json.dumps(body))
        return json.loads(answer) | {"status": status}

    def act(self, person, do, **more):
        return self.post("/control/act", {"as": person.id, "do": do, **more})

    def state(self, person):
        return self.get("/control/state", **{"as": person.id})

    def messages(self, person, channel, **more):
        return self.get("/control/messages", **{"as": person.id, "channel": channel, **more})[
            "messages"
        ]


@pytest.fixture
def moved():
    """What was told that the clock has moved."""
    return []


@pytest.fixture
def page(slack, clock, moved):
    """The control API beside the local Slack; ask for it before the app, whose call is the first."""
    moving = MovingClock(clock)
    features = {"ja": manifest("ja")["features"], "en": manifest("en")["features"]}
    add_control(
        slack.web, Desktop(slack, moving, features.__getitem__, lambda: moved.append(moving()))
    )
    return Page(slack, moving)
