"""What comes of a review: decisions, action items that are carried over, topics for the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, or_, select, update

from knowledge.reviews import OutcomeKind, OutcomeState
from knowledge.store.models import ReviewOutcome
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What was written down. The text has passed its own check; only an action has an owner."""

    key: str
    cycle: str
    kind: OutcomeKind
    text: str
    by: str
    owner: str | None = None


def add_outcome(session: Session, new: NewOutcome, *, now: datetime) -> bool:
    """Keep it; False, changing nothing, when it was kept before."""
    insert = insert_into(session, ReviewOutcome).values(
        key=new.key,
        cycle=new.cycle,
        kind=new.kind.value,
        text=new.text,
        owner=new.owner,
        state=OutcomeState.OPEN.value,
        by=new.by,
        at=now,
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"]).returning(ReviewOutcome.id)
    return session.execute(once).first() is not None


def outcomes_of(session: Session, period: str) -> list[ReviewOutcome]:
    """Return what came of a review, oldest first."""
    found = select(ReviewOutcome).where(ReviewOutcome.cycle == period).order_by(ReviewOutcome.id)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def carried_actions(session: Session, before: str, since: datetime | None) -> list[ReviewOutcome]:
    """Return the action items of earlier reviews: those open, and those settled since then."""
    shown = ReviewOutcome.state == OutcomeState.OPEN.value
    if since is not None:
        shown = or_(shown, ReviewOutcome.settled_at >= since)
    found = (
        select(ReviewOutcome)
        .where(ReviewOutcome.kind == OutcomeKind.ACTION.value, ReviewOutcome.cycle < before, shown)
        .order_by(ReviewOutcome.id)
    )
    return list(session.scalars(found.execution_options(populate_existing=True)))


def open_actions(session: Session) -> list[ReviewOutcome]:
    """Return all action items that are not settled, oldest first."""
    found = (
        select(ReviewOutcome)
        .where(ReviewOutcome.kind == OutcomeKind.ACTION.value)
        .where(ReviewOutcome.state == OutcomeState.OPEN.value)
        .order_by(ReviewOutcome.id)
    )
    return list(session.scalars(found.execution_options(populate_existing=True)))


def find_outcome(session: Session, id_: int) -> ReviewOutcome | None:
    """Return it as it is now."""
    return session.get(ReviewOutcome, id_, populate_existing=True)


def settle_action(session: Session, id_: int, state: OutcomeState, *, now: datetime) -> bool:
    """Say what became of an action item; False, changing nothing, when that is known already."""
    settled = (
        update(ReviewOutcome)
        .where(ReviewOutcome.id == id_, ReviewOutcome.state != state.value)
        .values(state=state.value, settled_at=None if state is OutcomeState.OPEN else now)
    )
    done = session.execute(settled, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount > 0
