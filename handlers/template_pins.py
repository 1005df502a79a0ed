"""The recommended prompts: one message in one channel, edited in place, never posted again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.template_mail import template_in_use
from handlers.views.template_pin import Recommended, pinned_message
from knowledge.store.deliveries import (
    DeliveryStatus,
    Draft,
    delivery,
    enqueue,
    enqueue_delete,
    enqueue_update,
)
from knowledge.store.settings import read_setting, take_turn, write_setting
from knowledge.store.template_uses import popularity
from knowledge.template_health import best_of

if TYPE_CHECKING:
    from handlers.template_mail import Writing
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session

_MONTH = timedelta(days=30)
_PLACE = "templates.pin"
_NOT_YET, _PINNED = "not_yet", "pinned"
_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class _Pinned:
    """Where the message is: its channel, when it was first posted, what it said last."""

    channel: str
    since: str
    said: str
    is_pinned: str = _NOT_YET

    @property
    def key(self) -> str:
        return f"template_pin:{self.channel}:{self.since}"

    @property
    def value(self) -> str:
        return f"{self.channel} {self.since} {self.said} {self.is_pinned}"


def post_or_refresh_pin(writing: Writing) -> None:
    """Let the message be in the channel that is set, and nowhere else, and say what is so now."""
    take_turn(writing.session, f"{_PLACE}.turn", writing.now)
    channel, pinned = writing.services.settings().template_channel, _pinned(writing.session)
    if pinned is not None and pinned.channel != channel:
        enqueue_delete(writing.session, of=pinned.key, key=f"{pinned.key}:moved", now=writing.now)
        write_setting(writing.session, _PLACE, "", writing.now)
        pinned = None
    if pinned is not None:
        _refresh(writing, pinned)
    elif channel:
        message = _message(writing)
        new = _Pinned(channel, writing.now.strftime("%Y%m%dT%H%M%S"), _mark(message))
        draft = Draft(key=new.key, to=channel, message=message, about=_PLACE)
        enqueue(writing.session, draft, now=writing.now)
        write_setting(writing.session, _PLACE, new.value, writing.now)


def refresh_pin(writing: Writing) -> None:
    """Correct the message after a template changed; without one there is nothing to correct."""
    if _pinned(writing.session) is None:
        return
    take_turn(writing.session, f"{_PLACE}.turn", writing.now)
    pinned = _pinned(writing.session)
    if pinned is not None:
        _refresh(writing, pinned)


def place_to_pin(session: Session) -> tuple[str, str] | None:
    """Return channel and time of the message while it is in Slack and was not pinned yet."""
    pinned = _pinned(session)
    if pinned is None or pinned.is_pinned == _PINNED:
        return None
    posted = delivery(session, pinned.key)
    if posted is None or posted.status != DeliveryStatus.SENT or not posted.ts:
        return None
    return posted.channel or posted.to, posted.ts


def note_pinned(writing: Writing) -> None:
    """Note that the message is pinned, so that nobody tries again."""
    take_turn(writing.session, f"{_PLACE}.turn", writing.now)
    if pinned := _pinned(writing.session):
        done = replace(pinned, is_pinned=_PINNED)
        write_setting(writing.session, _PLACE, done.value, writing.now)


def _refresh(writing: Writing, pinned: _Pinned) -> None:
    message = _message(writing)
    said = _mark(message)
    if said == pinned.said:
        return
    key = f"{pinned.key}:{writing.now.isoformat()}:{said}"
    enqueue_update(writing.session, of=pinned.key, message=message, key=key, now=writing.now)
    write_setting(writing.session, _PLACE, replace(pinned, said=said).value, writing.now)


def _message(writing: Writing) -> Surface:
    used = popularity(
        writing.session, since=writing.now - _MONTH, until=writing.now, now=writing.now
    )
    known = {}
    for id_ in best_of(used, used, _LOOKED_AT):
        if in_use := template_in_use(writing.session, id_):
            known[id_] = in_use[0]
    best = [Recommended(known[id_], used[id_].handed_out) for id_ in best_of(used, known)]
    texts = writing.services.texts
    return pinned_message(
        best, texts.voice(texts.known_language(writing.services.settings().channel_language))
    )


def _pinned(session: Session) -> _Pinned | None:
    parts = (read_setting(session, _PLACE) or "").split()
    return _Pinned(*parts) if len(parts) == 4 else None


def _mark(message: Surface) -> str:
    written = json.dumps(message, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
