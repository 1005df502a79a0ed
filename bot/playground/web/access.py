"""Which conversations the app can reach: Slack hides what it is not in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.errors import SlackError
from bot.playground.workspace import BOT_USER_ID, SLACKBOT_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.records import Channel, Member, Message
    from bot.playground.web.call import Call
    from bot.playground.workspace import Workspace

# The scope family of each kind of conversation: channels:read, groups:history, im:read ...
FAMILY: Final[Mapping[str, str]] = {
    "channel": "channels",
    "group": "groups",
    "im": "im",
    "mpim": "mpim",
}


def visible_channel(workspace: Workspace, reference: str) -> Channel:
    """Return a conversation of which the app may know, by id or by `#name`.

    Raises:
        SlackError: `channel_not_found`: no such channel, or a private one or a DM without the
            app in it. Slack does not tell these apart.
    """
    channel = workspace.channels.get(reference)
    if channel is None:
        name = reference.removeprefix("#")
        channel = next(
            (one for one in workspace.channels.values() if name and one.name == name), None
        )
    if channel is None or (channel.kind != "channel" and BOT_USER_ID not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def joined_channel(workspace: Workspace, reference: str) -> Channel:
    """Return a conversation that the app is in.

    Raises:
        SlackError: `channel_not_found` or `not_in_channel`.
    """
    channel = visible_channel(workspace, reference)
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def writable_channel(workspace: Workspace, reference: str) -> Channel:
    """Return a conversation that the app may post to; a person's id means the DM with them.

    Posting to a deactivated person works: Slack stores the message, and nobody reads it.

    Raises:
        SlackError: `channel_not_found`, `not_in_channel` or `is_archived`.
    """
    if reference in workspace.members and reference not in {BOT_USER_ID, SLACKBOT_ID}:
        return workspace.dm(reference, BOT_USER_ID)
    channel = joined_channel(workspace, reference)
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def known_member(workspace: Workspace, ident: str) -> Member:
    """Return a person by id.

    Raises:
        SlackError: `user_not_found`.
    """
    member = workspace.members.get(ident)
    if member is None:
        raise SlackError("user_not_found")
    return member


def readable_channel(call: Call) -> Channel:
    """Return the conversation named by the `channel` argument, whose history the app may read.

    Raises:
        SlackError: as `joined_channel`, or `missing_scope` for its kind.
    """
    channel = joined_channel(call.workspace, call.arguments.text("channel"))
    call.need_scope(f"{FAMILY[channel.kind]}:history")
    return channel


def named_message(call: Call) -> Message:
    """Return the message that `channel` and `timestamp` name, in a conversation of the app.

    Raises:
        SlackError: as `joined_channel`, or `message_not_found`.
    """
    channel = joined_channel(call.workspace, call.arguments.text("channel"))
    message = call.workspace.messages.get((channel.id, call.arguments.text("timestamp")))
    if message is None:
        raise SlackError("message_not_found")
    return message
