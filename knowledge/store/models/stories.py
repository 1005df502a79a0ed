"""Success stories: where they come from, what they say, who supports and who tried them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class StorySource(Base):
    """A message on which something happened: to be looked at in Slack, which knows the truth."""

    __tablename__ = "story_sources"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    channel: Mapped[str]
    ts: Mapped[str]
    # The team in which we are installed.
    team: Mapped[str]
    # Each event counts `wanted` up; a look that began at a number is worth that number, and an
    # older one that ends later changes nothing any more.
    wanted: Mapped[int]
    looked: Mapped[int]
    next_look_at: Mapped[datetime | None] = mapped_column(index=True)
    failures: Mapped[int]
    # Who put the newest emoji on it: to be told when the message cannot be found.
    by: Mapped[str]

    __table_args__ = (UniqueConstraint("channel", "ts"),)


class Story(Base):
    """A success story. Its texts are empty until its author shares it, and after a withdrawal."""

    __tablename__ = "stories"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    # What it is, for ever: the message or the form that it comes from.
    key: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str]
    author: Mapped[str]
    started_by: Mapped[str]
    channel: Mapped[str]
    ts: Mapped[str]
    link: Mapped[str]
    created_at: Mapped[datetime]
    # How often its author was asked by a message of its own, and when last.
    asks: Mapped[int]
    asked_at: Mapped[datetime | None]

    department: Mapped[int | None] = mapped_column(RowNumber)
    title: Mapped[str]
    work: Mapped[str]
    done: Mapped[str]
    prompt: Mapped[str]
    template: Mapped[str]
    tips: Mapped[str]
    minutes_before: Mapped[int | None]
    minutes_after: Mapped[int | None]
    times_a_month: Mapped[int | None]

    shared_at: Mapped[datetime | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str]
    published_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    # When the message was rewritten after the story had been shared.
    edited_at: Mapped[datetime | None]
    # Counts every change, so that two people who change it at once do not undo each other.
    version: Mapped[int]

    __table_args__ = (
        Index(None, "status", "published_at"),
        Index(None, "author", "status"),
    )


class StorySupporter(Base):
    """A colleague who finds that others should hear of it."""

    __tablename__ = "story_supporters"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    story: Mapped[int] = mapped_column(RowNumber, ForeignKey("stories.id"))
    member: Mapped[str]
    via: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("story", "member", "via"),)


class StoryTry(Base):
    """Somebody who did it too, and what it saved them once, as they say."""

    __tablename__ = "story_tries"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    story: Mapped[int] = mapped_column(RowNumber, ForeignKey("stories.id"))
    member: Mapped[str]
    minutes: Mapped[int | None]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("story", "member"),)
