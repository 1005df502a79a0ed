"""The company's rulebooks: kept as drafts, approved, and one of them in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.store.models import RulebookRevision
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Approval:
    """Which rulebook was put into force, and when."""

    id: int
    at: datetime


_NEXT_INSTANT = timedelta(microseconds=1)
_APPROVED = (
    select(RulebookRevision)
    .where(RulebookRevision.approved_at.is_not(None))
    .order_by(RulebookRevision.approved_at.desc(), RulebookRevision.id.desc())
)


class Status(StrEnum):
    """How far a rulebook has come."""

    DRAFT = "draft"
    APPROVED = "approved"


def keep_rulebook(
    session: Session, *, revision: str, source: str, at: datetime, by: str
) -> RulebookRevision:
    """Keep a rulebook as a draft and return it.

    If a rulebook of that name is kept already it is returned as it is, whatever its source:
    a revision stands for one text.
    """
    insert = insert_into(session, RulebookRevision).values(
        revision=revision, status=Status.DRAFT, source=source, imported_at=at, imported_by=by
    )
    session.execute(insert.on_conflict_do_nothing(index_elements=["revision"]))
    return session.scalars(
        select(RulebookRevision).where(RulebookRevision.revision == revision)
    ).one()


def approve_rulebook(
    session: Session, rulebook: RulebookRevision, *, at: datetime, by: str
) -> bool:
    """Put a kept rulebook into force; return False, changing nothing, if it is already.

    Approving an earlier one again is how the company goes back to it.
    """
    in_force = rulebook_in_force(session)
    if in_force is not None and in_force.id == rulebook.id:
        return False
    if in_force is not None and in_force.approved_at is not None:
        # The last decision counts, also when its machine's watch is slow.
        at = max(at, in_force.approved_at + _NEXT_INSTANT)
    rulebook.status, rulebook.approved_at, rulebook.approved_by = Status.APPROVED, at, by
    session.flush()
    return True


def find_rulebook(session: Session, revision: str) -> RulebookRevision | None:
    """Return the rulebook of that name, if it is kept."""
    return session.scalar(select(RulebookRevision).where(RulebookRevision.revision == revision))


def rulebook_in_force(session: Session) -> RulebookRevision | None:
    """Return the rulebook that was approved last; None when none ever was."""
    return session.scalars(_APPROVED.limit(1)).one_or_none()


def id_of_rulebook_in_force(session: Session) -> int | None:
    """Return only the number of the rulebook that was approved last: asked every few seconds."""
    return session.scalar(_APPROVED.with_only_columns(RulebookRevision.id).limit(1))


def newest_approval(session: Session) -> Approval | None:
    """Return the last approval, without the text that was approved: asked every few seconds."""
    columns = RulebookRevision.id, RulebookRevision.approved_at
    row = session.execute(_APPROVED.with_only_columns(*columns).limit(1)).one_or_none()
    return Approval(row[0], row[1]) if row and row[1] else None


def approved_rulebooks(session: Session, limit: int = 10) -> list[RulebookRevision]:
    """Return the rulebooks approved last, the one in force first."""
    return list(session.scalars(_APPROVED.limit(limit)))


def revisions(session: Session, limit: int = 20) -> list[str]:
    """Return the names of the rulebooks imported last, newest first."""
    names = select(RulebookRevision.revision).order_by(RulebookRevision.id.desc())
    return list(session.scalars(names.limit(limit)))
