"""What a language model thought about questions that were put to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.escalations import Status
from knowledge.store.models import Escalation, ModelOpinion
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.second_opinions import Opinion


def keep_opinion(
    session: Session, escalation: int, opinion: Opinion, at: datetime
) -> Escalation | None:
    """Keep the opinion on a question, and return the question.

    None if there is one already, or the question waits for no answer any more: nobody can answer
    it before this transaction is over, so what is said about it here is not said too late.
    """
    row = session.scalars(
        select(Escalation)
        .where(Escalation.id == escalation, Escalation.status == Status.OPEN)
        .with_for_update()
    ).first()
    if row is None:
        return None
    insert = insert_into(session, ModelOpinion).values(
        escalation=escalation,
        level=opinion.level.value,
        reason=opinion.reason,
        language=opinion.language,
        at=at,
    )
    kept = insert.on_conflict_do_nothing(index_elements=["escalation"])
    is_new = session.execute(kept.returning(ModelOpinion.escalation)).first() is not None
    return row if is_new else None


def find_opinion(session: Session, escalation: int) -> ModelOpinion | None:
    """Return the opinion on a question."""
    return session.get(ModelOpinion, escalation)
