"""Slack users as we know them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base


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
