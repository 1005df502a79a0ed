"""What the company has decided, revision by revision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class RulebookRevision(Base):
    """A rulebook that was imported, as its TOML; the one approved last is in force."""

    __tablename__ = "rulebook_revisions"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
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

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    source: Mapped[str]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
