"""Messages that matter, and the runs of what is scheduled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class Delivery(Base):
    """One message on its way: written with what it tells about, sent once, then emptied."""

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    # The key of the delivery that is updated or taken back.
    of: Mapped[str | None] = mapped_column("of_key", index=True)
    # A person (U…) or a channel (C…): the one that it goes to now.
    to: Mapped[str] = mapped_column("recipient")
    thread_ts: Mapped[str | None]
    # The key of the delivery under which this one stands: its place is known once that one is sent.
    thread_of: Mapped[str | None] = mapped_column(index=True)
    # Text and blocks, as they will be sent; empty once the day of the message is over.
    message: Mapped[dict[str, Any]]
    urgent: Mapped[bool]
    about: Mapped[str]
    # Who else may get it, and who could not be reached.
    fallbacks: Mapped[list[str]]
    unreachable: Mapped[list[str]]
    status: Mapped[str]
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    # When the first try began of which nobody knows what became.
    unclear_since: Mapped[datetime | None]
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    error: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    emptied_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "status", "next_try_at"), Index(None, "about"))


class DeliveryFile(Base):
    """A file that goes out with a delivery; its content is emptied with the words of that."""

    __tablename__ = "delivery_files"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    delivery: Mapped[str] = mapped_column(ForeignKey("deliveries.key"))
    place: Mapped[int]
    name: Mapped[str]
    title: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    # Slack's id of it, from when its content was taken there until it is shared or refused.
    file: Mapped[str | None]

    __table_args__ = (UniqueConstraint("delivery", "place"),)


class JobRun(Base):
    """One run of a scheduled job for one period: claimed once, held for a lease, finished."""

    __tablename__ = "job_runs"

    job: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    # Which process has it, for whoever reads the table.
    holder: Mapped[str]
    attempts: Mapped[int]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str]

    __table_args__ = (Index(None, "job", "due_at"),)
