"""Channels and direct messages, as one person's sidebar shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.control.refusals import RefusalError
from bot.playground.workspace import BOT_USER_ID, TEAM_ID

if TYPE_CHECKING:
    from bot.playground.json_types import Json
    from bot.playground.records import Channel
    from bot.playground.workspace import Workspace


def can_see(workspace: Workspace, person: str, room: Channel) -> bool:
    """Say whether this person finds the channel; people of other companies find only their own."""
    is_own = workspace.members[person].team == TEAM_ID
    return person in room.members or (room.kind == "channel" and is_own)


def visible_room(workspace: Workspace, person: str, channel: str) -> Channel:
    """Return a channel that this person may look into.

    Raises:
        RefusalError: there is none.
    """
    room = workspace.channels.get(channel)
    if room is None or not can_see(workspace, person, room):
        raise RefusalError("channel_not_found")
    return room


def writable_room(workspace: Workspace, person: str, channel: str) -> Channel:
    """Return a channel in which this person may write.

    Raises:
        RefusalError: there is none, they are not in it, or it is archived.
    """
    room = visible_room(workspace, person, channel)
    if room.archived:
        raise RefusalError("is_archived")
    if person not in room.members:
        raise RefusalError("not_in_channel")
    return room


def rooms_of(workspace: Workspace, person: str) -> list[Json]:
    """Return the sidebar: channels first, then direct messages, that with the bot on top."""
    dm = workspace.dm(person, BOT_USER_ID).id
    unread = _unread(workspace, person)
    seen = [one for one in workspace.channels.values() if can_see(workspace, person, one)]
    seen.sort(key=lambda one: (one.kind in {"im", "mpim"}, one.id != dm if one.kind == "im" else 0))
    return [
        _shown(workspace, person, one, unread.get(one.id, 0), is_dm=one.id == dm) for one in seen
    ]


def _shown(workspace: Workspace, person: str, room: Channel, unread: int, *, is_dm: bool) -> Json:
    direct = room.kind in {"im", "mpim"}
    others = sorted(room.members - {person}) if direct else []
    names = ", ".join(workspace.members[one].name for one in others)
    return {
        "id": room.id,
        "name": (names or workspace.members[person].name) if direct else room.name,
        "kind": room.kind,
        "member": person in room.members,
        "members": sorted(room.members),
        "archived": room.archived,
        "shared": room.shared,
        "unread": unread,
        "is_bot_dm": is_dm,
        "bot_inside": BOT_USER_ID in room.members,
        "with": others,
    }


def _unread(workspace: Workspace, person: str) -> dict[str, int]:
    """Count, by channel, what others have written since the person last looked."""
    counts: dict[str, int] = {}
    for message in workspace.messages.values():
        read = workspace.read_up_to.get((person, message.channel), "")
        inside = person in workspace.channels[message.channel].members
        if inside and message.user != person and message.ts > read:
            counts[message.channel] = counts.get(message.channel, 0) + 1
    return counts


def mark_as_read(workspace: Workspace, person: str, channel: str) -> None:
    newest = max((one.ts for one in workspace.messages_in(channel)), default="")
    # Not when nothing changes: each change makes every open page look again.
    if newest > workspace.read_up_to.get((person, channel), ""):
        workspace.read_up_to[person, channel] = newest
