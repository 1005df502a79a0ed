"""The monthly safety check: its questions, who was asked, and how often they were got right."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class SafetyRound(Base):
    """One month's questions, as they were made from the rules of that day."""

    __tablename__ = "safety_rounds"

    period: Mapped[str] = mapped_column(primary_key=True)
    questions: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]


class SafetyParticipant(Base):
    """Somebody who was asked, and whether they answered. How well is noted nowhere."""

    __tablename__ = "safety_participants"

    period: Mapped[str] = mapped_column(ForeignKey("safety_rounds.period"), primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    department: Mapped[int | None] = mapped_column(RowNumber)
    is_done: Mapped[bool]


class SafetyTally(Base):
    """How often one question was answered, and how often rightly, by everybody together."""

    __tablename__ = "safety_tallies"

    period: Mapped[str] = mapped_column(ForeignKey("safety_rounds.period"), primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    right: Mapped[int]
    answered: Mapped[int]
