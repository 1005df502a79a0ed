"""Messages as the app gets them, and the events that tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.workspace import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID

if TYPE_CHECKING:
    from bot.playground.json_types import Json
    from bot.playground.records import Message
    from bot.playground.workspace import Workspace


def message_json(workspace: Workspace, message: Message, *, metadata: bool = False) -> Json:
    """Return a message as history, answers and interactions show it."""
    author = workspace.members.get(message.user)
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": author.team if author else TEAM_ID,
    }
    if message.blocks:
        shown["blocks"] = list(message.blocks)
    if message.attachments:
        shown["attachments"] = list(message.attachments)
    if message.files:
        shown |= {"files": list(message.files), "upload": False, "display_as_bot": False}
    if message.client_msg_id:
        shown["client_msg_id"] = message.client_msg_id
    if message.bot_id:
        shown |= _bot_fields(workspace)
    if message.edited:
        shown["edited"] = {"user": message.edited[0], "ts": message.edited[1]}
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if message.pinned:
        shown["pinned_to"] = [message.channel]
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown | _thread_fields(workspace, message)


def _bot_fields(workspace: Workspace) -> Json:
    bot = workspace.members[BOT_USER_ID]
    profile = {
        "id": BOT_ID,
        "app_id": APP_ID,
        "name": bot.name,
        "deleted": False,
        "updated": bot.updated,
        "team_id": TEAM_ID,
        "icons": {},
    }
    return {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": profile}


def _thread_fields(workspace: Workspace, message: Message) -> Json:
    if message.is_reply:
        parent = workspace.messages.get((message.channel, message.thread_ts))
        fields: Json = {"thread_ts": message.thread_ts}
        return fields | ({"parent_user_id": parent.user} if parent else {})
    replies = replies_to(workspace, message)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
    }


def replies_to(workspace: Workspace, message: Message) -> list[Message]:
    """Return the replies below a message, oldest first; none for a reply itself."""
    return [
        one
        for one in workspace.messages_in(message.channel)
        if one.is_reply and one.thread_ts == message.ts
    ]


def posted_event(workspace: Workspace, message: Message) -> Json:
    """Build the event for a new message; Slack tells the app of its own messages as well."""
    return {
        **message_json(workspace, message, metadata=True),
        **({"subtype": "file_share"} if message.files else {}),
        "channel": message.channel,
        "event_ts": message.ts,
        "channel_type": workspace.channels[message.channel].kind,
    }


def changed_event(workspace: Workspace, before: Message, after: Message) -> Json:
    """Build `message_changed`: the message is nested, and the outer `ts` is the change's own.

    Slack sends it for edits, but also when a preview appears below an unchanged text.
    """
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": after.channel,
        "hidden": True,
        "message": message_json(workspace, after, metadata=True),
        "previous_message": message_json(workspace, before, metadata=True),
        **_change_fields(workspace, after),
    }


def deleted_event(workspace: Workspace, before: Message) -> Json:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "channel": before.channel,
        "hidden": True,
        "deleted_ts": before.ts,
        "previous_message": message_json(workspace, before, metadata=True),
        **_change_fields(workspace, before),
    }


def _change_fields(workspace: Workspace, message: Message) -> Json:
    ts = workspace.mint.timestamp()
    return {
        "ts": ts,
        "event_ts": ts,
        "channel_type": workspace.channels[message.channel].kind,
    }


def membership_event(workspace: Workspace, kind: str, user: str, channel: str) -> Json:
    """Build `member_joined_channel` or `member_left_channel`."""
    room = workspace.channels[channel]
    return {
        "type": kind,
        "user": user,
        "channel": channel,
        "channel_type": "G" if room.kind == "group" else "C",
        "team": workspace.members[user].team,
        "event_ts": workspace.mint.timestamp(),
    }


def reaction_event(workspace: Workspace, kind: str, user: str, name: str, item: Message) -> Json:
    """Build `reaction_added` or `reaction_removed`."""
    return {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": item.channel, "ts": item.ts},
        "item_user": item.user,
        "event_ts": workspace.mint.timestamp(),
    }
