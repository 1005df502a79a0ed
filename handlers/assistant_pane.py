"""What Slack shows around a conversation in our pane: who is at work, and what could be asked."""

from __future__ import annotations

import logging
from http.client import HTTPException
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackClientError

from handlers.brief_client import brief
from handlers.views.free_answers import prompts

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from handlers.texts import Voice

log = logging.getLogger(__name__)

_SLACK_SECONDS = 0.8


def show_status(client: WebClient, channel: str, thread_ts: str, voice: Voice) -> None:
    """Say that we are at work; Slack takes the line away with the next message."""
    quick = brief(client, _SLACK_SECONDS)
    _try(
        lambda: quick.assistant_threads_setStatus(
            channel_id=channel, thread_ts=thread_ts, status=voice("assistant.status")
        )
    )


def suggest(client: WebClient, channel: str, thread_ts: str, voice: Voice) -> None:
    """Suggest what could be asked."""
    quick = brief(client, _SLACK_SECONDS)
    _try(
        lambda: quick.assistant_threads_setSuggestedPrompts(
            channel_id=channel,
            thread_ts=thread_ts,
            title=voice("assistant.prompts_title"),
            prompts=prompts(voice),
        )
    )


def _try(call: Callable[[], object]) -> None:
    """Without the pane (a plan or an app without it) there is nothing around the conversation."""
    try:
        call()
    except (SlackClientError, HTTPException, OSError) as error:
        log.info("cannot show what is around a conversation: %s", type(error).__name__)
