"""Cases to learn from: written once per incident, decided once, in one review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from knowledge.incidents import CaseState
from knowledge.store.models import IncidentCase
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

_QUIETLY = {"synchronize_session": False}


def write_case(session: Session, incident: int, text: str, *, by: str, at: datetime) -> bool:
    """Keep the case of an incident to be decided on; False when one was approved already."""
    values = {
        "state": CaseState.WAITING.value,
        "text": text,
        "written_by": by,
        "written_at": at,
        "decided_by": None,
        "decided_at": None,
    }
    insert = insert_into(session, IncidentCase).values(incident=incident, **values)
    written = insert.on_conflict_do_update(
        index_elements=["incident"],
        set_=values,
        where=IncidentCase.state != CaseState.APPROVED.value,
    ).returning(IncidentCase.id)
    return session.execute(written, execution_options=_QUIETLY).first() is not None


def find_case(session: Session, incident: int) -> IncidentCase | None:
    """Return the case of an incident as it is now."""
    row = select(IncidentCase).where(IncidentCase.incident == incident)
    return session.scalars(row, execution_options={"populate_existing": True}).one_or_none()


def decide_case(
    session: Session, incident: int, state: CaseState, *, by: str, at: datetime
) -> bool:
    """Approve or drop a case that waits; False when it does not wait any more."""
    decided = (
        update(IncidentCase)
        .where(IncidentCase.incident == incident, IncidentCase.state == CaseState.WAITING.value)
        .values(state=state.value, decided_by=by, decided_at=at)
        .returning(IncidentCase.id)
    )
    return session.execute(decided, execution_options=_QUIETLY).first() is not None


def waiting_cases(session: Session, limit: int = 5) -> list[IncidentCase]:
    """Return the cases on which nobody has decided, oldest first."""
    rows = select(IncidentCase).where(IncidentCase.state == CaseState.WAITING.value)
    return list(session.scalars(rows.order_by(IncidentCase.id).limit(limit)))


def cases_for_review(session: Session, review: str, limit: int = 3) -> list[IncidentCase]:
    """Return the approved cases of this review: those that are in it, else those in none yet."""
    approved = select(IncidentCase).where(IncidentCase.state == CaseState.APPROVED.value)
    first = approved.order_by(IncidentCase.decided_at, IncidentCase.id).limit(limit)
    chosen = list(session.scalars(first.where(IncidentCase.review == review)))
    return chosen or list(session.scalars(first.where(IncidentCase.review.is_(None))))


def put_into_review(session: Session, review: str, cases: list[int]) -> None:
    """Note in which review these cases appear, so that none appears twice."""
    session.execute(
        update(IncidentCase)
        .where(IncidentCase.id.in_(cases), IncidentCase.review.is_(None))
        .values(review=review),
        execution_options=_QUIETLY,
    )
