"""What the local Slack knows: one team, its people, channels, messages and open views.

Everything is kept in plain dictionaries under one lock. Whoever reads or changes more than one
of them holds `lock`, so that the rest of the world sees each request happen at once or not yet.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.playground.changes import Changes, Watched
from bot.playground.records import Channel, Ephemeral, Member, Message, ResponseUrl, Trigger, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.playground.json_types import Json
    from bot.playground.mint import Mint
    from bot.playground.records import ChannelKind

TEAM_ID: Final = "T0LOCAL"
TEAM_NAME: Final = "案内の練習場"
DOMAIN: Final = "annai-playground"
OTHER_TEAM_ID: Final = "T0OTHER"
APP_ID: Final = "A0ANNAI"
BOT_ID: Final = "B0ANNAI"
BOT_USER_ID: Final = "U0ANNAI"
SLACKBOT_ID: Final = "USLACKBOT"


class Workspace:
    """The state. Ids and times come from `mint`."""

    def __init__(self, mint: Mint, bot_name: str) -> None:
        self.mint = mint
        self.lock = threading.RLock()
        self.changes = Changes()
        changed = self.changes.note
        self.members: dict[str, Member] = Watched(changed)
        self.channels: dict[str, Channel] = Watched(changed)
        self.messages: dict[tuple[str, str], Message] = Watched(changed)
        # What is known of a file, and its content, by its id.
        self.files: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self.ephemerals: dict[str, Ephemeral] = Watched(changed)
        self.views: dict[str, View] = Watched(changed)
        # Up to which message a person has read a channel, by person and channel.
        self.read_up_to: dict[tuple[str, str], str] = Watched(changed)
        # Files that the app has announced and not yet completed: name and length, by id.
        self.announced: dict[str, Json] = {}
        # What the app shows around its assistant conversations, by channel and thread.
        self.panes: dict[tuple[str, str], Json] = Watched(changed)
        # The workspace's own emoji: name, and what is drawn.
        self.emoji: dict[str, str] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        # People who are looking at the app's Home tab; the others do not see it change.
        self.home_watchers: set[str] = set()
        self.members[BOT_USER_ID] = Member(
            BOT_USER_ID, TEAM_ID, bot_name, bot_name, is_bot=True, updated=self.epoch()
        )
        self.general = self.add_channel("general", ()).id

    def epoch(self) -> int:
        return int(self.mint.now().timestamp())

    def add_member(self, name: str, *, locale: str, team: str = TEAM_ID) -> Member:
        """Let somebody join; people of the own team are in #general at once."""
        with self.lock:
            ident = self.mint.identifier("U")
            member = Member(ident, team, name, name, locale, updated=self.epoch())
            self.members[ident] = member
            if team == TEAM_ID:
                self.join(self.general, ident)
            return member

    def add_channel(
        self,
        name: str,
        members: Iterable[str],
        *,
        kind: ChannelKind = "channel",
        shared: bool = False,
    ) -> Channel:
        with self.lock:
            prefix = {"channel": "C", "group": "C", "im": "D", "mpim": "G"}[kind]
            channel = Channel(
                self.mint.identifier(prefix),
                name,
                kind,
                frozenset(members),
                created=self.epoch(),
                shared=shared,
            )
            self.channels[channel.id] = channel
            return channel

    def join(self, channel: str, member: str) -> None:
        with self.lock:
            old = self.channels[channel]
            self.channels[channel] = replace(old, members=old.members | {member})

    def leave(self, channel: str, member: str) -> None:
        with self.lock:
            old = self.channels[channel]
            self.channels[channel] = replace(old, members=old.members - {member})

    def dm(self, *people: str) -> Channel:
        """Return the direct conversation of exactly these people, opened if need be."""
        wanted = frozenset(people)
        with self.lock:
            for channel in self.channels.values():
                if channel.kind in {"im", "mpim"} and channel.members == wanted:
                    return channel
            kind: ChannelKind = "im" if len(wanted) <= 2 else "mpim"
            names = "--".join(sorted(self.members[one].name for one in wanted))
            return self.add_channel("" if kind == "im" else f"mpdm-{names}-1", wanted, kind=kind)

    def messages_in(self, channel: str) -> list[Message]:
        """Return the channel's messages, replies included, oldest first."""
        with self.lock:
            found = [message for (where, _), message in self.messages.items() if where == channel]
        return sorted(found, key=lambda message: message.ts)

    def put(self, message: Message) -> Message:
        with self.lock:
            self.messages[message.channel, message.ts] = message
        return message

    def modals_of(self, user: str) -> list[View]:
        """Return the person's open modals, the one on top last."""
        with self.lock:
            return [
                view for view in self.views.values() if view.user == user and view.kind == "modal"
            ]

    def home_of(self, user: str) -> View | None:
        with self.lock:
            for view in self.views.values():
                if view.user == user and view.kind == "home":
                    return view
        return None

    def close_view(self, view: View) -> list[View]:
        """Take away this modal and those above it; return them, the topmost first."""
        with self.lock:
            stack = [one for one in self.modals_of(view.user) if one.root == view.root]
            ids = [one.id for one in stack]
            closed = stack[ids.index(view.id) :] if view.id in ids else []
            for one in closed:
                del self.views[one.id]
        return closed[::-1]

    def names(self) -> dict[str, str]:
        """Return what mentions are shown as: ids of people and channels to their names."""
        with self.lock:
            people = {member.id: member.name for member in self.members.values()}
            return people | {channel.id: channel.name for channel in self.channels.values()}
