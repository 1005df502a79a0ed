"""Questions put to people: what was asked, who was asked, and what passed between them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class Escalation(Base):
    """A question that somebody put to a person. Every text in it has passed its own check."""

    __tablename__ = "escalations"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What was submitted, so that a second delivery of it asks nobody again.
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    status: Mapped[str]
    asker: Mapped[str]
    language: Mapped[str]
    department: Mapped[int | None] = mapped_column(RowNumber)
    asked_at: Mapped[datetime]
    # Where the answer goes besides the direct message: a conversation with us, a message in it.
    channel: Mapped[str | None]
    thread_ts: Mapped[str | None]

    question: Mapped[str]
    is_question: Mapped[bool]
    words: Mapped[str]
    purpose: Mapped[str]
    level: Mapped[str]
    categories: Mapped[list[str]]
    nearest: Mapped[list[str]]
    rulebook_revision: Mapped[str]

    # Whose turn it is, until when, and how often the turn has passed: each move names the one
    # before it, so that two replicas never make the same.
    step: Mapped[str]
    moves: Mapped[int]
    due_at: Mapped[datetime | None]
    # Another open question that asks the same; its answer is the answer to this one.
    same_as: Mapped[int | None] = mapped_column(RowNumber, ForeignKey("escalations.id"), index=True)

    answer_level: Mapped[str | None]
    answer_advice: Mapped[str]
    answered_by: Mapped[str | None]
    answered_as: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    working_minutes: Mapped[int | None]

    __table_args__ = (
        Index(None, "status", "due_at"),
        Index(None, "asker", "id"),
        Index(None, "answered_at"),
    )


class EscalationAsk(Base):
    """One person who was asked, at which step, and how often they were reminded."""

    __tablename__ = "escalation_asks"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    escalation: Mapped[int] = mapped_column(RowNumber, ForeignKey("escalations.id"))
    member: Mapped[str]
    step: Mapped[str]
    asked_at: Mapped[datetime]
    reminders: Mapped[int]

    __table_args__ = (UniqueConstraint("escalation", "member"), Index(None, "member"))


class EscalationMessage(Base):
    """What the asker and an answerer said to each other through us, checked on its way."""

    __tablename__ = "escalation_messages"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    escalation: Mapped[int] = mapped_column(RowNumber, ForeignKey("escalations.id"), index=True)
    author: Mapped[str]
    addressee: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
