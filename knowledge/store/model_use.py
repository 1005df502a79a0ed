"""The monthly budget of the language model, spent in steps that no two processes take at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from knowledge.store.models import ModelMonth
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def reserve_tokens(session: Session, month: str, tokens: int, budget: int) -> bool:
    """Set tokens aside for one call; False if the month's budget does not hold them any more.

    Args:
        session: one that may write; commit at once.
        month: such as `2026-11`.
        tokens: the most that the call can cost.
        budget: of the whole month.
    """
    session.execute(
        insert_into(session, ModelMonth)
        .values(month=month, tokens=0, calls=0)
        .on_conflict_do_nothing(index_elements=["month"])
    )
    taken = session.execute(
        update(ModelMonth)
        .where(ModelMonth.month == month, ModelMonth.tokens + tokens <= budget)
        .values(tokens=ModelMonth.tokens + tokens, calls=ModelMonth.calls + 1)
        .returning(ModelMonth.month)
    )
    return taken.first() is not None


def settle_tokens(session: Session, month: str, *, reserved: int, used: int) -> None:
    """Put what a call has cost in the place of what was set aside for it."""
    session.execute(
        update(ModelMonth)
        .where(ModelMonth.month == month)
        .values(tokens=ModelMonth.tokens + (used - reserved))
    )


def tokens_of_month(session: Session, month: str) -> int:
    """Return what was spent in a month."""
    row = session.get(ModelMonth, month)
    return row.tokens if row else 0
