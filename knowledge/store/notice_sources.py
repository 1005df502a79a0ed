"""The feeds that are read for news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from knowledge.roles import Action
from knowledge.store.audit import append_entry
from knowledge.store.models import NoticeSource
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def sources(session: Session) -> list[NoticeSource]:
    """Return the feeds in use, the first one first."""
    used = select(NoticeSource).where(NoticeSource.removed_at.is_(None))
    fresh = used.order_by(NoticeSource.id).execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def add_source(session: Session, url: str, title: str, *, by: str, now: datetime) -> None:
    """Read a feed from now on; one that was taken out comes back."""
    values = {"title": title, "added_by": by, "added_at": now, "removed_at": None}
    insert = insert_into(session, NoticeSource).values(url=url, read_at=None, problem="", **values)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["url"], set_=values, where=NoticeSource.removed_at.is_not(None)
        )
    )
    _audit(session, url, "added", by, now)


def remove_source(session: Session, id_: int, *, by: str, now: datetime) -> None:
    """Read a feed no more; its notices stay."""
    row = session.get(NoticeSource, id_, populate_existing=True)
    if row is not None and row.removed_at is None:
        row.removed_at = now
        session.flush()
        _audit(session, row.url, "removed", by, now)


def note_reading(session: Session, id_: int, *, problem: str, title: str, now: datetime) -> None:
    """Note how the last reading went, and what the feed calls itself when it says so."""
    values: dict[str, object] = {"read_at": now, "problem": problem}
    if title:
        values["title"] = title
    session.execute(update(NoticeSource).where(NoticeSource.id == id_).values(values))


def _audit(session: Session, url: str, outcome: str, by: str, now: datetime) -> None:
    append_entry(
        session,
        at=now,
        actor=by,
        action=Action.SET_SOURCES,
        # What stands behind the question mark may be a key.
        subject=f"feed:{url.partition('?')[0]}"[:200],
        outcome=outcome,
    )
