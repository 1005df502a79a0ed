"""Small typed readers of what Bolt hands over."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.slack_text import decode
from knowledge.verdict import Account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import BoltContext

    Payload = Mapping[str, Any]

_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did something: the person, their team, and the team in which we are installed."""

    member: str
    team: str
    home: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Parts of a message that its text does not hold: what (`unread.<what>`), and how many."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class MessageText:
    """What a message says, decoded, and what of it was not read. `repr` shows no text."""

    text: str = field(repr=False)
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """A message that a person wrote to us."""

    sender: Sender
    channel: str
    ts: str
    thread_ts: str | None
    content: MessageText

    @property
    def key(self) -> str:
        """What was asked, in one word: the same for every delivery of this message."""
        return f"message:{self.sender.home}:{self.channel}:{self.ts}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A message in a room in which somebody spoke to us. `content` is without our own name.

    `is_shared`: people of other companies may be in the room.
    """

    sender: Sender
    channel: str
    ts: str
    thread_ts: str | None
    content: MessageText
    is_shared: bool

    @property
    def key(self) -> str:
        """What was asked, in one word: the same for every delivery of this message."""
        return f"mention:{self.sender.home}:{self.channel}:{self.ts}"


@dataclass(frozen=True, slots=True)
class Pane:
    """A conversation that somebody opened in our pane."""

    sender: Sender
    channel: str
    thread_ts: str

    @property
    def key(self) -> str:
        return f"pane:{self.sender.home}:{self.channel}:{self.thread_ts}"


@dataclass(frozen=True, slots=True)
class Submission:
    """What was entered in the check modal."""

    text: str = field(repr=False)
    account: Account = Account.COMPANY


@dataclass(frozen=True, slots=True)
class PastedAnswer:
    """What was pasted to have masked words put back, and of which check (empty: of all)."""

    text: str = field(repr=False)
    handle: str = ""


def read_sender(body: Payload, context: BoltContext) -> Sender:
    """Read who sent a command, an interaction or an event."""
    us = context.authorize_result
    home = us.team_id if us else None
    event = body.get("event") or {}
    user = body.get("user") or event.get("user") or body.get("user_id") or ""
    if isinstance(user, dict):
        team = user.get("team_id") or _team(body)
        member = str(user.get("id", ""))
    else:
        team = event.get("user_team") or event.get("team") or _team(body)
        member = str(user)
    return Sender(member, str(team), home or _team(body))


def read_command_text(body: Payload) -> str:
    """Read the words after a slash command, decoded."""
    return decode(str(body.get("text") or "")).strip()


def read_message(message: Payload) -> MessageText:
    """Read a message's text, and say which parts of the message the text does not hold.

    What people write comes as text and, once more, as rich text. Everything else in a message
    (files, quotes and previews, what apps show) says more than the text does.
    """
    blocks = message.get("blocks") or []
    others = [block for block in blocks if block.get("type") != "rich_text"]
    unread = (
        Unread("files", len(message.get("files") or [])),
        Unread("attachments", len(message.get("attachments") or [])),
        Unread("blocks", len(blocks if message.get("bot_id") else others)),
    )
    return MessageText(
        decode(str(message.get("text") or "")), tuple(part for part in unread if part.count)
    )


def read_direct_message(body: Payload, context: BoltContext) -> DirectMessage | None:
    """Read a direct message to us; None when it is something else under the same event name.

    Edits, previews, deletions, thread broadcasts, and whatever a bot (we ourselves too) wrote
    arrive as `message` as well. A file with a comment is a message of a person.
    """
    event = body.get("event") or {}
    if event.get("channel_type") != "im" or event.get("subtype") not in (None, "file_share"):
        return None
    author = event.get("user")
    if event.get("bot_id") or event.get("hidden"):
        return None
    if author in (None, _SLACKBOT, context.bot_user_id):
        return None
    return DirectMessage(
        sender=read_sender(body, context),
        channel=str(event["channel"]),
        ts=str(event["ts"]),
        thread_ts=event.get("thread_ts"),
        content=read_message(event),
    )


def read_mention(body: Payload, context: BoltContext) -> Mention | None:
    """Read a message that speaks to us; None when no person wrote it, or it was only changed."""
    event = body.get("event") or {}
    author = event.get("user")
    if event.get("bot_id") or event.get("edited") or event.get("subtype"):
        return None
    if author in (None, _SLACKBOT, context.bot_user_id):
        return None
    our_name = re.compile(rf"<@{re.escape(str(context.bot_user_id))}(?:\|[^>]*)?>[ 　]*")
    content = read_message({**event, "text": our_name.sub("", str(event.get("text") or ""))})
    return Mention(
        sender=read_sender(body, context),
        channel=str(event["channel"]),
        ts=str(event["ts"]),
        thread_ts=event.get("thread_ts"),
        content=MessageText(content.text.strip(), content.unread),
        is_shared=bool(body.get("is_ext_shared_channel")),
    )


def read_pane(body: Payload, context: BoltContext) -> Pane:
    """Read where somebody opened our pane."""
    event = body.get("event") or {}
    thread = event.get("assistant_thread") or {}
    sender = read_sender(
        {**body, "event": {**event, "user": thread.get("user_id")}, "user": None}, context
    )
    return Pane(sender, str(thread["channel_id"]), str(thread["thread_ts"]))


def read_submission(view: Payload) -> Submission:
    """Read the check modal. What people type into an input is not encoded by Slack."""
    values = view["state"]["values"]
    chosen = values[ids.BLOCK_ACCOUNT][ids.INPUT_ACCOUNT].get("selected_option") or {}
    return Submission(
        str(values[ids.BLOCK_TEXT][ids.INPUT_TEXT].get("value") or "").strip(),
        Account(chosen.get("value", Account.COMPANY)),
    )


def read_pasted_answer(view: Payload) -> PastedAnswer:
    """Read the modal for ChatGPT's answer, blanks at its ends included."""
    values = view["state"]["values"]
    pasted = values[ids.BLOCK_ANSWER][ids.INPUT_ANSWER].get("value")
    return PastedAnswer(str(pasted or ""), str(view.get("private_metadata") or ""))


def read_pressed_value(body: Payload) -> str:
    """Read what the pressed button carries; nothing for a shortcut, which has no button."""
    pressed, *_ = body.get("actions") or [{}]
    return str(pressed.get("value") or "")


def read_press_key(body: Payload) -> str:
    """Return a key for this press or submission: Slack gives each a trigger of its own.

    The trigger itself opens views, so it is not kept.
    """
    return hashlib.sha256(str(body["trigger_id"]).encode()).hexdigest()[:24]


def _team(body: Payload) -> str:
    team = body.get("team")
    found = team.get("id") if isinstance(team, dict) else team
    return str(found or body.get("team_id") or "")
