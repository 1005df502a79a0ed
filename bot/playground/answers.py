"""Answers that need no token: posts to a gesture's answering address (`response_url`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground.content import read_content
from bot.playground.errors import SlackError
from bot.playground.messages import changed_event, deleted_event
from bot.playground.permits import use_response_url
from bot.playground.posting import post_as_bot, show_only_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.content import Content
    from bot.playground.desk import Desk
    from bot.playground.records import ResponseUrl


def answer_gesture(desk: Desk, key: str, given: Mapping[str, object]) -> None:
    """Do what the app asks at an answering address.

    It works in conversations that the app is not in, which is why an answer to a slash command
    in somebody's private DM goes this way and no other.

    Raises:
        SlackError: the address is used up or too old, or the content is refused.
    """
    workspace = desk.workspace
    with workspace.lock:
        address = use_response_url(workspace, key)
        if _is_set(given.get("delete_original")):
            _delete_original(desk, address)
            return
        content = read_content(given, workspace.mint)
        if _is_set(given.get("replace_original")) and address.original_ts:
            _replace_original(desk, address, content)
        else:
            say(desk, address, content, given)


def say(desk: Desk, address: ResponseUrl, content: Content, given: Mapping[str, object]) -> None:
    """Show the answer to the person alone, or to all when `response_type` is `in_channel`."""
    thread_ts = str(given.get("thread_ts") or "")
    if given.get("response_type") == "in_channel":
        post_as_bot(desk, address.channel, content, thread_ts)
    else:
        show_only_to(desk.workspace, address.user, address.channel, content, thread_ts)


def _is_set(value: object) -> bool:
    # Slack's own examples send these two as text.
    return value in (True, "true", "1", 1)


def _replace_original(desk: Desk, address: ResponseUrl, content: Content) -> None:
    workspace = desk.workspace
    order = workspace.mint.number()
    if address.original_is_ephemeral:
        line = workspace.ephemerals.get(address.original_ts)
        if line is not None:
            workspace.ephemerals[line.ts] = replace(
                line, text=content.text, blocks=content.blocks, order=order
            )
        return
    before = workspace.messages.get((address.channel, address.original_ts))
    if before is None:
        raise SlackError("message_not_found")
    after = replace(before, text=content.text, blocks=content.blocks, order=order)
    workspace.put(after)
    desk.announce(changed_event(workspace, before, after))


def _delete_original(desk: Desk, address: ResponseUrl) -> None:
    workspace = desk.workspace
    if address.original_is_ephemeral:
        workspace.ephemerals.pop(address.original_ts, None)
        return
    message = workspace.messages.pop((address.channel, address.original_ts), None)
    if message is not None:
        desk.announce(deleted_event(workspace, message))
