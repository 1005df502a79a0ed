"""What a language model thought about questions that were put to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.store.models import ModelOpinion
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.second_opinions import Opinion


def keep_opinion(session: Session, escalation: int, opinion: Opinion, at: datetime) -> bool:
    """Keep the opinion on a question; False if there is one already."""
    insert = insert_into(session, ModelOpinion).values(
        escalation=escalation,
        level=opinion.level.value,
        reason=opinion.reason,
        language=opinion.language,
        at=at,
    )
    kept = insert.on_conflict_do_nothing(index_elements=["escalation"])
    return session.execute(kept.returning(ModelOpinion.escalation)).first() is not None


def find_opinion(session: Session, escalation: int) -> ModelOpinion | None:
    """Return the opinion on a question."""
    return session.get(ModelOpinion, escalation)
