"""How much the people who answer had to do: counted from questions, answers and precedents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from knowledge.escalations import Matter, Status, Step
from knowledge.lead_load import LeadLoad
from knowledge.store.models import Escalation, PrecedentUse

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


def lead_load(session: Session, since: datetime, until: datetime) -> LeadLoad:
    """Return the figures of since <= time < until; what waits is what waits now."""
    answered = (
        (Escalation.status == Status.ANSWERED.value)
        & (Escalation.kind == Matter.QUESTION.value)
        & (Escalation.answered_at >= since)
        & (Escalation.answered_at < until)
    )
    own = answered & Escalation.same_as.is_(None)
    ambassador = Escalation.answered_as == Step.AMBASSADOR.value
    minutes = select(Escalation.working_minutes).where(own, Escalation.working_minutes.is_not(None))
    return LeadLoad(
        by_precedent=_uses(session, since, until),
        together=_count(session, answered & Escalation.same_as.is_not(None)),
        by_ambassador=_count(session, own & ambassador),
        by_lead=_count(session, own & ~ambassador),
        minutes=tuple(one for one in session.scalars(minutes) if one is not None),
        waiting=_count(session, Escalation.status == Status.OPEN.value),
        reports=reports_by_rule(session, since, until),
    )


def reports_by_rule(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """Count, by rule, how often somebody said that a verdict was wrong; the most often first."""
    reported = select(Escalation.categories).where(
        Escalation.kind == Matter.REPORT.value,
        Escalation.status != Status.WITHDRAWN.value,
        Escalation.asked_at >= since,
        Escalation.asked_at < until,
    )
    counts = Counter(rule for rules in session.scalars(reported) for rule in rules)
    return dict(counts.most_common())


def _uses(session: Session, since: datetime, until: datetime) -> int:
    counted = (
        select(func.count())
        .select_from(PrecedentUse)
        .where(
            PrecedentUse.at >= since,
            PrecedentUse.at < until,
            or_(PrecedentUse.helped.is_(None), PrecedentUse.helped.is_(True)),
        )
    )
    return session.execute(counted).scalar_one()


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(Escalation).where(which)).scalar_one()
