"""The anonymous poll, with answers and answerers kept apart, and requests for tools."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class PollRound(Base):
    """One poll, with the questions as they were put."""

    __tablename__ = "poll_rounds"

    period: Mapped[str] = mapped_column(primary_key=True)
    questions: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]


class PollParticipant(Base):
    """Somebody who was asked, and whether they have answered.

    No time and no number that counts up: nothing says who answered first, or together with what.
    """

    __tablename__ = "poll_participants"

    period: Mapped[str] = mapped_column(ForeignKey("poll_rounds.period"), primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    # The department, or 0 for those of all departments that are too small to stand alone.
    group: Mapped[int] = mapped_column(RowNumber)
    has_answered: Mapped[bool]


class PollCount(Base):
    """How many people of a group chose an answer. All rows are there from the start."""

    __tablename__ = "poll_counts"

    period: Mapped[str] = mapped_column(ForeignKey("poll_rounds.period"), primary_key=True)
    group: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    option: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class ToolRequest(Base):
    """A tool that somebody would like to use at work, and what the lead says to it."""

    __tablename__ = "tool_requests"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What was submitted, so that a second delivery of it asks nobody again.
    key: Mapped[str] = mapped_column(unique=True)
    member: Mapped[str]
    tool: Mapped[str]
    purpose: Mapped[str]
    asked_at: Mapped[datetime]
    status: Mapped[str]
    answer: Mapped[str]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "status", "asked_at"), Index(None, "member", "asked_at"))
