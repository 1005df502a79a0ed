"""Acts on messages: write, change, take back, react, dismiss, and the app's entries on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground import asking, talking
from bot.playground.content import NEW_TEXT
from bot.playground.control.refusals import RefusalError
from bot.playground.control.rooms import mark_as_read, visible_room, writable_room
from bot.playground.slack_says import TROUBLE_CONNECTING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.actors import Actor
    from bot.playground.control.acts import Act
    from bot.playground.control.given import Given
    from bot.playground.json_types import Json
    from bot.playground.records import Message


def _text(given: Given) -> str:
    text = given.text("text", "")
    if len(text) > NEW_TEXT:
        raise RefusalError("msg_too_long")
    return text


def _write(actor: Actor, given: Given) -> Json:
    room = writable_room(actor.slack.workspace, actor.id, given.text("channel"))
    text, files, thread = _text(given), given.files(), given.text("thread_ts", "")
    if not text.strip() and not files:
        raise RefusalError("no_text")
    if thread:
        # A reply to a reply joins the thread of the first: threads have one level.
        parent = talking.find_message(actor, thread, room.id)
        thread = parent.thread_ts or parent.ts
    ts = actor.message(text.strip(), room.id, thread, files=files)
    mark_as_read(actor.slack.workspace, actor.id, room.id)
    return {"ts": ts}


def _own(actor: Actor, given: Given) -> Message:
    message = talking.find_message(actor, given.text("ts"), given.text("channel"))
    if message.user != actor.id:
        raise RefusalError("not_allowed")
    return message


def _edit(actor: Actor, given: Given) -> Json:
    message, text = _own(actor, given), _text(given)
    if not text.strip():
        raise RefusalError("no_text")
    writable_room(actor.slack.workspace, actor.id, message.channel)
    actor.edit(message.ts, text.strip(), message.channel)
    return {}


def _delete(actor: Actor, given: Given) -> Json:
    message = _own(actor, given)
    actor.delete(message.ts, message.channel)
    return {}


def _react(actor: Actor, given: Given) -> Json:
    name = _emoji(given)
    room = writable_room(actor.slack.workspace, actor.id, given.text("channel"))
    actor.react(name, given.text("ts"), room.id)
    return {}


def _unreact(actor: Actor, given: Given) -> Json:
    actor.unreact(_emoji(given), given.text("ts"), given.text("channel"))
    return {}


def _emoji(given: Given) -> str:
    name = given.text("name").strip(":")
    if not 0 < len(name) <= 100:
        raise RefusalError("invalid_arguments")
    return name


def _dismiss(actor: Actor, given: Given) -> Json:
    workspace = actor.slack.workspace
    with workspace.lock:
        line = workspace.ephemerals.get(given.text("ts"))
        if line is None or line.user != actor.id:
            raise RefusalError("not_on_screen")
        workspace.ephemerals.pop(line.ts, None)
    return {}


def _read(actor: Actor, given: Given) -> Json:
    room = visible_room(actor.slack.workspace, actor.id, given.text("channel"))
    mark_as_read(actor.slack.workspace, actor.id, room.id)
    return {}


def _command(actor: Actor, given: Given) -> Json:
    command = given.text("command")
    if not command.startswith("/"):
        raise RefusalError("invalid_arguments")
    room = writable_room(actor.slack.workspace, actor.id, given.text("channel"))
    actor.command(command, _text(given).strip(), channel=room.id)
    return {}


def _message_shortcut(actor: Actor, given: Given) -> Json:
    room = visible_room(actor.slack.workspace, actor.id, given.text("channel"))
    message = talking.find_message(actor, given.text("ts"), room.id)
    reached = asking.run_message_shortcut(actor, given.text("callback_id"), message)
    return notice_of(actor, reached=reached)


def _global_shortcut(actor: Actor, given: Given) -> Json:
    reached = asking.run_global_shortcut(actor, given.text("callback_id"))
    return notice_of(actor, reached=reached)


def notice_of(actor: Actor, *, reached: bool) -> Json:
    """Return what Slack shows in passing: nothing, if the app was reached."""
    return {"notice": "" if reached else TROUBLE_CONNECTING[actor.language]}


ACTS: Final[Mapping[str, Act]] = {
    "write": _write,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _unreact,
    "dismiss": _dismiss,
    "read": _read,
    "command": _command,
    "message_shortcut": _message_shortcut,
    "global_shortcut": _global_shortcut,
}
