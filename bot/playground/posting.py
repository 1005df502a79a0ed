"""Putting what the app says before people: for everybody in a channel, or for one person only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.errors import SlackError
from bot.playground.messages import posted_event
from bot.playground.records import Ephemeral, Message
from bot.playground.workspace import BOT_ID, BOT_USER_ID

if TYPE_CHECKING:
    from bot.playground.content import Content
    from bot.playground.desk import Desk
    from bot.playground.workspace import Workspace


def post_as_bot(desk: Desk, channel: str, content: Content, thread_ts: str = "") -> Message:
    """Post a message of the app, and tell the app of it as of anybody's message.

    Raises:
        SlackError: `thread_not_found`: there is no message to reply to.
    """
    workspace = desk.workspace
    parent = workspace.messages.get((channel, thread_ts))
    if thread_ts and parent is None:
        raise SlackError("thread_not_found")
    message = Message(
        channel,
        workspace.mint.timestamp(),
        BOT_USER_ID,
        content.text,
        workspace.mint.number(),
        blocks=content.blocks,
        attachments=content.attachments,
        files=content.files,
        bot_id=BOT_ID,
        # A reply to a reply joins the thread of the first: threads have one level.
        thread_ts=(parent.thread_ts or parent.ts) if parent else "",
        metadata=content.metadata,
    )
    workspace.put(message)
    _take_status_away(workspace, message)
    desk.announce(posted_event(workspace, message))
    return message


def _take_status_away(workspace: Workspace, message: Message) -> None:
    """In an assistant conversation the app is at work until it says something."""
    pane = workspace.panes.get((message.channel, message.thread_ts))
    if pane and pane.get("status"):
        workspace.panes[message.channel, message.thread_ts] = pane | {"status": ""}


def show_only_to(
    workspace: Workspace,
    user: str,
    channel: str,
    content: Content,
    thread_ts: str = "",
    *,
    by_slack: bool = False,
) -> Ephemeral:
    """Show a line to one person. It makes no event and no API can find it again."""
    line = Ephemeral(
        channel,
        workspace.mint.timestamp(),
        user,
        content.text,
        workspace.mint.number(),
        content.blocks,
        thread_ts,
        by_slack,
    )
    workspace.ephemerals[line.ts] = line
    return line
