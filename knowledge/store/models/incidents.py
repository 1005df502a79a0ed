"""Incidents: that something was entered by mistake, what was done about it, and what was learned."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class Incident(Base):
    """A mistaken entry that somebody reported. Every text in it has passed its own check."""

    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What was submitted, so that a second delivery of it is no second incident.
    key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    reporter: Mapped[str]
    department: Mapped[int | None] = mapped_column(RowNumber)
    place: Mapped[str]
    happened: Mapped[str]
    many: Mapped[bool]
    categories: Mapped[list[str]]
    rulebook_revision: Mapped[str]
    words: Mapped[str]
    reported_at: Mapped[datetime]

    taken_by: Mapped[str | None]
    taken_at: Mapped[datetime | None]
    # From the report on, by the clock: it may be taken on at any hour.
    minutes_to_take: Mapped[int | None]
    closed_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    working_minutes: Mapped[int | None]
    outcome: Mapped[str | None]
    outside: Mapped[str | None]
    reason: Mapped[str]

    # Counts every change, so that each change of the messages about it has a name of its own.
    version: Mapped[int]
    # How often it was reminded of, and when it is looked at again.
    nudges: Mapped[int]
    due_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "reporter", "id"),
        Index(None, "reported_at"),
        Index(None, "closed_at"),
    )


class IncidentStep(Base):
    """One thing to do about an incident, and who did it."""

    __tablename__ = "incident_steps"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    incident: Mapped[int] = mapped_column(RowNumber, ForeignKey("incidents.id"))
    step: Mapped[str]
    done_by: Mapped[str | None]
    done_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("incident", "step"),)


class IncidentTold(Base):
    """Somebody who was told of an incident, so that what they were told can be kept true."""

    __tablename__ = "incident_told"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    incident: Mapped[int] = mapped_column(RowNumber, ForeignKey("incidents.id"))
    member: Mapped[str]
    # Whether they got it to handle it; False: only to know of it.
    handles: Mapped[bool]
    told_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("incident", "member"),)


class IncidentMessage(Base):
    """What those who handle it and the reporter said to each other through us, checked."""

    __tablename__ = "incident_messages"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    incident: Mapped[int] = mapped_column(RowNumber, ForeignKey("incidents.id"), index=True)
    author: Mapped[str]
    addressee: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class IncidentCase(Base):
    """What others can learn from an incident, without anybody in it."""

    __tablename__ = "incident_cases"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    incident: Mapped[int] = mapped_column(RowNumber, ForeignKey("incidents.id"), unique=True)
    state: Mapped[str]
    text: Mapped[str]
    written_by: Mapped[str]
    written_at: Mapped[datetime]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    # The month of the review in which it appeared.
    review: Mapped[str | None]

    __table_args__ = (Index(None, "state", "review"),)
