"""What a person said before in the same thread: read when it is needed, and kept nowhere."""

from __future__ import annotations

import logging
from http.client import HTTPException
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackClientError

from handlers.brief_client import brief
from handlers.payloads import read_message

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

_SLACK_SECONDS = 1.2
_MESSAGES = 30
_KEPT = 3


def said_before(
    client: WebClient, *, channel: str, thread_ts: str, ts: str, member: str
) -> tuple[str, ...]:
    """Return the latest texts of this person in this thread before a message, oldest first.

    Nobody else's words are looked at, and nothing of another thread. When Slack does not
    answer, there was nothing before.
    """
    quick = brief(client, _SLACK_SECONDS)
    try:
        answer = quick.conversations_replies(channel=channel, ts=thread_ts, limit=_MESSAGES)
    except (SlackClientError, HTTPException, OSError) as error:
        log.info("cannot read a thread: %s", type(error).__name__)
        return ()
    before = [
        read_message(message)
        for message in answer.get("messages") or []
        if message.get("user") == member and str(message.get("ts")) < ts
    ]
    own = [content.text.strip() for content in before if not content.unread]
    return tuple(text for text in own if text)[-_KEPT:]
