"""Deliveries as a sender sees them: taken when they are due, tried, and what became of the try.

Nothing here commits. Whoever dies in between leaves a lease that runs out, and a row that says
since when it is unclear whether the message was posted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import aliased

from knowledge.deliveries import DeliveryStatus
from knowledge.store.delivery_threads import find_place, orphans, waits_for_its_thread
from knowledge.store.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Select, Update
    from sqlalchemy.orm import Session

_SETTLED: Mapping[str, Any] = {"lease_until": None, "unclear_since": None}
_ROWS_ONLY: Mapping[str, Any] = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that the caller may try now. `look_since`: it may have been posted since then."""

    delivery: Delivery
    look_since: datetime | None


def take_due(session: Session, now: datetime, limit: int, lease: timedelta) -> list[Taken]:
    """Take the deliveries that are due, urgent ones first, each for one try within the lease.

    What changes a message waits until everything before it about that message is done, and what
    stands under a message until that one is sent, and everything before it in that thread.
    Commit at once: only then do others see that these are taken.
    """
    session.execute(_over(), {"now": now}, execution_options=_ROWS_ONLY)
    session.execute(orphans(), execution_options=_ROWS_ONLY)
    taken = []
    for delivery in session.scalars(_due(), {"now": now, "most": limit}):
        taken.append(Taken(delivery, delivery.unclear_since))
        delivery.lease_until = now + lease
        delivery.attempts += 1
        delivery.unclear_since = delivery.unclear_since or now
        find_place(session, delivery)
    session.flush()
    return taken


def mark_sent(
    session: Session, key: str, *, channel: str, ts: str, now: datetime, error: str = ""
) -> None:
    """Say that the message is in Slack, and where; `error` is why it is not where it was meant."""
    sent = {"status": DeliveryStatus.SENT, "channel": channel, "ts": ts, "sent_at": now}
    # Whatever became of the row meanwhile: what is in Slack is sent.
    session.execute(
        update(Delivery).where(Delivery.key == key).values({**sent, **_SETTLED, "error": error}),
        execution_options=_ROWS_ONLY,
    )


def mark_retry(
    session: Session, key: str, *, at: datetime, error: str, unclear: bool, counts: bool = True
) -> None:
    """Say that the try came to nothing, and when to try again.

    Args:
        session: may write.
        key: of the delivery.
        at: when to try again.
        error: a short code.
        unclear: it may have been posted all the same.
        counts: as one of the tries after which we give up.
    """
    values: dict[str, Any] = {"next_try_at": at, "error": error, "lease_until": None}
    if not unclear:
        values["unclear_since"] = None
    if not counts:
        values["attempts"] = Delivery.attempts - 1
    _change_waiting(session, key, values)


def mark_failed(session: Session, key: str, *, error: str, unclear: bool) -> None:
    """Say that this message will not go out by itself: a person must look at it."""
    failed = {"status": DeliveryStatus.FAILED, "error": error, "lease_until": None}
    _change_waiting(session, key, failed if unclear else {**failed, **_SETTLED})


def mark_needless(session: Session, key: str, *, error: str) -> None:
    """Say that there is nothing to do any more: the message to be changed is not there."""
    needless = {"status": DeliveryStatus.CANCELLED, "error": error, "message": {}}
    _change_waiting(session, key, {**needless, **_SETTLED})


def reroute(session: Session, key: str, *, to: str, error: str, now: datetime) -> None:
    """Give the message to somebody else, because its recipient cannot be reached."""
    delivery = session.scalars(select(Delivery).where(Delivery.key == key)).one()
    delivery.unreachable = [*delivery.unreachable, delivery.to]
    delivery.fallbacks = [one for one in delivery.fallbacks if one != to]
    delivery.to = to
    delivery.error = error
    delivery.next_try_at = now
    # A new place: nothing can have been posted there, and no thread of the old one is there.
    delivery.thread_ts = delivery.thread_of = delivery.channel = None
    delivery.unclear_since = delivery.lease_until = None
    session.flush()


# Looked for every few seconds, and with each message: put together once, these take a twentieth
# of the time.
@cache
def _due() -> Select[Delivery]:
    earlier = aliased(Delivery)
    waits_for_another = exists().where(
        earlier.status == DeliveryStatus.WAITING,
        earlier.id < Delivery.id,
        or_(earlier.key == Delivery.of, earlier.of == Delivery.of),
    )
    return (
        select(Delivery)
        .where(
            Delivery.status == DeliveryStatus.WAITING,
            Delivery.next_try_at <= bindparam("now"),
            _is_free(),
            ~waits_for_another,
            ~waits_for_its_thread(),
        )
        .order_by(Delivery.urgent.desc(), Delivery.next_try_at, Delivery.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=Delivery)
    )


@cache
def _over() -> Update:
    over = and_(
        Delivery.status == DeliveryStatus.WAITING,
        Delivery.expires_at <= bindparam("now"),
        _is_free(),
    )
    return update(Delivery).where(over).values(status=DeliveryStatus.EXPIRED, message={})


def _is_free() -> ColumnElement[bool]:
    return or_(Delivery.lease_until.is_(None), Delivery.lease_until <= bindparam("now"))


def _change_waiting(session: Session, key: str, values: Mapping[str, Any]) -> None:
    # Who was slower than their lease must not undo what another has done meanwhile.
    waiting = and_(Delivery.key == key, Delivery.status == DeliveryStatus.WAITING)
    session.execute(
        update(Delivery).where(waiting).values(dict(values)),
        execution_options=_ROWS_ONLY,
    )
