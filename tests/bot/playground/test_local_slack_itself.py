"""The local Slack itself: deterministic, alone on loopback, safe under several hands."""

import threading
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.playground.server import LocalSlack


def told_story():
    """Run a small story and return everything in it that has an id or a time."""
    with LocalSlack(lambda: datetime(2026, 11, 25, 1, tzinfo=UTC)) as slack:
        tanaka = slack.person("田中")
        channel = slack.channel("ai", [tanaka])
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        posted = client.chat_postMessage(channel=channel, text="x")
        return tanaka.id, channel, posted["ts"], tanaka.message("y")


def test_the_same_story_has_the_same_ids_and_times():
    """Ids are counted and a stopped clock still gives rising, repeatable ts."""
    first, second = told_story(), told_story()
    assert first == second
    assert first[2:] == ("1795568400.000000", "1795568400.000001")


def test_it_listens_on_loopback_only(slack):
    """Neither address can be reached from another machine."""
    assert slack.api_url.startswith("http://127.0.0.1:")
    assert slack.socket.new_url().startswith("ws://127.0.0.1:")


def test_many_hands_at_once_lose_nothing(slack, client, tanaka):
    """Eight threads post to one channel: every message is there, every ts is its own."""
    channel = slack.channel("ai", [tanaka])

    def post():
        for _ in range(5):
            client.chat_postMessage(channel=channel, text="x")

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.ts for one in tanaka.messages(channel)}) == 40
    assert len(slack.calls) == 40


def test_a_person_is_the_same_at_every_mention(slack):
    """Naming somebody twice gives one member; people of the own team are in #general."""
    assert slack.person("田中") is slack.person("田中")
    guest = slack.person("客", outsider=True)
    inside = slack.workspace.channels[slack.workspace.general].members
    assert slack.person("田中").id in inside
    assert guest.id not in inside


def test_settling_waits_for_what_is_asked_and_gives_up_in_time(slack, client):
    """A condition that comes true with a call is noticed; one that never does is an error."""
    caller = threading.Thread(target=client.auth_test)
    caller.start()
    slack.settle(until=lambda: bool(slack.calls))
    caller.join()
    with pytest.raises(TimeoutError):
        slack.settle(until=lambda: False, seconds=0.01)


def test_a_fault_of_the_double_is_a_problem_and_not_an_answer_of_slacks(slack, client, monkeypatch):
    """An error inside shows as a problem with the path, so that nobody blames the bot."""
    monkeypatch.setattr(slack.workspace, "members", None)
    with pytest.raises(Exception, match=r"non-JSON|500"):
        client.users_info(user="U1")
    assert "the local Slack itself failed at /api/users.info" in slack.take_problems()[0]
