"""The audit trail: entries are added, read, and after their time forgotten; never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from knowledge.store.models import AuditEntry, Setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

# While a setting of this name exists the triggers of migration 0001 let entries be deleted.
_FORGETTING = "audit.forgetting"


def append_entry(
    session: Session,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    outcome: str,
    categories: Sequence[str] = (),
    rulebook_revision: str = "",
) -> None:
    """Add who did what to what, with which outcome; never the text that it was about."""
    session.add(
        AuditEntry(
            at=at,
            actor=actor,
            action=action,
            subject=subject,
            outcome=outcome,
            categories=list(categories),
            rulebook_revision=rulebook_revision,
        )
    )


def entries(
    session: Session, since: datetime | None = None, limit: int | None = 100
) -> list[AuditEntry]:
    """Return the newest entries, newest first; `since` leaves out what is older."""
    newest = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(limit)
    if since is not None:
        newest = newest.where(AuditEntry.at >= since)
    return list(session.scalars(newest))


def forget_entries(session: Session, *, before: datetime, at: datetime) -> int:
    """Delete the entries older than `before` and return how many: for the retention job only.

    The permission is a row that no other transaction ever sees, as it is gone before the commit.
    """
    session.add(Setting(name=_FORGETTING, value="yes", updated_at=at))
    session.flush()
    old = select(func.count()).select_from(AuditEntry).where(AuditEntry.at < before)
    forgotten = session.execute(old).scalar_one()
    session.execute(delete(AuditEntry).where(AuditEntry.at < before))
    session.execute(delete(Setting).where(Setting.name == _FORGETTING))
    return forgotten
