"""The outbox: messages that matter, written in the transaction of what they tell about.

Nothing here commits. How they are sent is told in `delivery_tries`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, and_, select, update

from knowledge.deliveries import DeliveryKind, DeliveryStatus
from knowledge.store.delivery_files import forget_files, keep_files
from knowledge.store.delivery_threads import (
    can_be_followed,
)
from knowledge.store.models import Delivery
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.store.delivery_files import Attachment


__all__ = ["DeliveryKind", "DeliveryStatus", "Draft"]

_ALIVE = frozenset({DeliveryStatus.WAITING, DeliveryStatus.SENT})


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be posted once.

    Args:
        key: what the message is, for ever: a second draft with this key is no message.
        to: a person (U…, reached by direct message) or a channel (C…).
        message: text and blocks as they will be sent; nothing in it that may not be stored.
        thread_ts: of the message under which it stands, when that one is in Slack already.
        thread_of: key of the delivery under which it stands: it goes where that one went, after
            it, and in the order in which they were written. Together with it nothing is lost or
            doubled, so a whole thread can be written in one transaction.
        about: what it is about, for example "escalation:12".
        not_before: when it may go out; at once when it is urgent or nothing is said.
        expires_at: from when on nobody needs it any more.
        fallbacks: who gets it, in this order, when the recipient cannot be reached.
    """

    key: str
    to: str
    message: Mapping[str, Any] = field(repr=False)
    thread_ts: str | None = None
    about: str = ""
    urgent: bool = False
    not_before: datetime | None = None
    expires_at: datetime | None = None
    fallbacks: tuple[str, ...] = ()
    thread_of: str | None = None


def enqueue(session: Session, draft: Draft, *, now: datetime) -> bool:
    """Put a message into the outbox; False, changing nothing, if one with this key is there.

    False also for a message under another (`thread_of`) that is not there, or was given up.
    """
    if draft.thread_of is not None and not can_be_followed(session, draft.thread_of):
        return False
    not_before = now if draft.urgent or draft.not_before is None else draft.not_before
    row = {
        "kind": DeliveryKind.POST,
        "of": None,
        "to": draft.to,
        "thread_ts": draft.thread_ts,
        "thread_of": draft.thread_of,
        "message": dict(draft.message),
        "urgent": draft.urgent,
        "about": draft.about,
        "fallbacks": [one for one in dict.fromkeys(draft.fallbacks) if one != draft.to],
        "not_before": not_before,
        "expires_at": draft.expires_at,
    }
    return _insert(session, draft.key, row, now)


def enqueue_update(
    session: Session, *, of: str, message: Mapping[str, Any], key: str, now: datetime
) -> bool:
    """Put a change of a message into the outbox: it goes out after the message itself.

    False, changing nothing, if this change is there already, or if there is no message to
    change: none with the key `of`, or one that failed, expired or was cancelled.
    """
    return _follow(session, DeliveryKind.UPDATE, of, message, key, now)


def enqueue_delete(session: Session, *, of: str, key: str, now: datetime) -> bool:
    """Let a message be taken back; False as for `enqueue_update`."""
    return _follow(session, DeliveryKind.DELETE, of, {}, key, now)


def enqueue_files(
    session: Session,
    *,
    of: str,
    comment: str,
    files: Sequence[Attachment],
    key: str,
    now: datetime,
) -> bool:
    """Put files into the outbox: they follow a message into its conversation, with a comment.

    The comment is encoded for Slack; False, changing nothing, as for `enqueue_update`.
    """
    if not _follow(session, DeliveryKind.FILES, of, {"text": comment}, key, now):
        return False
    keep_files(session, key, files)
    return True


def cancel(session: Session, key: str) -> bool:
    """Stop a message that no try has begun to send; False if it may be out already."""
    stopped = (
        update(Delivery)
        .where(
            Delivery.key == key,
            Delivery.status == DeliveryStatus.WAITING,
            Delivery.unclear_since.is_(None),
        )
        .values(status=DeliveryStatus.CANCELLED, message={})
    )
    return _changes(session, stopped) > 0


def delivery(session: Session, key: str) -> Delivery | None:
    """Return the delivery with this key."""
    return session.scalar(select(Delivery).where(Delivery.key == key))


def waiting_deliveries(session: Session, limit: int = 100) -> list[Delivery]:
    """Return what has not gone out yet, the next first."""
    waiting = (
        select(Delivery)
        .where(Delivery.status == DeliveryStatus.WAITING)
        .order_by(Delivery.next_try_at, Delivery.id)
        .limit(limit)
    )
    return list(session.scalars(waiting))


def failed_deliveries(session: Session, limit: int = 20) -> list[Delivery]:
    """Return the newest deliveries that did not go out and that can still be sent again."""
    newest = (
        select(Delivery)
        .where(Delivery.status == DeliveryStatus.FAILED)
        .order_by(Delivery.id.desc())
        .limit(limit)
    )
    return list(session.scalars(newest))


def resend(session: Session, key: str, now: datetime) -> bool:
    """Try a failed delivery again, from its first recipient on; False if it is not (any more) one."""
    failed = session.scalar(
        select(Delivery)
        .where(Delivery.key == key, Delivery.status == DeliveryStatus.FAILED)
        .with_for_update()
    )
    if failed is None:
        return False
    to, *others = dict.fromkeys([*failed.unreachable, failed.to, *failed.fallbacks])
    failed.to, failed.fallbacks, failed.unreachable = to, others, []
    failed.status, failed.attempts, failed.next_try_at = DeliveryStatus.WAITING, 0, now
    session.flush()
    return True


def posts_about(session: Session, about: str) -> list[Delivery]:
    """Return the messages about something that are in Slack or on their way, oldest first."""
    posts = (
        select(Delivery)
        .where(
            Delivery.about == about,
            Delivery.kind == DeliveryKind.POST,
            Delivery.status.in_([DeliveryStatus.WAITING, DeliveryStatus.SENT]),
        )
        .order_by(Delivery.id)
    )
    return list(session.scalars(posts))


def forget_words(session: Session, about: str, now: datetime) -> None:
    """Forget at once what the messages about something said, and stop changes on their way.

    The rows stay, so that the messages in Slack can still be changed. What a sender has begun
    is left to it: the next change of the same message comes after it.
    """
    of_it = Delivery.about == about
    said = and_(of_it, Delivery.status == DeliveryStatus.SENT, Delivery.emptied_at.is_(None))
    _changes(session, update(Delivery).where(said).values(message={}, emptied_at=now))
    on_their_way = and_(
        of_it,
        Delivery.kind.in_([DeliveryKind.UPDATE, DeliveryKind.FILES]),
        Delivery.status == DeliveryStatus.WAITING,
        Delivery.unclear_since.is_(None),
    )
    stopped = {"status": DeliveryStatus.CANCELLED, "message": {}}
    _changes(session, update(Delivery).where(on_their_way).values(stopped))
    forget_files(session, (DeliveryStatus.CANCELLED, DeliveryStatus.EXPIRED))


def empty_bodies(
    session: Session, *, sent_before: datetime, failed_before: datetime, now: datetime
) -> int:
    """Forget what old messages said, and return how many; who, when and where stays.

    What failed so long ago that nobody sent it again is cancelled with it.
    """
    sent = and_(
        Delivery.status == DeliveryStatus.SENT,
        Delivery.sent_at < sent_before,
        Delivery.emptied_at.is_(None),
    )
    failed = and_(Delivery.status == DeliveryStatus.FAILED, Delivery.created_at < failed_before)
    empty: dict[str, Any] = {"message": {}, "emptied_at": now}
    given_up = {**empty, "status": DeliveryStatus.CANCELLED}
    emptied = _changes(session, update(Delivery).where(sent).values(empty)) + _changes(
        session, update(Delivery).where(failed).values(given_up)
    )
    forget_files(session, (DeliveryStatus.CANCELLED, DeliveryStatus.EXPIRED))
    return emptied


def _insert(session: Session, key: str, row: dict[str, Any], now: datetime) -> bool:
    insert = insert_into(session, Delivery).values(
        {
            "key": key,
            "next_try_at": row["not_before"],
            "status": DeliveryStatus.WAITING,
            "unreachable": [],
            "attempts": 0,
            "error": "",
            "created_at": now,
            **row,
        }
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"]).returning(Delivery.id)
    return session.execute(once).first() is not None


def _follow(
    session: Session,
    kind: DeliveryKind,
    of: str,
    message: Mapping[str, Any],
    key: str,
    now: datetime,
) -> bool:
    original = delivery(session, of)
    if original is None or original.status not in _ALIVE:
        return False
    row = {
        "kind": kind,
        "of": of,
        "to": original.to,
        "message": dict(message),
        "urgent": original.urgent,
        "about": original.about,
        "fallbacks": [],
        "not_before": now,
    }
    return _insert(session, key, row, now)


def _changes(session: Session, statement: Any) -> int:  # noqa: ANN401 - an UPDATE
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount
