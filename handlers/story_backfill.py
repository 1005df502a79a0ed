"""Reading a channel's history for messages on which an agreed emoji stands already."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from handlers.single_tries import retry_after
from knowledge.stories import supporters_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

_PAGE = 200
_FIRST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Found:
    """A message with an agreed emoji on it: where it is, who wrote it, how many put one there."""

    ts: str
    author: str
    supporters: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some messages of a channel, with the replies below them.

    Attributes:
        read: how many messages and replies were read.
        found: those that may become stories.
        oldest: everything that is newer than this has been read by now.
    """

    read: int
    found: tuple[Found, ...]
    oldest: str


def read_history(
    client: WebClient,
    channel: str,
    emoji: Collection[str],
    *,
    latest: str = "",
    pause: Callable[[float], object],
) -> Iterator[HistoryPage]:
    """Yield the history from the newest message back, page by page.

    Args:
        client: of the bot, which must be in the channel.
        channel: its id.
        emoji: the names of the agreed ones.
        latest: begin before this message; empty to begin with the newest.
        pause: waits so many seconds, as Slack asks.

    Raises:
        SlackApiError: Slack refuses (the bot is not in the channel, a scope is missing).
    """
    while True:
        how: dict[str, Any] = {"latest": latest} if latest else {}
        read = partial(client.conversations_history, channel=channel, limit=_PAGE, **how)
        answer = _patiently(read, pause)
        messages: list[Mapping[str, Any]] = answer.get("messages") or []
        if not messages:
            return
        there = list(messages)
        for one in messages:
            if one.get("reply_count"):
                there += _replies(client, channel, str(one["ts"]), pause)
        # Not by Slack's cursor: that is forgotten there, and this can be gone on with tomorrow.
        latest = str(messages[-1]["ts"])
        yield HistoryPage(len(there), tuple(_found(there, emoji)), latest)
        if not answer.get("has_more"):
            return


def _replies(
    client: WebClient, channel: str, ts: str, pause: Callable[[float], object]
) -> list[Mapping[str, Any]]:
    replies: list[Mapping[str, Any]] = []
    cursor = ""
    while True:
        how: dict[str, Any] = {"cursor": cursor} if cursor else {}
        read = partial(client.conversations_replies, channel=channel, ts=ts, limit=_PAGE, **how)
        answer = _patiently(read, pause)
        # The first one is the message itself, on every page.
        replies += [one for one in answer.get("messages") or [] if one.get("ts") != ts]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return replies


def _found(messages: list[Mapping[str, Any]], emoji: Collection[str]) -> Iterator[Found]:
    for one in messages:
        people = supporters_in(one.get("reactions") or (), emoji)
        author = str(one.get("user") or "")
        if people and author and not one.get("bot_id"):
            yield Found(str(one["ts"]), author, len(people))


def _patiently(
    call: Callable[[], SlackResponse], pause: Callable[[float], object]
) -> SlackResponse:
    while True:
        try:
            return call()
        except SlackApiError as error:
            if error.response.status_code != 429 and error.response.get("error") != "ratelimited":
                raise
            wait = retry_after(error.response.headers)
            pause(_FIRST_PAUSE if wait is None else wait)
