"""Claims on what was asked, so that each effect happens once across threads and replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, update

from knowledge.store.models import EventReceipt
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session


def claim(session: Session, key: str, *, now: datetime, lease: timedelta) -> bool:
    """Return True if the caller may do the work that the key names.

    That is the first to arrive, or the first to arrive after a lease ran out unfinished (its
    holder died). False while another holds the lease, and for good once finished.
    Commit at once: on PostgreSQL other claimants of the key wait for that.
    """
    insert = insert_into(session, EventReceipt).values(
        key=key, claimed_at=now, lease_until=now + lease
    )
    # One statement, so that there is no moment between looking and taking.
    claimed = insert.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "claimed_at": insert.excluded.claimed_at,
            "lease_until": insert.excluded.lease_until,
        },
        where=and_(EventReceipt.finished_at.is_(None), EventReceipt.lease_until <= now),
    ).returning(EventReceipt.key)
    return session.execute(claimed).first() is not None


def finish(session: Session, key: str, *, now: datetime) -> None:
    """Say that the claimed work is done, so that nobody does it again."""
    session.execute(
        update(EventReceipt)
        .where(EventReceipt.key == key, EventReceipt.finished_at.is_(None))
        .values(finished_at=now)
    )


def is_finished(session: Session, key: str) -> bool:
    """Return whether the work that the key names is done."""
    receipt = session.get(EventReceipt, key)
    return receipt is not None and receipt.finished_at is not None
