"""The tables: typed rows, which are the records that the rest of Annai reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Index, Integer, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from knowledge.store.times import UtcDateTime

# SQLite counts rows by itself only in a column that is called INTEGER.
_RowNumber = BigInteger().with_variant(Integer(), "sqlite")
_Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """What all tables share: names of constraints, and how Python's types are stored."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        str: Text(),
        list[str]: _Json,
        dict[str, int]: _Json,
    }


class Member(Base):
    """A Slack user as we know them."""

    __tablename__ = "members"

    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
    language: Mapped[str]
    is_bot: Mapped[bool]
    is_outsider: Mapped[bool]
    is_deactivated: Mapped[bool]
    first_seen_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Check(Base):
    """One use of the check, counted without its text."""

    __tablename__ = "checks"

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
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

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
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


class MaskingMap(Base):
    """What the placeholders of one masked text stand for, locked, until its day is over."""

    __tablename__ = "masking_maps"

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True)
    member: Mapped[str]
    at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    # Never anything but ciphertext: knowledge/vault.py has the only key.
    locked: Mapped[str]

    __table_args__ = (Index(None, "member", "at", "id"),)


class RulebookRevision(Base):
    """A rulebook that was imported, as its TOML; the one approved last is in force."""

    __tablename__ = "rulebook_revisions"

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    # Verdicts name the rules they rest on by this, so it stands for one text for ever.
    revision: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str]
    source: Mapped[str]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None]


class CompanyList(Base):
    """One version of the company's own list, as its YAML; the newest is in force."""

    __tablename__ = "company_lists"

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    source: Mapped[str]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
