"""People: what they do in Slack, and what they see.

Each act is carried to the app and comes back when the app has answered, or has taken too long.
Acts return the newest surface that came of it, or None if nothing new is to be seen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground import asking, pressing, talking
from bot.playground.gestures import NotOnScreenError
from bot.playground.slack_says import language_of
from bot.playground.surfaces import (
    message_surface,
    surfaces_seen_by,
    view_surface,
)
from bot.playground.workspace import BOT_USER_ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.playground.json_types import Json
    from bot.playground.records import Member, View
    from bot.playground.server import LocalSlack
    from bot.playground.surfaces import Surface


class Actor:
    """One person. Made by `LocalSlack.person`."""

    def __init__(self, slack: LocalSlack, ident: str) -> None:
        self.slack = slack
        self.id = ident
        # What the app has offered in menus that it fills while somebody types, by action_id.
        self.searched: dict[str, Sequence[Json]] = {}

    @property
    def member(self) -> Member:
        return self.slack.workspace.members[self.id]

    @property
    def name(self) -> str:
        return self.member.name

    @property
    def language(self) -> str:
        return language_of(self.member.locale)

    def describe(
        self, *, title: str = "", department: str = "", company: str = "", role: str = "member"
    ) -> None:
        """Set what the person's profile says."""
        workspace = self.slack.workspace
        with workspace.lock:
            workspace.members[self.id] = replace(
                self.member, title=title, department=department, company=company, role=role
            )

    # Calling the app

    def command(
        self, command: str, text: str = "", *, channel: str | None = None
    ) -> Surface | None:
        """Send a slash command, from #general unless told otherwise."""
        before = self._now()
        asking.run_command(self, command, text, channel or self.slack.workspace.general)
        return self._newest_since(before)

    def shortcut(
        self, callback_id: str, *, message_ts: str, channel: str | None = None
    ) -> Surface | None:
        """Choose the app's entry in the menu of a message.

        Raises:
            NotOnScreenError: the person sees no such message.
        """
        before = self._now()
        message = talking.find_message(self, message_ts, channel)
        asking.run_message_shortcut(self, callback_id, message)
        return self._newest_since(before)

    def global_shortcut(self, callback_id: str) -> Surface | None:
        before = self._now()
        asking.run_global_shortcut(self, callback_id)
        return self._newest_since(before)

    def open_home(self, tab: str = "home") -> Surface | None:
        """Open the app's Home tab, or with "messages" the other one."""
        asking.open_home(self, tab)
        return self.home

    def open_pane(self) -> str:
        """Open the app's assistant pane; return the `ts` of the thread that it begins."""
        return talking.open_pane(self)

    # Messages

    def message(
        self,
        text: str,
        channel: str | None = None,
        thread_ts: str = "",
        *,
        phones: bool = False,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> str:
        """Write a message, to the bot unless told otherwise; return its `ts`.

        `files` are added to it, each with its name.
        """
        room = channel or self.dm_id
        return talking.write(self, text, room, thread_ts, phones=phones, files=files).ts

    def edit(self, ts: str, text: str, channel: str | None = None) -> None:
        talking.rewrite(self, talking.find_message(self, ts, channel), text)

    def delete(self, ts: str, channel: str | None = None) -> None:
        talking.take_back(self, talking.find_message(self, ts, channel))

    def react(self, name: str, ts: str, channel: str | None = None) -> None:
        """Put an emoji on a message; a skin tone is part of its name."""
        talking.react(self, talking.find_message(self, ts, channel), name)

    def unreact(self, name: str, ts: str, channel: str | None = None) -> None:
        talking.unreact(self, talking.find_message(self, ts, channel), name)

    # Buttons, menus, modals

    def click(
        self, what: str, value: object = None, *, on: Surface | None = None
    ) -> Surface | None:
        """Press a button or choose in a menu, named by its label or its action_id.

        `value` is the choice in a menu, by value or label; for a button it says which of several
        is meant. The newest surface that has it is used, or the one given as `on`: an old
        message, or a picture of one that has changed since, as on a slow screen. A dialog that
        asks for confirmation is confirmed.

        Raises:
            NotOnScreenError, NoSuchChoiceError: a person could not do this.
        """
        before = self._now()
        pressing.click(self, what, value, [on] if on else self.surfaces)
        return self._newest_since(before)

    def fill(self, values: Mapping[str, object] | None = None, **more: object) -> Surface | None:
        """Type and choose in the modal on top, by block_id, action_id or label."""
        pressing.fill(self, self._top_view(), {**(values or {}), **more})
        return self.modal

    def submit(self, values: Mapping[str, object] | None = None, **more: object) -> Surface | None:
        """Fill the modal on top and press its submit button.

        What stands in the fields from the start is sent along. What the client itself refuses
        (an empty required field, a text too long) reaches nobody: see `modal.errors`.

        Raises:
            NotOnScreenError: there is no modal, no submit button, or no such field.
            NoSuchChoiceError: a menu does not offer the value.
        """
        before = self._now()
        view = pressing.fill(self, self._top_view(), {**(values or {}), **more})
        pressing.submit(self, view)
        return self._newest_since(before)

    def close(self, *, everything: bool = False) -> Surface | None:
        """Close the modal on top, or the whole stack; return what is then on top."""
        pressing.close(self, self._top_view(), everything=everything)
        return self.modal

    def options(self, what: str, typed: str = "") -> list[str]:
        """Type into a menu that the app fills; return the labels that it offers."""
        return pressing.search_options(self, what, typed, self.surfaces)

    # What the person sees

    @property
    def surfaces(self) -> list[Surface]:
        """Everything before the person's eyes, the newest last."""
        return surfaces_seen_by(self.slack.workspace, self.id)

    @property
    def screen(self) -> str:
        """The newest thing that the person sees, as plain text; empty if there is nothing."""
        seen = self.surfaces
        return seen[-1].text if seen else ""

    @property
    def modal(self) -> Surface | None:
        """The modal on top."""
        views = self.slack.workspace.modals_of(self.id)
        return view_surface(self.slack.workspace, views[-1]) if views else None

    @property
    def home(self) -> Surface | None:
        """The Home tab as published for this person, whether they look at it or not."""
        view = self.slack.workspace.home_of(self.id)
        return view_surface(self.slack.workspace, view) if view else None

    @property
    def ephemerals(self) -> list[Surface]:
        """The lines that only this person sees, the newest last."""
        return [one for one in self.surfaces if one.kind == "ephemeral"]

    @property
    def dm_id(self) -> str:
        """The conversation with the bot."""
        return self.slack.workspace.dm(self.id, BOT_USER_ID).id

    @property
    def dm(self) -> list[Surface]:
        """The messages in the conversation with the bot, from both sides, oldest first."""
        return self.messages(self.dm_id)

    def messages(self, channel: str) -> list[Surface]:
        """The messages of a conversation, replies included, oldest first."""
        workspace = self.slack.workspace
        return [message_surface(workspace, one) for one in workspace.messages_in(channel)]

    def _now(self) -> int:
        return self.slack.workspace.mint.number()

    def _newest_since(self, before: int) -> Surface | None:
        seen = self.surfaces
        return seen[-1] if seen and seen[-1].order > before else None

    def _top_view(self) -> View:
        views = self.slack.workspace.modals_of(self.id)
        if not views:
            raise NotOnScreenError(f"no modal is open before {self.name}")
        return views[-1]
