"""What came of the templates in a time: prompts handed out, and what was said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.month_counts import TemplateUses
from knowledge.store.models import TemplateUse
from knowledge.template_states import Helped, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def template_users(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many prompts each person was handed in since <= time < until."""
    handed = (
        select(TemplateUse.member, func.count())
        .where(
            TemplateUse.outcome == Outcome.HANDED_OUT.value,
            TemplateUse.ended_at >= since,
            TemplateUse.ended_at < until,
        )
        .group_by(TemplateUse.member)
    )
    return {row[0]: row[1] for row in session.execute(handed)}


def template_counts(
    session: Session, since: datetime, until: datetime, people: int
) -> TemplateUses:
    """Return the counts of since <= time < until; `people` is how many finished a prompt.

    A prompt counts when it was handed out, what is said about it when it was said: so a month
    that is over does not change any more.
    """
    handed = session.execute(
        select(func.count(), func.count().filter(TemplateUse.corrections == 0)).where(
            TemplateUse.outcome == Outcome.HANDED_OUT.value,
            TemplateUse.ended_at >= since,
            TemplateUse.ended_at < until,
        )
    ).one()
    said = session.execute(
        select(
            func.count(),
            func.count().filter(TemplateUse.helped != Helped.NO.value),
            func.count(TemplateUse.minutes_saved),
            func.coalesce(func.sum(TemplateUse.minutes_saved), 0),
        ).where(
            TemplateUse.helped.is_not(None),
            TemplateUse.rated_at >= since,
            TemplateUse.rated_at < until,
        )
    ).one()
    return TemplateUses(
        finished=int(handed[0]),
        at_once=int(handed[1]),
        people=people,
        rated=int(said[0]),
        helped=int(said[1]),
        reports=int(said[2]),
        minutes=int(said[3] or 0),
    )
