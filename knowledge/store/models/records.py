"""What was claimed, what was done, and what was set."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class EventReceipt(Base):
    """Who may do what was asked: claimed once, held for a lease, finished for good."""

    __tablename__ = "event_receipts"

    key: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who did what when, by which rule; triggers refuse to change or delete a row."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    outcome: Mapped[str]
    categories: Mapped[list[str]]
    rulebook_revision: Mapped[str]


class Setting(Base):
    """One thing that was set in Slack."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    updated_at: Mapped[datetime]
