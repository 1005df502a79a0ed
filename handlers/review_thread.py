"""Replies in the thread of a review: checked, kept as what the department says, followed in edits."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_sdk.errors import SlackClientError

from handlers import review_steps as steps
from handlers.askers import meet
from handlers.brief_client import brief
from handlers.database_visits import read_briefly, write_briefly
from handlers.passing_words import checked_words, why_not
from handlers.payloads import Sender
from handlers.people import person_of
from handlers.slack_text import decode, encode
from knowledge.reviews import CycleStatus, Topic
from knowledge.roles import Action, may
from knowledge.store import reviews as store
from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.roles import Person
    from knowledge.store.database import Session

log = logging.getLogger(__name__)

_LONGEST = 2_000
_SLACK_SECONDS = 1.2
_EDITED, _DELETED = "message_changed", "message_deleted"
_WRITTEN = frozenset({None, "thread_broadcast", "file_share"})


@dataclass(frozen=True, slots=True)
class _Reply:
    """A message in a thread as it is now; `text` is None for one that was taken back."""

    channel: str
    thread_ts: str
    ts: str
    author: str
    team: str
    text: str | None

    @property
    def key(self) -> str:
        return f"reply:{self.channel}:{self.ts}"


def register(app: App, services: Services) -> None:
    """Listen to what is written, changed and taken back in the thread of a review."""

    def is_ours(event: dict[str, Any]) -> bool:
        reply = _read(event)
        if reply is None:
            return False
        try:
            return _period_of(services, reply) is not None
        except DatabaseUnavailable:
            # Nobody knows; the listener asks again and lets Slack bring it back.
            return True

    def on_reply(
        event: dict[str, Any], client: WebClient, context: BoltContext
    ) -> BoltResponse | None:
        reply = _read(event)
        try:
            period = _period_of(services, reply) if reply else None
            if reply is None or period is None:
                return None
            home = context.authorize_result.team_id if context.authorize_result else None
            _take(services, client, period, reply, home or reply.team)
        except DatabaseUnavailable:
            return BoltResponse(status=503, body="")
        return None

    app.event("message", matchers=[is_ours])(on_reply)


def _read(event: Mapping[str, Any]) -> _Reply | None:
    """Read a reply in a thread of a channel; None for everything else under the same name.

    A change that leaves the words as they are, such as a preview that appears, is none.
    """
    if event.get("channel_type") == "im" or event.get("bot_id"):
        return None
    subtype = event.get("subtype")
    if subtype == _EDITED:
        message = event.get("message") or {}
        before = event.get("previous_message") or {}
        if message.get("text") == before.get("text"):
            return None
    elif subtype == _DELETED:
        message = {**(event.get("previous_message") or {}), "text": None}
    elif subtype in _WRITTEN:
        message = event
    else:
        return None
    return _reply(message, str(event.get("channel") or ""), str(event.get("team") or ""))


def _reply(message: Mapping[str, Any], channel: str, team: str) -> _Reply | None:
    thread, ts, author = (str(message.get(name) or "") for name in ("thread_ts", "ts", "user"))
    # What we have written ourselves has a bot's id.
    if not thread or thread == ts or not author or message.get("bot_id"):
        return None
    gone = message.get("text") is None or message.get("subtype") == "tombstone"
    text = None if gone else decode(str(message.get("text") or "")).strip()
    of = str(message.get("user_team") or message.get("team") or team)
    return _Reply(channel, thread, ts, author, of, text)


def _period_of(services: Services, reply: _Reply) -> str | None:
    def find(session: Session) -> str | None:
        cycle = store.cycle_of_thread(session, reply.channel, reply.thread_ts)
        return cycle.period if cycle else None

    return read_briefly(services, find)


def _take(services: Services, client: WebClient, period: str, reply: _Reply, home: str) -> None:
    """Keep the reply if it may be kept; otherwise nothing of it, and say why to its author."""
    asker = meet(services, client, Sender(reply.author, reply.team, home))
    person = person_of(services, asker)
    if not may(person, Action.WRITE_REVIEW):
        return
    voice = services.texts.voice(asker.language)
    why = _why_not(services, reply.text, voice) if reply.text else ""
    kept = bool(reply.text) and not why

    def keep(session: Session) -> str:
        cycle = store.find_cycle(session, period)
        if cycle is None or cycle.status == CycleStatus.CLOSED.value:
            return "" if reply.text is None else voice("review_reply.closed")
        if not kept:
            _forget(services, session, period, reply)
            return ""
        is_nobodys = _keep(services, session, period, reply, person)
        return voice("review_reply.no_department") if is_nobodys else ""

    said = write_briefly(services, keep)
    if why:
        said = " ".join([voice("review_reply.hint", why=why), voice("review_reply.hint_do")])
    services.wake_outbox()
    if said:
        _hint(client, reply, said)


def _forget(services: Services, session: Session, period: str, reply: _Reply) -> None:
    if store.forget_entry(session, reply.key):
        steps.note_answer(services, session, period, services.clock())


def _keep(services: Services, session: Session, period: str, reply: _Reply, person: Person) -> bool:
    """Keep the reply as its department's; return whether it is new, and no department's."""
    known = store.find_entry(session, reply.key)
    department = known.department if known else _department(person)
    texts = {Topic.REPLY.value: reply.text or ""}
    if known is None or known.texts != texts:
        now = services.clock()
        entry = store.NewEntry(reply.key, period, department, reply.author, texts)
        store.keep_entry(session, entry, version=None, now=now)
        steps.note_answer(services, session, period, now)
    return known is None and department is None


def _department(person: Person) -> int | None:
    """Return for which department somebody speaks: where they belong, or the one that they help."""
    if person.department is not None:
        return person.department
    return next(iter(person.ambassador_of)) if len(person.ambassador_of) == 1 else None


def _why_not(services: Services, text: str, voice: Voice) -> str:
    if len(text) > _LONGEST:
        return voice("review_reply.too_long", most=_LONGEST)
    return why_not(checked_words(services, text), services.rulebook(), voice)


def _hint(client: WebClient, reply: _Reply, said: str) -> None:
    """Say it to the author alone. What is kept is kept, whether they see this or not."""
    try:
        brief(client, _SLACK_SECONDS).chat_postEphemeral(
            channel=reply.channel, user=reply.author, thread_ts=reply.thread_ts, text=encode(said)
        )
    except (SlackClientError, HTTPException, OSError) as error:
        log.info("cannot say why a reply is not kept: %s", type(error).__name__)
