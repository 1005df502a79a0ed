"""Notices of something new: where they come from, what they say, and what they may touch."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class NoticeSource(Base):
    """A feed that is read for news. One that was taken out keeps its row: notices name it."""

    __tablename__ = "notice_sources"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    # Why the last reading gave nothing (`feed.<problem>` in the texts); empty when it did.
    problem: Mapped[str]


class Notice(Base):
    """An announcement, from the draft on. What people wrote in it has passed its check."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What it is about, for ever: the same news from two feeds is one notice.
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    status: Mapped[str]
    source: Mapped[int | None] = mapped_column(RowNumber, ForeignKey("notice_sources.id"))
    title: Mapped[str]
    body: Mapped[str]
    link: Mapped[str]
    # As the source had it, so that only what somebody changed needs a check.
    original: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    # When it appears, or has appeared.
    post_at: Mapped[datetime | None]
    # Counts every change, so that two people who change it at once do not undo each other.
    version: Mapped[int]

    __table_args__ = (Index(None, "status", "created_at"), Index(None, "post_at"))


class NoticeImpact(Base):
    """A template or rule that a notice may touch, until somebody says what becomes of it."""

    __tablename__ = "notice_impacts"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    notice: Mapped[int] = mapped_column(RowNumber, ForeignKey("notices.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    status: Mapped[str]
    opened_at: Mapped[datetime]
    # Who was asked; empty while nobody was.
    asked: Mapped[str]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("notice", "kind", "subject"), Index(None, "status"))
