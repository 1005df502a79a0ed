"""Messages that stand under another: where that one went, after it, in the order written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import aliased

from knowledge.deliveries import DeliveryStatus
from knowledge.store.models import Delivery

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Update
    from sqlalchemy.orm import Session

_LOST = (DeliveryStatus.CANCELLED, DeliveryStatus.EXPIRED)


def has_thread(session: Session, key: str) -> bool:
    """Return whether other deliveries stand under this one."""
    return session.scalar(select(Delivery.id).where(Delivery.thread_of == key).limit(1)) is not None


def can_be_followed(session: Session, key: str) -> bool:
    """Return whether a message may stand under this one: it is there, or may still come."""
    above = session.scalar(select(Delivery.status).where(Delivery.key == key))
    # What failed may be sent again, and takes its thread along.
    return above is not None and above not in _LOST


def waits_for_its_thread() -> ColumnElement[bool]:
    """Say of a delivery that the message above it, or one before it, is not sent by `:now`."""
    above, before = aliased(Delivery), aliased(Delivery)
    is_there = exists().where(
        above.key == Delivery.thread_of, above.status == DeliveryStatus.SENT, above.ts.is_not(None)
    )
    has_one_before = exists().where(
        before.thread_of == Delivery.thread_of,
        before.status == DeliveryStatus.WAITING,
        before.not_before <= bindparam("now"),
        before.id < Delivery.id,
    )
    return and_(Delivery.thread_of.is_not(None), or_(~is_there, has_one_before))


def find_place(session: Session, taken: Delivery) -> None:
    """Let a delivery go where the message above it went; nothing for one that has none."""
    if taken.thread_of is None:
        return
    above = session.scalars(select(Delivery).where(Delivery.key == taken.thread_of)).one()
    taken.to, taken.thread_ts = above.channel or taken.to, above.ts


@cache
def orphans() -> Update:
    """Cancel what waits under a message that will never be there."""
    above = aliased(Delivery)
    lost = exists().where(
        above.key == Delivery.thread_of,
        above.status.in_(_LOST),
    )
    waiting = and_(Delivery.status == DeliveryStatus.WAITING, Delivery.thread_of.is_not(None), lost)
    return update(Delivery).where(waiting).values(status=DeliveryStatus.CANCELLED, message={})
