"""What was set in Slack: names and values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.store.models import Setting
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def read_setting(session: Session, name: str) -> str | None:
    """Return the value, or None if it was never set."""
    return session.scalar(select(Setting.value).where(Setting.name == name))


def write_setting(session: Session, name: str, value: str, at: datetime) -> None:
    """Set the value, over an earlier one if there is one."""
    now = {"value": value, "updated_at": at}
    session.execute(
        insert_into(session, Setting)
        .values(name=name, **now)
        .on_conflict_do_update(index_elements=["name"], set_=now)
    )


def take_turn(session: Session, name: str, now: datetime) -> None:
    """Let one transaction at a time change what the name stands for.

    Whoever comes second waits here until the first has committed, and then sees what it did:
    looking first and writing then is safe after this.
    """
    write_setting(session, name, now.isoformat(), now)
