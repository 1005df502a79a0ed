"""The messages of a channel or a thread, as one person sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from flask import Response

from bot.playground.control.rooms import visible_room
from bot.playground.messages import replies_to
from bot.playground.records import Ephemeral, Message
from bot.playground.workspace import BOT_USER_ID, SLACKBOT_ID

if TYPE_CHECKING:
    from bot.playground.json_types import Json
    from bot.playground.workspace import Workspace

MOST: Final = 1_000
# Pictures that a browser may draw in the page; whatever else a file holds is only downloaded.
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def messages_before(
    workspace: Workspace, person: str, channel: str, thread: str, limit: int
) -> Json:
    """Return what stands in a channel, or in one thread of it, the oldest first.

    Raises:
        RefusalError: the person does not see this channel.
    """
    with workspace.lock:
        visible_room(workspace, person, channel)
        said: list[Message | Ephemeral] = [
            one for one in workspace.messages_in(channel) if _stands_in(one, thread)
        ]
        said += [
            one
            for one in workspace.ephemerals.values()
            if (one.channel, one.user, one.thread_ts) == (channel, person, thread)
        ]
        said.sort(key=lambda one: one.ts)
        return {
            "version": workspace.changes.number,
            "channel": channel,
            "thread": thread,
            "pane": _pane(workspace, channel, thread),
            "more": len(said) > limit,
            "messages": [_shown(workspace, one, person) for one in said[-limit:]],
        }


def _stands_in(message: Message, thread: str) -> bool:
    return thread in {message.ts, message.thread_ts} if thread else not message.is_reply


def _shown(workspace: Workspace, one: Message | Ephemeral, person: str) -> Json:
    by_slack = isinstance(one, Ephemeral) and one.by_slack
    author = BOT_USER_ID if isinstance(one, Ephemeral) else one.user
    shown: Json = {
        "ts": one.ts,
        "author": (
            {"id": SLACKBOT_ID, "name": "Slackbot", "is_bot": True}
            if by_slack
            else {
                "id": author,
                "name": workspace.members[author].name,
                "is_bot": workspace.members[author].is_bot,
            }
        ),
        "text": one.text,
        "blocks": list(one.blocks),
        "attachments": [],
        "files": [],
        "reactions": [],
        "thread_ts": one.thread_ts,
        "reply_count": 0,
        "reply_users": [],
        "latest_reply": "",
        "edited": False,
        "ephemeral": isinstance(one, Ephemeral),
        "by_slack": by_slack,
        "mine": False,
        "pinned": False,
        "begins_pane": False,
    }
    return shown | (_of_message(workspace, one, person) if isinstance(one, Message) else {})


def _of_message(workspace: Workspace, message: Message, person: str) -> Json:
    replies = replies_to(workspace, message) if not message.is_reply else []
    return {
        "attachments": list(message.attachments),
        "files": [_file(one) for one in message.files],
        "reactions": [
            {"name": name, "count": len(users), "users": list(users), "mine": person in users}
            for name, users in message.reactions.items()
        ],
        "reply_count": len(replies),
        "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
        "latest_reply": replies[-1].ts if replies else "",
        "edited": message.edited is not None,
        "mine": message.user == person,
        "pinned": message.pinned,
        "begins_pane": _is_pane(workspace, message.channel, message.ts),
    }


def _is_pane(workspace: Workspace, channel: str, thread: str) -> bool:
    return "opened_by" in workspace.panes.get((channel, thread), {})


def _pane(workspace: Workspace, channel: str, thread: str) -> Json | None:
    """Return what the app shows around a conversation in its pane; None for any other thread."""
    if not _is_pane(workspace, channel, thread):
        return None
    shown = workspace.panes[channel, thread]
    return {
        "title": shown.get("title", ""),
        "status": shown.get("status", ""),
        "prompts_title": shown.get("prompts_title", ""),
        "prompts": list(shown.get("prompts", [])),
    }


def send_file(workspace: Workspace, person: str, ident: str) -> Response:
    """Answer with a file that stands in a message before this person, or was theirs from the start.

    Pictures are shown in the page; anything else is only ever a download, whatever it claims.
    """
    with workspace.lock:
        file, content = workspace.files.get(ident), workspace.contents.get(ident)
        seen = file is not None and (
            file["user"] == person
            or any(
                ident == one["id"] and person in workspace.channels[message.channel].members
                for message in workspace.messages.values()
                for one in message.files
            )
        )
    if file is None or content is None or not seen:
        return Response("not found", 404, mimetype="text/plain")
    if file["mimetype"] in PICTURES:
        return Response(content, mimetype=file["mimetype"])
    named = f"attachment; filename*=UTF-8''{quote(file['name'], safe='')}"
    return Response(
        content, mimetype="application/octet-stream", headers={"Content-Disposition": named}
    )


def _file(file: Json) -> Json:
    names = ("id", "name", "title", "pretty_type", "mimetype", "size")
    return {name: file[name] for name in names} | {"is_image": file["mimetype"] in PICTURES}
