"""One try of a call that changes something in Slack, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

    from handlers.views.blocks import Surface

# Slack's word for "some of it may have happened" and its kin. Every other plain error code was
# given before anything was posted.
_UNCLEAR = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
_CODE = re.compile(r"[a-z][a-z_]*")
_PAGE = 100
_MOST_PAGES = 20


class Became(StrEnum):
    """What became of a try. After NOTHING another try is safe; UNCLEAR must be looked into."""

    DONE = "done"
    NOTHING = "nothing"
    UNCLEAR = "unclear"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Try:
    """What became of one try, where the message is, Slack's error code, how long to wait."""

    became: Became
    channel: str = ""
    ts: str = ""
    code: str = ""
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message may be: in a conversation, or a thread of it, and not before `since`."""

    channel: str
    since: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class KeyedPost:
    """A message with the key by which it can be found again. `since` is older than any try."""

    channel: str
    message: Surface = field(repr=False)
    event_type: str
    key: str
    since: str
    thread_ts: str | None = None


def try_to_open(client: WebClient, member: str) -> Try:
    """Find the direct conversation with a person; a person who has gone is REFUSED."""
    tried, answer = try_call(lambda: client.conversations_open(users=member))
    return tried if answer is None else Try(Became.DONE, channel=answer["channel"]["id"])


def try_to_post(client: WebClient, post: KeyedPost) -> Try:
    """Post the message with its key."""
    tried, answer = try_call(
        lambda: client.chat_postMessage(
            channel=post.channel,
            thread_ts=post.thread_ts,
            metadata={"event_type": post.event_type, "event_payload": {"key": post.key}},
            unfurl_links=False,
            unfurl_media=False,
            **post.message,
        )
    )
    return tried if answer is None else Try(Became.DONE, answer["channel"], answer["ts"])


def try_to_whisper(
    client: WebClient, channel: str, member: str, thread_ts: str | None, message: Surface
) -> Try:
    """Post a line that only one person sees."""
    tried, answer = try_call(
        lambda: client.chat_postEphemeral(
            channel=channel, user=member, thread_ts=thread_ts, **message
        )
    )
    return tried if answer is None else Try(Became.DONE, channel)


def try_to_update(client: WebClient, channel: str, ts: str, message: Mapping[str, Any]) -> Try:
    """Change a message; doing it twice is doing it once."""
    tried, answer = try_call(lambda: client.chat_update(channel=channel, ts=ts, **message))
    return tried if answer is None else Try(Became.DONE, channel, ts)


def try_to_delete(client: WebClient, channel: str, ts: str) -> Try:
    """Take a message back; one that is not there any more is taken back."""
    tried, answer = try_call(lambda: client.chat_delete(channel=channel, ts=ts))
    gone = answer is not None or tried.code == "message_not_found"
    return Try(Became.DONE, channel, ts) if gone else tried


def find_post(client: WebClient, post: KeyedPost) -> Try:
    """Look for the message by its key.

    Returns:
        DONE with its place when it is there, NOTHING when it is not, UNCLEAR when that cannot
        be known now.
    """
    place = Place(post.channel, post.since, post.thread_ts)
    return find_message(client, place, lambda message: _is_ours(message, post))


def find_message(client: WebClient, place: Place, is_it: Callable[[dict[str, Any]], bool]) -> Try:
    """Look through a conversation, page by page; the answer is as that of `find_post`."""
    cursor = ""
    for _ in range(_MOST_PAGES):
        tried, answer = try_call(partial(_read_page, client, place, cursor))
        if answer is None:
            return Try(Became.UNCLEAR, code=tried.code, wait=tried.wait)
        for message in answer.get("messages") or []:
            if is_it(message):
                return Try(Became.DONE, place.channel, message["ts"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return Try(Became.NOTHING)
    return Try(Became.UNCLEAR, code="too_many_messages")


def _read_page(client: WebClient, place: Place, cursor: str) -> SlackResponse:
    how: dict[str, Any] = {
        "channel": place.channel,
        "oldest": place.since,
        "include_all_metadata": True,
        "limit": _PAGE,
        **({"cursor": cursor} if cursor else {}),
    }
    if place.thread_ts:
        return client.conversations_replies(ts=place.thread_ts, **how)
    return client.conversations_history(**how)


def _is_ours(message: dict[str, Any], post: KeyedPost) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == post.event_type and payload.get("key") == post.key


def try_call(call: Callable[[], SlackResponse]) -> tuple[Try, SlackResponse | None]:
    """Make one call; return its answer, or what became of it."""
    try:
        return Try(Became.DONE), call()
    except SlackApiError as error:
        return _judge(error), None
    except (OSError, HTTPException):
        return Try(Became.UNCLEAR, code="unreachable"), None


def _judge(error: SlackApiError) -> Try:
    response = error.response
    code = str(response.get("error", ""))
    if response.status_code == 429 or code == "ratelimited":
        return Try(Became.NOTHING, code="ratelimited", wait=retry_after(response.headers))
    if not _CODE.fullmatch(code):
        return Try(Became.UNCLEAR, code=f"http_{response.status_code}")
    unclear = response.status_code != 200 or code in _UNCLEAR
    return Try(Became.UNCLEAR if unclear else Became.REFUSED, code=code)


def retry_after(headers: Mapping[str, Any]) -> float | None:
    """Return how many seconds Slack asks us to wait; None when it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            said = value[0] if isinstance(value, list) else value
            return float(said) if str(said).isdecimal() else None
    return None
