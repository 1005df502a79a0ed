"""Deliveries as those who wrote them look after them: found, reworded, sent to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import defer

from knowledge.store.deliveries import resend
from knowledge.store.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session


def deliveries_about(session: Session, about: str) -> list[Delivery]:
    """Return everything that was written about this, oldest first, without its words."""
    found = select(Delivery).where(Delivery.about == about).order_by(Delivery.id)
    return list(session.scalars(found.options(defer(Delivery.message))))


def reword(session: Session, key: str, message: Mapping[str, Any]) -> None:
    """Put these words in place of those of a message and of its changes, sent or not.

    Whoever takes words back from Slack uses this as well: they must not stay here instead.
    """
    about_it = or_(Delivery.key == key, Delivery.of == key)
    session.execute(
        update(Delivery)
        .where(about_it, Delivery.emptied_at.is_(None))
        .values(message=dict(message)),
        execution_options={"synchronize_session": False},
    )


def post_elsewhere(
    session: Session, key: str, *, to: str, message: Mapping[str, Any], now: datetime
) -> bool:
    """Send a failed message again, with these words, to this place; False if it has not failed.

    What stands under it goes along.
    """
    if not resend(session, key, now):
        return False
    values = {"to": to, "message": dict(message), "thread_ts": None, "error": ""}
    session.execute(
        update(Delivery).where(Delivery.key == key).values(**values),
        execution_options={"synchronize_session": "fetch"},
    )
    return True
