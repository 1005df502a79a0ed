"""What a language model has cost, and what it thought about questions put to people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class ModelMonth(Base):
    """Tokens of a month, those of calls that are under way included, and the number of calls."""

    __tablename__ = "model_months"

    month: Mapped[str] = mapped_column(primary_key=True)
    tokens: Mapped[int] = mapped_column(BigInteger)
    calls: Mapped[int]


class ModelOpinion(Base):
    """A suggested level for a question, never below undecided, with its reason."""

    __tablename__ = "model_opinions"

    escalation: Mapped[int] = mapped_column(
        RowNumber, ForeignKey("escalations.id"), primary_key=True, autoincrement=False
    )
    level: Mapped[str]
    reason: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]
