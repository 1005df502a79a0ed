"""What placeholders stand for, locked, for one person and one day.

All functions forget what has expired before they do anything else, so they need a session that
may write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from knowledge.store.models import MaskingMap
from knowledge.unmasking import LIFETIME

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

MOST_PER_MEMBER = 50


@dataclass(frozen=True, slots=True)
class NewMap:
    """A locked map to be kept. The handle is opaque and new; it is what a button carries."""

    handle: str
    member: str
    at: datetime
    locked: str = field(repr=False)


def keep_map(session: Session, new: NewMap) -> None:
    """Keep a map for a day; a member's oldest go when there are too many."""
    forget_expired(session, new.at)
    session.add(
        MaskingMap(
            handle=new.handle,
            member=new.member,
            at=new.at,
            expires_at=new.at + LIFETIME,
            locked=new.locked,
        )
    )
    session.flush()
    newest = (
        select(MaskingMap.id)
        .where(MaskingMap.member == new.member)
        .order_by(MaskingMap.at.desc(), MaskingMap.id.desc())
        .limit(MOST_PER_MEMBER)
    )
    too_old = delete(MaskingMap).where(
        MaskingMap.member == new.member, MaskingMap.id.not_in(newest)
    )
    session.execute(too_old, execution_options={"synchronize_session": False})


def live_maps(
    session: Session, member: str, now: datetime, *, handle: str = ""
) -> list[MaskingMap]:
    """Return a member's maps whose day is not over, newest first; with a handle only that one."""
    forget_expired(session, now)
    found = (
        select(MaskingMap)
        .where(MaskingMap.member == member, MaskingMap.expires_at > now)
        .order_by(MaskingMap.at.desc(), MaskingMap.id.desc())
    )
    if handle:
        found = found.where(MaskingMap.handle == handle)
    return list(session.scalars(found))


def is_anothers(session: Session, handle: str, member: str) -> bool:
    """Return whether this map is there, but not for this member."""
    others = (
        select(func.count())
        .select_from(MaskingMap)
        .where(MaskingMap.handle == handle, MaskingMap.member != member)
    )
    return session.execute(others).scalar_one() > 0


def forget_expired(session: Session, now: datetime) -> int:
    """Delete all maps whose day is over, whosever they are, and return how many."""
    over = MaskingMap.expires_at <= now
    gone = session.execute(select(func.count()).select_from(MaskingMap).where(over)).scalar_one()
    if gone:
        session.execute(
            delete(MaskingMap).where(over), execution_options={"synchronize_session": False}
        )
    return gone
