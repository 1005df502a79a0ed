"""What a workspace is made of. Each record is frozen: a change puts a new one in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.playground.json_types import Json

ChannelKind = Literal["channel", "group", "im", "mpim"]


@dataclass(frozen=True, slots=True)
class Member:
    id: str
    team: str
    name: str
    real_name: str
    locale: str = "ja-JP"
    is_bot: bool = False
    deleted: bool = False
    updated: int = 0
    # What the profile says, and the part that the person plays in the playground.
    title: str = ""
    department: str = ""
    company: str = ""
    role: str = "member"


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel, a private one (`group`), a DM (`im`) or a group DM (`mpim`)."""

    id: str
    name: str
    kind: ChannelKind
    members: frozenset[str]
    created: int = 0
    creator: str = ""
    archived: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message that everybody in its channel can see. Its identity is channel and `ts`."""

    channel: str
    ts: str
    user: str
    text: str
    order: int
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    files: tuple[Json, ...] = ()
    bot_id: str = ""
    thread_ts: str = ""
    metadata: Json | None = None
    edited: tuple[str, str] | None = None
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    client_msg_id: str = ""
    pinned: bool = False

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """A line that one person sees, until their client restarts. No API can read it back."""

    channel: str
    ts: str
    user: str
    text: str
    order: int
    blocks: tuple[Json, ...] = ()
    thread_ts: str = ""
    by_slack: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """An open modal or a published Home tab, with what the person has typed so far."""

    id: str
    user: str
    source: Json
    hash: str
    order: int
    root: str
    previous: str = ""
    drafts: Mapping[tuple[str, str], Json] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""

    @property
    def kind(self) -> str:
        return str(self.source["type"])

    @property
    def external_id(self) -> str:
        return str(self.source.get("external_id") or "")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A person's gesture, which an app may exchange once and soon for a modal."""

    id: str
    user: str
    at: datetime
    view: str = ""
    spent: bool = False


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """An address that answers one gesture: five times, within thirty minutes."""

    key: str
    user: str
    channel: str
    at: datetime
    uses: int = 0
    # The message or ephemeral that was acted on, which `replace_original` means.
    original_ts: str = ""
    original_is_ephemeral: bool = False
