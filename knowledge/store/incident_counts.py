"""Mistaken entries of a month, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from knowledge.incident_figures import IncidentCounts
from knowledge.incident_guide import load_incident_guide
from knowledge.incidents import Outcome, State
from knowledge.store.models import Incident

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def incident_counts(session: Session, since: datetime, until: datetime) -> IncidentCounts:
    """Return the figures of since <= time < until; what stands is what stands now."""
    real = or_(Incident.outcome.is_(None), Incident.outcome != Outcome.NO_INCIDENT.value)
    reported = session.execute(
        select(Incident.categories, Incident.state, Incident.minutes_to_take).where(
            real, Incident.reported_at >= since, Incident.reported_at < until
        )
    ).all()
    guide = load_incident_guide()
    sorts = Counter(sort.value for row in reported for sort in guide.sorts_of(row.categories))
    closed = select(Incident.working_minutes).where(
        real,
        Incident.working_minutes.is_not(None),
        Incident.closed_at >= since,
        Incident.closed_at < until,
    )
    return IncidentCounts(
        reported=len(reported),
        by_sort=dict(sorts),
        standing=sum(row.state != State.CLOSED for row in reported),
        minutes_to_take=tuple(
            row.minutes_to_take for row in reported if row.minutes_to_take is not None
        ),
        minutes_to_close=tuple(one for one in session.scalars(closed) if one is not None),
    )
