"""When Slack was last heard: "connected" is a claim, a recent sign of life is proof."""

from __future__ import annotations

import time
from http.client import HTTPException
from threading import Lock
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

FRESH_FOR = 60.0
_PAUSE_BETWEEN_QUESTIONS = 5.0

# What the web client raises when Slack, or the way to it, does not answer.
UNREACHABLE = (OSError, ValueError, HTTPException, SlackClientError)


class LastHeard:
    """The moment of the last sign of life, on a clock that never jumps."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._at = float("-inf")

    def mark(self) -> None:
        """Say that Slack was heard just now."""
        self._at = self._monotonic()

    def age(self) -> float:
        """Return the seconds since Slack was heard; infinite when it never was."""
        return self._monotonic() - self._at

    def is_fresh(self) -> bool:
        return self.age() < FRESH_FOR


def ask_when_silent(
    client: WebClient, heard: LastHeard, monotonic: Callable[[], float] = time.monotonic
) -> Callable[[], bool]:
    """Return a check that asks Slack itself (`auth.test`) once nothing was heard for a minute.

    In HTTP mode a quiet night and a lost connection look the same from inside.

    Args:
        client: without retries and with a short time-out.
        heard: marked whenever a signed request or an answer came in.
        monotonic: seconds on a clock that never jumps.
    """
    asking = Lock()
    asked_at = float("-inf")

    def is_fresh() -> bool:
        nonlocal asked_at
        if heard.is_fresh():
            return True
        with asking:
            # Anybody may call /readyz, so the number of questions is bounded, not theirs to choose.
            if heard.is_fresh() or monotonic() - asked_at < _PAUSE_BETWEEN_QUESTIONS:
                return heard.is_fresh()
            asked_at = monotonic()
            try:
                client.auth_test()
            except UNREACHABLE:
                return False
            heard.mark()
            return True

    return is_fresh
