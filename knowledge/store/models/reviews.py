"""The monthly review: the cycle of each month, what departments wrote, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class ReviewCycle(Base):
    """The review that is held in one month, about the month before it."""

    __tablename__ = "review_cycles"

    # The month in which it is due, as the schedule names it: 2026-12.
    period: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(index=True)
    channel: Mapped[str]
    opened_at: Mapped[datetime]
    # From when on departments without an answer are reminded, the lead hears of them, it ends.
    # Kept as they were announced, whatever the company's calendar says later.
    remind_at: Mapped[datetime]
    remind_again_at: Mapped[datetime]
    tell_lead_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    # How far that has come, so that two replicas never take the same step.
    stage: Mapped[int]
    # Counts what changed about it; whoever counts has the row, and so sees all that came before.
    changes: Mapped[int]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]


class ReviewEntry(Base):
    """What somebody wrote for a department, by form or in the thread; every text was checked."""

    __tablename__ = "review_entries"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # The department's form, or the message in the thread.
    key: Mapped[str] = mapped_column(unique=True)
    cycle: Mapped[str] = mapped_column(ForeignKey("review_cycles.period"), index=True)
    # None for somebody who belongs to no department.
    department: Mapped[int | None] = mapped_column(
        RowNumber, ForeignKey("departments.id"), index=True
    )
    author: Mapped[str]
    # By what they are about; empty: there is nothing to say this month.
    texts: Mapped[dict[str, str]]
    version: Mapped[int]
    at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ReviewOutcome(Base):
    """A decision, an action item with its owner, or a topic for the next review."""

    __tablename__ = "review_outcomes"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What was submitted, so that a second delivery of it adds nothing.
    key: Mapped[str] = mapped_column(unique=True)
    cycle: Mapped[str] = mapped_column(ForeignKey("review_cycles.period"), index=True)
    kind: Mapped[str]
    text: Mapped[str]
    owner: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
