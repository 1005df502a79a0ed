"""Misbehaviour on demand: what a bad day looks like to the app."""

import threading
from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.playground.faults import Fault


@pytest.fixture
def channel(slack, tanaka):
    return slack.channel("ai", [tanaka])


def test_too_many_requests_say_when_to_come_again(slack, client, tanaka, channel):
    """429 has Retry-After, nothing is posted, and the next call goes through."""
    slack.faults.next("chat.postMessage", "429", seconds=30)
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=channel, text="一")
    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "30"
    client.chat_postMessage(channel=channel, text="二")
    assert [one.text for one in tanaka.messages(channel)] == ["二"]
    tries = [(call.arguments["text"], call.status) for call in slack.calls]
    assert tries == [("一", 429), ("二", 200)]


def test_slack_sdk_waits_and_tries_again_if_it_is_told_to(slack, tanaka, channel):
    """The header is the real one: slack_sdk's own handler understands it."""
    handler = RateLimitErrorRetryHandler(max_retry_count=1)
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[handler])
    slack.faults.next("chat.postMessage", "429", seconds=0)
    client.chat_postMessage(channel=channel, text="一")
    assert [call.fault for call in slack.calls_to("chat.postMessage")] == ["429", ""]


@pytest.mark.parametrize(("kind", "status"), [("500", 500), ("503", 503)])
def test_an_error_of_slacks_is_json_or_html(slack, client, channel, kind, status):
    """500 carries JSON and 503 a page; neither has taken effect."""
    slack.faults.next("chat.postMessage", kind)
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=channel, text="x")
    assert refused.value.response.status_code == status


def test_a_cut_connection_has_no_answer(slack, client, tanaka, channel):
    """The client sees the connection end, as often as was ordered."""
    slack.faults.next("chat.postMessage", "cut", times=2)
    for _ in range(2):
        with pytest.raises((RemoteDisconnected, ConnectionResetError)):
            client.chat_postMessage(channel=channel, text="x")
    assert tanaka.messages(channel) == []


def test_a_call_that_never_ends_runs_into_the_clients_time_out(slack, channel):
    """Slack takes the call and says nothing; it is over for Slack when the client hangs up."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=1)
    slack.faults.next("chat.postMessage", "timeout", seconds=60)
    with pytest.raises((TimeoutError, URLError)):
        client.chat_postMessage(channel=channel, text="x")
    slack.settle()
    assert slack.calls_to("chat.postMessage")[0].fault == "timeout"


@pytest.mark.parametrize("kind", ["500", "cut"])
def test_a_lost_answer_may_belong_to_a_call_that_worked(slack, client, tanaka, channel, kind):
    """With happened=True the message is there although the app was told otherwise."""
    slack.faults.next("chat.postMessage", kind, happened=True)
    with pytest.raises((SlackApiError, OSError)):
        client.chat_postMessage(channel=channel, text="x")
    assert [one.text for one in tanaka.messages(channel)] == ["x"]
    (call,) = slack.calls
    assert (call.response["ok"], call.ok) == (True, False)


def test_a_delayed_call_works_later(slack, client, tanaka, channel):
    """A delay changes nothing but the time; here it ends when the local Slack is told to go on."""
    slack.faults.next("chat.postMessage", "delay", seconds=60)
    caller = threading.Thread(
        target=client.chat_postMessage, kwargs={"channel": channel, "text": "x"}
    )
    caller.start()
    with pytest.raises(TimeoutError):
        slack.settle(until=lambda: bool(slack.calls), seconds=0.05)
    slack.faults.stop()
    caller.join()
    assert [one.text for one in tanaka.messages(channel)] == ["x"]


def test_a_third_of_all_calls_can_go_wrong(slack, client, tanaka, channel):
    """A rule decides at every call, for long runs under bad conditions."""
    numbers = iter(range(100))
    slack.faults.whenever(lambda _: Fault("500") if next(numbers) % 3 == 2 else None)
    failures = 0
    for _ in range(9):
        try:
            client.chat_postMessage(channel=channel, text="x")
        except SlackApiError:
            failures += 1
    assert (failures, len(tanaka.messages(channel))) == (3, 6)
    slack.faults.clear()
    client.chat_postMessage(channel=channel, text="x")


def test_any_method_can_be_struck(slack, client):
    """The star stands for whatever is called next."""
    slack.faults.next("*", "500")
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert client.auth_test()["ok"]


def test_a_lost_acknowledgement_of_a_command_is_an_error_to_the_person(
    slack, app, over_http, tanaka
):
    """The app has worked; the person is told that it failed."""
    worked = []

    @app.command("/can-i-enter")
    def on_command(ack):
        worked.append(1)
        ack("◯")

    slack.faults.next("slash_commands", "cut")
    slack.faults.next("slash_commands", "delay", seconds=0.01)
    assert "dispatch_failed" in tanaka.command("/can-i-enter").text
    assert tanaka.command("/can-i-enter").text == "◯"
    assert len(worked) == 2
    slack.take_problems()


def test_a_fault_that_makes_no_sense_is_refused(slack):
    """A typing error in a test must not pass as a quiet day."""
    with pytest.raises(ValueError, match="no such fault: 418"):
        slack.faults.next("chat.postMessage", "418")
    with pytest.raises(ValueError, match="can only be delayed or cut"):
        slack.faults.next("events_api", "429")
