"""Answers that decide later checks, and the questions that they have answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class PrecedentRow(Base):
    """A person's answer, kept: what was asked, what may be done, on which rules it rests."""

    __tablename__ = "precedents"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    escalation: Mapped[int | None] = mapped_column(
        RowNumber, ForeignKey("escalations.id"), unique=True
    )
    status: Mapped[str]
    question: Mapped[str]
    is_question: Mapped[bool]
    level: Mapped[str]
    advice: Mapped[str]
    department: Mapped[int | None] = mapped_column(RowNumber)
    # What the check said when it was decided, and what its rules were then, in short.
    checked_as: Mapped[str]
    rules: Mapped[dict[str, str]]
    rulebook_revision: Mapped[str]
    # The first answer; `decided` is the newest, for which somebody else may stand.
    created_at: Mapped[datetime] = mapped_column(index=True)
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    owner: Mapped[str]
    expires_at: Mapped[datetime]
    # Counts every change, so that two people who change it at once do not undo each other.
    version: Mapped[int]
    changed_at: Mapped[datetime]

    __table_args__ = (Index(None, "status", "decided_at"),)


class PrecedentUse(Base):
    """One question that a precedent answered, and whether it helped."""

    __tablename__ = "precedent_uses"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    precedent: Mapped[int] = mapped_column(RowNumber, ForeignKey("precedents.id"))
    member: Mapped[str]
    at: Mapped[datetime]
    helped: Mapped[bool | None]

    __table_args__ = (Index(None, "precedent", "member"), Index(None, "at"))
