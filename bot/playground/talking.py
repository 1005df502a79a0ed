"""What people do with messages: write, rewrite, take back, react."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground.gestures import NotOnScreenError
from bot.playground.messages import changed_event, deleted_event, message_json, posted_event
from bot.playground.reactions import add_reaction, remove_reaction
from bot.playground.records import Message
from bot.playground.typed_text import as_blocks, as_text, typed
from bot.playground.uploads import upload
from bot.playground.workspace import BOT_ID, BOT_USER_ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.actors import Actor
    from bot.playground.json_types import Json
    from bot.playground.workspace import Workspace


def mentionable(workspace: Workspace) -> dict[str, str]:
    """Return what Slack recognises in typed text: `@name` and `#name` to ids."""
    with workspace.lock:
        people = {f"@{one.name}": one.id for one in workspace.members.values()}
        rooms = {f"#{one.name}": one.id for one in workspace.channels.values() if one.name}
    return people | rooms


def write(
    actor: Actor,
    text: str,
    channel: str,
    thread_ts: str,
    *,
    phones: bool,
    files: Sequence[tuple[str, bytes]] = (),
) -> Message:
    """Post a message as typed, and tell the app of it if the app is there."""
    workspace = actor.slack.workspace
    pieces = typed(text, mentionable(workspace), phones=phones)
    mint = workspace.mint
    message = workspace.put(
        Message(
            channel,
            mint.timestamp(),
            actor.id,
            as_text(pieces),
            mint.number(),
            blocks=tuple(as_blocks(pieces, mint.identifier("b"))) if text else (),
            files=tuple(
                upload(workspace, actor.member, name, content, actor.slack.address)
                for name, content in files
            ),
            thread_ts=thread_ts,
            client_msg_id=mint.envelope_id(),
        )
    )
    actor.slack.tell(posted_event(workspace, message))
    if f"<@{BOT_USER_ID}>" in message.text:
        _mention(actor, message)
    return message


def _mention(actor: Actor, message: Message) -> None:
    workspace = actor.slack.workspace
    # In a DM everything is for the app anyway; Slack makes no app_mention of it.
    if workspace.channels[message.channel].kind != "im":
        shown: Json = {
            **message_json(workspace, message),
            "type": "app_mention",
            "channel": message.channel,
            "event_ts": message.ts,
        }
        actor.slack.tell(shown)


def open_pane(actor: Actor) -> str:
    """Open the app's pane; Slack begins a thread in the DM for it. Return the thread's `ts`."""
    workspace = actor.slack.workspace
    room, mint = actor.dm_id, workspace.mint
    root = workspace.put(
        Message(room, mint.timestamp(), BOT_USER_ID, "", mint.number(), bot_id=BOT_ID)
    )
    workspace.panes[room, root.ts] = {"opened_by": actor.id}
    thread: Json = {"user_id": actor.id, "context": {}, "channel_id": room, "thread_ts": root.ts}
    actor.slack.tell(
        {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": root.ts}
    )
    return root.ts


def find_message(actor: Actor, ts: str, channel: str | None) -> Message:
    """Return the message of this `ts` in a conversation that the person is in.

    Raises:
        NotOnScreenError: they see no such message.
    """
    workspace = actor.slack.workspace
    with workspace.lock:
        for message in workspace.messages.values():
            inside = actor.id in workspace.channels[message.channel].members
            if message.ts == ts and inside and channel in {None, message.channel}:
                return message
    raise NotOnScreenError(f"no message {ts} before the eyes of {actor.name}")


def rewrite(actor: Actor, message: Message, text: str) -> None:
    workspace = actor.slack.workspace
    pieces = typed(text, mentionable(workspace))
    after = replace(
        message,
        text=as_text(pieces),
        blocks=tuple(as_blocks(pieces, workspace.mint.identifier("b"))),
        edited=(actor.id, workspace.mint.timestamp()),
        order=workspace.mint.number(),
    )
    workspace.put(after)
    actor.slack.tell(changed_event(workspace, message, after))


def take_back(actor: Actor, message: Message) -> None:
    workspace = actor.slack.workspace
    with workspace.lock:
        del workspace.messages[message.channel, message.ts]
    actor.slack.tell(deleted_event(workspace, message))


def react(actor: Actor, message: Message, name: str) -> None:
    event = add_reaction(actor.slack.workspace, actor.id, message, name.strip(":"))
    if event is not None:
        actor.slack.tell(event)


def unreact(actor: Actor, message: Message, name: str) -> None:
    event = remove_reaction(actor.slack.workspace, actor.id, message, name.strip(":"))
    if event is not None:
        actor.slack.tell(event)
