"""Posting a message exactly once, when nobody can be sure what became of a try."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from time import monotonic
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from handlers.brief_client import brief

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from handlers.views.blocks import Surface

# Slack's word for "some of it may have happened" and its kin. Every other plain error code was
# given before anything was posted.
_UNCLEAR = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
_CODE = re.compile(r"[a-z][a-z_]*")
_SECONDS_PER_CALL = 5
_PAUSE = 0.5
_NEIGHBOURS = 20


class Outcome(StrEnum):
    """What became of a post. NOT_YET may be tried again, REFUSED may not."""

    POSTED = "posted"
    NOT_YET = "not_yet"
    REFUSED = "refused"


class _Try(StrEnum):
    DONE = "done"
    NOTHING_HAPPENED = "nothing_happened"
    UNCLEAR = "unclear"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class KeyedPost:
    """A message with the key by which it can be found again. `since` is older than any try."""

    channel: str
    message: Surface
    event_type: str
    key: str
    since: str
    thread_ts: str | None = None


def post_once(
    client: WebClient,
    post: KeyedPost,
    *,
    look_first: bool,
    give_up_at: float,
    pause: Callable[[float], bool],
) -> Outcome:
    """Post the message unless it is there already.

    After a try whose outcome nobody knows (cut, timed out, a 500), the conversation is searched
    for the key before another try. What remains is a post that Slack makes after we looked; the
    pause before looking makes that rare, and nothing on our side can make it impossible.

    Args:
        client: any client; each call is one short try of our own.
        post: what, where, and under which key.
        look_first: an earlier caller may have posted.
        give_up_at: when to stop trying, on the monotonic clock.
        pause: waits, and says whether to go on.
    """
    quick = brief(client, _SECONDS_PER_CALL)
    unclear = look_first
    wait = 0.0
    while monotonic() + wait < give_up_at and (not wait or pause(wait)):
        if unclear:
            found, wait = _find(quick, post)
            if found:
                return Outcome.POSTED
            if found is None:
                continue
        tried, wait = _try(quick, post)
        if tried is _Try.DONE:
            return Outcome.POSTED
        if tried is _Try.REFUSED:
            return Outcome.REFUSED
        unclear = tried is _Try.UNCLEAR
    return Outcome.NOT_YET


def _try(client: WebClient, post: KeyedPost) -> tuple[_Try, float]:
    try:
        client.chat_postMessage(
            channel=post.channel,
            thread_ts=post.thread_ts,
            metadata={"event_type": post.event_type, "event_payload": {"key": post.key}},
            unfurl_links=False,
            unfurl_media=False,
            **post.message,
        )
    except SlackApiError as error:
        return _judge(error)
    except (OSError, HTTPException):
        return _Try.UNCLEAR, _PAUSE
    return _Try.DONE, 0


def _judge(error: SlackApiError) -> tuple[_Try, float]:
    response = error.response
    code = str(response.get("error", ""))
    if response.status_code == 429 or code == "ratelimited":
        return _Try.NOTHING_HAPPENED, _retry_after(response.headers)
    if response.status_code != 200 or code in _UNCLEAR or not _CODE.fullmatch(code):
        return _Try.UNCLEAR, _PAUSE
    return _Try.REFUSED, 0


def _find(client: WebClient, post: KeyedPost) -> tuple[bool | None, float]:
    """Return whether the message is there; None when that cannot be known now."""
    try:
        if post.thread_ts:
            answer = client.conversations_replies(
                channel=post.channel,
                ts=post.thread_ts,
                oldest=post.since,
                include_all_metadata=True,
                limit=_NEIGHBOURS,
            )
        else:
            answer = client.conversations_history(
                channel=post.channel,
                oldest=post.since,
                include_all_metadata=True,
                limit=_NEIGHBOURS,
            )
    except SlackApiError as error:
        return None, _judge(error)[1] or _PAUSE
    except (OSError, HTTPException):
        return None, _PAUSE
    return any(_is_ours(message, post) for message in answer.get("messages") or []), 0


def _is_ours(message: dict[str, Any], post: KeyedPost) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == post.event_type and payload.get("key") == post.key


def _retry_after(headers: dict[str, Any]) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            said = value[0] if isinstance(value, list) else value
            return float(said) if str(said).isdecimal() else _PAUSE
    return _PAUSE
