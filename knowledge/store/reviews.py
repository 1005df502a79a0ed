"""The cycles of the monthly review, and what departments wrote: opened, answered, closed once.

Nothing here commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, or_, select, update

from knowledge.reviews import CycleStatus
from knowledge.store.models import Delivery, ReviewCycle, ReviewEntry
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.reviews import CycleDates


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody wrote. Every text in it has passed its own check."""

    key: str
    cycle: str
    department: int | None
    author: str
    texts: Mapping[str, str]


def parent_key(period: str) -> str:
    """Return the key of the message above the thread of a review."""
    return f"review:{period}"


def form_key(period: str, department: int) -> str:
    """Return the key of what a department has written in the form."""
    return f"form:{period}:{department}"


def about_cycle(period: str) -> str:
    """Return what deliveries of a review are about."""
    return f"review:{period}"


def open_cycle(
    session: Session, period: str, *, channel: str, dates: CycleDates, now: datetime
) -> bool:
    """Open the review of a period; False, changing nothing, when that was done before."""
    row = _row(period, channel, dates, now)
    insert = insert_into(session, ReviewCycle).values(row)
    once = insert.on_conflict_do_nothing(index_elements=["period"]).returning(ReviewCycle.period)
    return session.execute(once).first() is not None


def unopened(period: str, *, channel: str, dates: CycleDates, now: datetime) -> ReviewCycle:
    """Return a review as it would be if it were opened now; it is in no database."""
    return ReviewCycle(**_row(period, channel, dates, now))


def find_cycle(session: Session, period: str) -> ReviewCycle | None:
    """Return the review of a period as it is now."""
    return session.get(ReviewCycle, period, populate_existing=True)


def open_cycles(session: Session) -> list[ReviewCycle]:
    """Return the reviews that are not closed, oldest first; usually one or none."""
    found = (
        select(ReviewCycle)
        .where(ReviewCycle.status == CycleStatus.OPEN.value)
        .order_by(ReviewCycle.period)
    )
    return list(session.scalars(found))


def cycles_in_sight(session: Session, closed_since: datetime) -> list[ReviewCycle]:
    """Return the reviews that are open, or were closed since then, oldest first."""
    found = (
        select(ReviewCycle)
        .where(
            or_(
                ReviewCycle.status == CycleStatus.OPEN.value,
                ReviewCycle.closed_at >= closed_since,
            )
        )
        .order_by(ReviewCycle.period)
    )
    return list(session.scalars(found))


def latest_cycle(session: Session, before: str = "9999") -> ReviewCycle | None:
    """Return the newest review of an earlier period than this one."""
    newest = select(ReviewCycle).where(ReviewCycle.period < before)
    return session.scalar(newest.order_by(ReviewCycle.period.desc()).limit(1))


def cycle_of_thread(session: Session, channel: str, ts: str) -> ReviewCycle | None:
    """Return the review whose thread stands under this message."""
    keys = [(parent_key(one), one) for one in session.scalars(select(ReviewCycle.period))]
    found = session.scalar(
        select(Delivery.key)
        .where(Delivery.key.in_([key for key, _ in keys]))
        .where(Delivery.channel == channel, Delivery.ts == ts)
    )
    return None if found is None else find_cycle(session, dict(keys)[found])


def take_stage(session: Session, period: str, stage: int) -> bool:
    """Take a step of an open review; False when it, or a later one, was taken before."""
    taken = (
        update(ReviewCycle)
        .where(ReviewCycle.period == period, ReviewCycle.status == CycleStatus.OPEN.value)
        .where(ReviewCycle.stage < stage)
        .values(stage=stage)
    )
    return _changed(session, taken)


def count_change(session: Session, period: str) -> int:
    """Count one more change of a review, and return its number.

    Whoever comes second waits here until the first has committed, and then sees what it did.
    """
    counted = (
        update(ReviewCycle)
        .where(ReviewCycle.period == period)
        .values(changes=ReviewCycle.changes + 1)
        .returning(ReviewCycle.changes)
    )
    return int(
        session.execute(counted, execution_options={"synchronize_session": False}).scalar_one()
    )


def move_cycle(session: Session, period: str, channel: str) -> None:
    """Say that a review is held in another channel."""
    _changed(
        session,
        update(ReviewCycle).where(ReviewCycle.period == period).values(channel=channel),
    )


def close_cycle(session: Session, period: str, *, by: str | None, now: datetime) -> bool:
    """Close a review; False when somebody has done so before. `by` is None for its last day."""
    closed = (
        update(ReviewCycle)
        .where(ReviewCycle.period == period, ReviewCycle.status == CycleStatus.OPEN.value)
        .values(status=CycleStatus.CLOSED.value, closed_at=now, closed_by=by)
    )
    return _changed(session, closed)


def keep_entry(session: Session, new: NewEntry, *, version: int | None, now: datetime) -> bool:
    """Keep what somebody wrote, in place of what stands under its key.

    Args:
        session: may write.
        new: what and for whom.
        version: what the author has seen of it: 0 for nothing yet, None for a message in the
            thread, which has one author only.
        now: when.

    Returns:
        False, changing nothing, when somebody else has changed it meanwhile.
    """
    values = {"author": new.author, "department": new.department, "texts": dict(new.texts)}
    insert = insert_into(session, ReviewEntry).values(
        key=new.key, cycle=new.cycle, version=1, at=now, changed_at=now, **values
    )
    kept = insert.on_conflict_do_update(
        index_elements=["key"],
        set_={**values, "version": ReviewEntry.version + 1, "changed_at": now},
        where=ReviewEntry.version == version if version is not None else None,
    ).returning(ReviewEntry.version)
    became = session.execute(
        kept, execution_options={"synchronize_session": False, "populate_existing": True}
    ).scalar_one_or_none()
    return became is not None and (version is None or became == version + 1)


def find_entry(session: Session, key: str) -> ReviewEntry | None:
    """Return what stands under this key."""
    return session.scalar(
        select(ReviewEntry).where(ReviewEntry.key == key).execution_options(populate_existing=True)
    )


def forget_entry(session: Session, key: str) -> bool:
    """Forget what was written; False if nothing was."""
    return _changed(session, delete(ReviewEntry).where(ReviewEntry.key == key))


def entries_of(session: Session, period: str) -> list[ReviewEntry]:
    """Return what was written in a review, oldest first."""
    found = select(ReviewEntry).where(ReviewEntry.cycle == period).order_by(ReviewEntry.id)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def _row(period: str, channel: str, dates: CycleDates, now: datetime) -> dict[str, Any]:
    return {
        "period": period,
        "status": CycleStatus.OPEN.value,
        "channel": channel,
        "opened_at": now,
        "remind_at": dates.remind_at,
        "remind_again_at": dates.remind_again_at,
        "tell_lead_at": dates.tell_lead_at,
        "closes_at": dates.closes_at,
        "stage": 0,
        "changes": 0,
    }


def _changed(session: Session, statement: Any) -> bool:  # noqa: ANN401 - an UPDATE or DELETE
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount > 0
