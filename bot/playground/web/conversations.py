"""conversations.*: finding, opening and reading channels and DMs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.playground.errors import SlackError
from bot.playground.messages import membership_event, message_json, replies_to
from bot.playground.web.access import (
    FAMILY,
    known_member,
    readable_channel,
    visible_channel,
)
from bot.playground.web.call import Call, Method, Methods
from bot.playground.web.paging import page
from bot.playground.workspace import BOT_USER_ID, TEAM_ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.json_types import Json
    from bot.playground.records import Channel, Message


def channel_json(channel: Channel) -> Json:
    """Return a conversation as Slack describes it to the app."""
    shown: Json = {
        "id": channel.id,
        "created": channel.created,
        "updated": channel.created * 1000,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_org_shared": False,
        "context_team_id": TEAM_ID,
    }
    if channel.kind == "im":
        others = sorted(channel.members - {BOT_USER_ID})
        return shown | {"user": others[0] if others else BOT_USER_ID, "is_open": True}
    return shown | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_private": channel.kind != "channel",
        "is_general": channel.name == "general",
        "is_ext_shared": channel.shared,
        "is_shared": channel.shared,
        "is_member": BOT_USER_ID in channel.members,
        "creator": channel.creator,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def _open(call: Call) -> Json:
    if call.arguments.text("channel"):
        channel = visible_channel(call.workspace, call.arguments.text("channel"))
        return {"channel": {"id": channel.id}}
    people = [one for one in call.arguments.text("users").split(",") if one]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > 8:
        raise SlackError("too_many_users")
    members = [known_member(call.workspace, one.strip()) for one in people]
    if any(member.deleted for member in members):
        raise SlackError("user_disabled")
    if any(member.is_bot for member in members):
        raise SlackError("cannot_dm_bot")
    dm = call.workspace.dm(BOT_USER_ID, *(member.id for member in members))
    return {"channel": channel_json(dm) if call.arguments.flag("return_im") else {"id": dm.id}}


def _info(call: Call) -> Json:
    channel = visible_channel(call.workspace, call.arguments.text("channel"))
    call.need_scope(f"{FAMILY[channel.kind]}:read")
    shown = channel_json(channel)
    if not call.arguments.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


_KINDS: Final = {
    "public_channel": "channel",
    "private_channel": "group",
    "im": "im",
    "mpim": "mpim",
}


def _list(call: Call) -> Json:
    types = (call.arguments.text("types") or "public_channel").replace(" ", "").split(",")
    if not set(types) <= set(_KINDS):
        raise SlackError("invalid_types")
    for kind in types:
        call.need_scope(f"{FAMILY[_KINDS[kind]]}:read")
    kinds = {_KINDS[kind] for kind in types}
    found = [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "channel" or BOT_USER_ID in channel.members)
        and not (channel.archived and call.arguments.flag("exclude_archived"))
    ]
    some, following = page(call.arguments, found, default=100, most=1000)
    return {"channels": [channel_json(one) for one in some], "response_metadata": following}


def _history(call: Call) -> Json:
    channel = readable_channel(call)
    top = [one for one in call.workspace.messages_in(channel.id) if not one.is_reply]
    newest_first = _within(call, top)[::-1]
    some, following = page(call.arguments, newest_first, default=100, most=999)
    return _messages(call, some, following)


def _replies(call: Call) -> Json:
    channel = readable_channel(call)
    message = call.workspace.messages.get((channel.id, call.arguments.text("ts")))
    if message is None:
        raise SlackError("thread_not_found")
    thread = [message, *_within(call, replies_to(call.workspace, message))]
    some, following = page(call.arguments, thread, default=1000, most=1000)
    return _messages(call, some, following)


def _within(call: Call, messages: list[Message]) -> list[Message]:
    """Keep what lies between `oldest` and `latest`, the ends only if `inclusive`.

    A `ts` is compared as text, which is right as long as the seconds have ten digits.
    """
    oldest = call.arguments.text("oldest") or "0"
    latest = call.arguments.text("latest") or "9"
    ends = {oldest, latest} if call.arguments.flag("inclusive") else set()
    return [one for one in messages if oldest < one.ts < latest or one.ts in ends]


def _messages(call: Call, some: Sequence[Message], following: Json) -> Json:
    metadata = call.arguments.flag("include_all_metadata")
    shown = [message_json(call.workspace, one, metadata=metadata) for one in some]
    more = bool(following["next_cursor"])
    return {"messages": shown, "has_more": more} | (
        {"response_metadata": following} if more else {}
    )


def _members(call: Call) -> Json:
    channel = visible_channel(call.workspace, call.arguments.text("channel"))
    call.need_scope(f"{FAMILY[channel.kind]}:read")
    some, following = page(call.arguments, sorted(channel.members), default=100, most=1000)
    return {"members": list(some), "response_metadata": following}


def _join(call: Call) -> Json:
    channel = visible_channel(call.workspace, call.arguments.text("channel"))
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    shown = {"channel": channel_json(replace(channel, members=channel.members | {BOT_USER_ID}))}
    if BOT_USER_ID in channel.members:
        warning = {"warnings": ["already_in_channel"]}
        return shown | {"warning": "already_in_channel", "response_metadata": warning}
    call.workspace.join(channel.id, BOT_USER_ID)
    kind = "member_joined_channel"
    call.desk.announce(membership_event(call.workspace, kind, BOT_USER_ID, channel.id))
    return shown


_RANGE = ("latest", "oldest", "inclusive", "limit", "cursor", "include_all_metadata")

METHODS: Final[Methods] = {
    "conversations.open": Method(
        _open, (), ("channel", "users", "return_im", "prevent_creation"), ("im:write", "mpim:write")
    ),
    "conversations.info": Method(_info, ("channel",), ("include_locale", "include_num_members")),
    "conversations.list": Method(_list, (), ("types", "exclude_archived", "limit", "cursor")),
    "conversations.members": Method(_members, ("channel",), ("limit", "cursor")),
    "conversations.join": Method(_join, ("channel",), (), ("channels:join",)),
    "conversations.history": Method(_history, ("channel",), _RANGE),
    "conversations.replies": Method(_replies, ("channel", "ts"), _RANGE),
}
