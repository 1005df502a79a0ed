"""Whether Slack was heard recently, and asking it when all is quiet."""

import pytest
from slack_sdk import WebClient
from typing_extensions import override

from bot.freshness import FRESH_FOR, LastHeard, ask_when_silent


class Ticks:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Slack(WebClient):
    """Answers `auth.test` as long as it is there, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.is_there = True
        self.asked = 0

    @override
    def auth_test(self, **_: object):
        self.asked += 1
        if not self.is_there:
            raise ConnectionError


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def test_what_was_never_heard_is_not_fresh(ticks: Ticks) -> None:
    """A start is no sign of life."""
    assert not LastHeard(ticks).is_fresh()
    assert LastHeard(ticks).age() == float("inf")


def test_a_sign_of_life_counts_for_a_minute(ticks: Ticks) -> None:
    """Fresh, then not."""
    heard = LastHeard(ticks)
    heard.mark()
    ticks.now += FRESH_FOR - 0.1
    assert heard.is_fresh()
    ticks.now += 0.2
    assert not heard.is_fresh()


def test_slack_is_asked_only_when_all_is_quiet(ticks: Ticks) -> None:
    """While requests come in nobody needs to ask."""
    slack, heard = Slack(), LastHeard(ticks)
    is_fresh = ask_when_silent(slack, heard, ticks)
    heard.mark()
    assert is_fresh()
    assert slack.asked == 0
    ticks.now += 2 * FRESH_FOR
    assert is_fresh()
    assert slack.asked == 1
    assert is_fresh()
    assert slack.asked == 1


def test_a_lost_connection_shows_and_heals(ticks: Ticks) -> None:
    """Not ready while Slack cannot be reached, ready again by itself."""
    slack, heard = Slack(), LastHeard(ticks)
    is_fresh = ask_when_silent(slack, heard, ticks)
    slack.is_there = False
    assert not is_fresh()
    slack.is_there = True
    ticks.now += 6
    assert is_fresh()


def test_strangers_cannot_make_us_flood_slack(ticks: Ticks) -> None:
    """However often /readyz is called, Slack is asked at most every five seconds."""
    slack, heard = Slack(), LastHeard(ticks)
    slack.is_there = False
    is_fresh = ask_when_silent(slack, heard, ticks)
    for _ in range(50):
        assert not is_fresh()
    assert slack.asked == 1
