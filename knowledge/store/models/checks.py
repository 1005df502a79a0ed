"""Uses of the check, and what their placeholders stand for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class Check(Base):
    """One use of the check, counted without its text."""

    __tablename__ = "checks"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    # No reference to members: an answer must not fail because somebody is not yet known.
    member: Mapped[str]
    at: Mapped[datetime]
    surface: Mapped[str]
    asked: Mapped[bool]
    account: Mapped[str]
    level: Mapped[str]
    maskable: Mapped[bool]
    categories: Mapped[list[str]]
    kinds: Mapped[dict[str, int]]
    rulebook_revision: Mapped[str]
    characters: Mapped[int]

    __table_args__ = (Index(None, "member", "at", "id"), Index(None, "at"))


class MonthlyCheck(Base):
    """How many checks of one outcome a person made in a month of the company's time zone.

    Counted with each check, in its transaction, so that a report need not look at the checks.
    """

    __tablename__ = "monthly_checks"

    month: Mapped[str] = mapped_column(primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(primary_key=True)
    # Whether the person was given a masked text, to enter that instead.
    masked: Mapped[bool] = mapped_column(primary_key=True)
    checks: Mapped[int]


class MaskingMap(Base):
    """What the placeholders of one masked text stand for, locked, until its day is over."""

    __tablename__ = "masking_maps"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True)
    member: Mapped[str]
    at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    # Never anything but ciphertext: knowledge/vault.py has the only key.
    locked: Mapped[str]

    __table_args__ = (Index(None, "member", "at", "id"),)
