"""A local Slack for each test, a client of it, and a tiny Bolt app that is reached over HTTP."""

import logging

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.playground.http_server import HttpServer
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
