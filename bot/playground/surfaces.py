"""What a person sees, and in which order it came: messages, private lines, a modal, the Home."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.playground.blockkit.walk import interactive
from bot.playground.outline import outline_message, outline_view
from bot.playground.records import Ephemeral, Message, View
from bot.playground.views import view_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.json_types import Json
    from bot.playground.workspace import Workspace


@dataclass(frozen=True)
class Surface:
    """A picture of one thing, as it was when it was looked at.

    `text` is what a person reads on it, `user` who wrote it, `order` when it last changed.
    """

    kind: Literal["message", "ephemeral", "modal", "home"]
    text: str
    blocks: tuple[Json, ...]
    order: int
    source: Message | Ephemeral | View = field(repr=False)
    user: str = ""
    channel: str = ""
    ts: str = ""
    thread_ts: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons in its blocks, in reading order."""
        return [
            str(placed.element["text"]["text"])
            for placed in interactive(self.blocks)
            if placed.element["type"] == "button"
        ]

    @property
    def action_ids(self) -> list[str]:
        return [placed.action_id for placed in interactive(self.blocks)]

    @property
    def view(self) -> Json:
        """The view as the app gets it; empty for a message."""
        return view_json(self.source) if isinstance(self.source, View) else {}


def message_surface(workspace: Workspace, message: Message) -> Surface:
    text = outline_message(message.text, message.blocks, workspace.names())
    files = [f"(file: {file['name']})" for file in message.files]
    return Surface(
        "message",
        "\n".join([text, *files] if text else files),
        message.blocks,
        message.order,
        message,
        user=message.user,
        channel=message.channel,
        ts=message.ts,
        thread_ts=message.thread_ts,
    )


def ephemeral_surface(workspace: Workspace, line: Ephemeral) -> Surface:
    return Surface(
        "ephemeral",
        outline_message(line.text, line.blocks, workspace.names()),
        line.blocks,
        line.order,
        line,
        channel=line.channel,
        ts=line.ts,
        thread_ts=line.thread_ts,
    )


def view_surface(workspace: Workspace, view: View) -> Surface:
    text = outline_view(view.source, workspace.names(), view.errors, view.drafts)
    return Surface(
        "home" if view.kind == "home" else "modal",
        f"{text}\n! {view.notice}" if view.notice else text,
        tuple(view.source["blocks"]),
        view.order,
        view,
        user=view.user,
        errors=dict(view.errors),
        notice=view.notice,
    )


def surfaces_seen_by(workspace: Workspace, user: str) -> list[Surface]:
    """Return everything before this person's eyes, the newest last.

    Of several modals only the one on top is seen, and the Home only by who has opened it.
    """
    with workspace.lock:
        rooms = {one.id for one in workspace.channels.values() if user in one.members}
        messages = [one for one in workspace.messages.values() if one.channel in rooms]
        lines = [one for one in workspace.ephemerals.values() if one.user == user]
        views = workspace.modals_of(user)[-1:]
        home = workspace.home_of(user)
        if home is not None and user in workspace.home_watchers:
            views.append(home)
        seen = [
            *(message_surface(workspace, one) for one in messages),
            *(ephemeral_surface(workspace, one) for one in lines),
            *(view_surface(workspace, one) for one in views),
        ]
    return sorted(seen, key=lambda surface: surface.order)
