"""Prompt templates as the company has changed them, and how they are used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class TemplateRow(Base):
    """A template that the company made or changed; one that ships and was never touched has none."""

    __tablename__ = "templates"

    id: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    # The one in force: 0 is the one that ships with Annai, None while none was ever approved.
    revision: Mapped[int | None]
    # Who looks after it, and whose ambassador may approve; None is nobody's in particular.
    owner: Mapped[str | None]
    department: Mapped[int | None] = mapped_column(RowNumber)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    # Counts every change, so that whoever looks every few seconds sees that there is one.
    version: Mapped[int]

    __table_args__ = (Index(None, "status"),)


class TemplateRevision(Base):
    """One proposed text of a template. Its words never change, only what was decided about it."""

    __tablename__ = "template_revisions"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What was submitted, so that a second delivery of it proposes nothing again.
    key: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str] = mapped_column(ForeignKey("templates.id"))
    number: Mapped[int]
    # The one that its author had before them.
    based_on: Mapped[int | None]
    # The whole template as its TOML, checked before it was proposed.
    source: Mapped[str]
    why: Mapped[str]
    author: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]
    status: Mapped[str]
    decided_by: Mapped[str | None]
    decided_as: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    words: Mapped[str]

    __table_args__ = (
        UniqueConstraint("template", "number"),
        Index(None, "status", "at"),
        Index(None, "author", "id"),
    )


class TemplateUse(Base):
    """One time that a person took a template in hand. No value that they filled in is here."""

    __tablename__ = "template_uses"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What was opened, so that a second delivery of it counts once.
    key: Mapped[str] = mapped_column(unique=True)
    # No reference: the templates that ship have no row.
    template: Mapped[str]
    revision: Mapped[int]
    member: Mapped[str]
    department: Mapped[int | None] = mapped_column(RowNumber)
    at: Mapped[datetime]
    outcome: Mapped[str]
    # How often the person had to go over what they filled in.
    corrections: Mapped[int]
    ended_at: Mapped[datetime | None]
    level: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    # What the person says about it afterwards; the comment has passed its own check.
    helped: Mapped[str | None]
    minutes_saved: Mapped[int | None]
    comment: Mapped[str]
    rated_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "template", "at"),
        Index(None, "member", "at"),
        Index(None, "at"),
        Index(None, "outcome", "ended_at"),
    )


class TemplateMark(Base):
    """A template that a person keeps at hand, or wants to hear about."""

    __tablename__ = "template_marks"

    member: Mapped[str] = mapped_column(primary_key=True)
    template: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]

    __table_args__ = (Index(None, "template", "kind"),)


class OptOut(Base):
    """Something that a person does not want to be asked."""

    __tablename__ = "opt_outs"

    member: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
