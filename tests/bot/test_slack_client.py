"""How Slack is called: again where that is harmless, once where a person would see it twice."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.interval_calculator import RetryIntervalCalculator
from typing_extensions import override

from bot.slack_client import web_client


class AtOnce(RetryIntervalCalculator):
    @override
    def calculate_sleep_duration(self, current_attempt: int) -> float:
        return 0 * current_attempt


class Slack:
    """A Web API that fails as told for its first answers, and remembers every call."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.failures: list[tuple[int, dict[str, str]] | str] = []
        outer = self

        class Api(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.calls.append(self.path.rsplit("/", 1)[-1])
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                failure = outer.failures.pop(0) if outer.failures else (200, {})
                if isinstance(failure, str):
                    self.close_connection = True
                    return
                status, headers = failure
                body = json.dumps({"ok": status == 200, "error": "x"}).encode()
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            @override
            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        self.client = web_client(f"http://127.0.0.1:{self.server.server_port}/api/", "xoxb-1")
        for handler in self.client.retry_handlers:
            handler.interval_calculator = AtOnce()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def slack():
    made = Slack()
    yield made
    made.stop()


@pytest.mark.parametrize("failure", [(500, {}), (503, {}), "cut"])
def test_a_call_that_can_be_repeated_is_repeated_once(slack: Slack, failure) -> None:
    """One hiccup of Slack is not the person's problem."""
    slack.failures = [failure]
    slack.client.views_publish(user_id="U1", view={"type": "home", "blocks": []})
    assert slack.calls == ["views.publish"] * 2


def test_a_call_is_not_repeated_without_end(slack: Slack) -> None:
    """Two failures in a row are told."""
    slack.failures = [(500, {})] * 5
    with pytest.raises(SlackApiError):
        slack.client.users_info(user="U1")
    assert slack.calls == ["users.info"] * 2


@pytest.mark.parametrize("failure", [(500, {}), (503, {}), "cut"])
def test_a_message_is_never_sent_twice_by_the_library(slack: Slack, failure) -> None:
    """After a 500 or a cut nobody knows whether the first one arrived."""
    slack.failures = [failure]
    with pytest.raises((SlackApiError, ConnectionError)):
        slack.client.chat_postMessage(channel="D1", text="hello")
    assert slack.calls == ["chat.postMessage"]


def test_a_message_that_was_refused_for_its_rate_is_sent_again(slack: Slack) -> None:
    """A 429 says for sure that the message did not go out."""
    slack.failures = [(429, {"Retry-After": "0"})]
    slack.client.chat_postMessage(channel="D1", text="hello")
    assert slack.calls == ["chat.postMessage"] * 2


@pytest.mark.parametrize("wait", ["30", "soon", "-1"])
def test_a_long_wait_is_left_to_those_who_have_time(slack: Slack, wait: str) -> None:
    """A listener does not sleep for half a minute; it hears of the limit instead."""
    slack.failures = [(429, {"Retry-After": wait})]
    with pytest.raises(SlackApiError):
        slack.client.users_info(user="U1")
    assert slack.calls == ["users.info"]


def test_without_retries_the_truth_of_one_try_is_told(slack: Slack) -> None:
    """Health asks once."""
    slack.failures = [(500, {})]
    client = web_client(slack.client.base_url, "xoxb-1", retries=False)
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert slack.calls == ["auth.test"]
