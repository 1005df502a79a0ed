"""What people do not want to be asked, by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from knowledge.store.models import OptOut
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def opt_out(session: Session, member: str, topic: str, at: datetime) -> None:
    """Remember that a person does not want to be asked about this."""
    insert = insert_into(session, OptOut).values(member=member, topic=topic, at=at)
    session.execute(insert.on_conflict_do_nothing(index_elements=["member", "topic"]))


def opt_in(session: Session, member: str, topic: str) -> None:
    """Remember that a person may be asked about this again."""
    session.execute(delete(OptOut).where(OptOut.member == member, OptOut.topic == topic))


def has_opted_out(session: Session, member: str, topic: str) -> bool:
    """Return whether a person does not want to be asked about this."""
    rows = select(OptOut.topic).where(OptOut.member == member, OptOut.topic == topic)
    return session.scalar(rows) is not None
