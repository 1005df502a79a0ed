"""Uses of the check, counted without their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.store.models import Check
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


def record_check(  # noqa: PLR0913 - one argument a column, all by name
    session: Session,
    *,
    key: str | None,
    member: str,
    at: datetime,
    surface: str,
    asked: bool,
    account: str,
    level: str,
    maskable: bool,
    categories: Sequence[str],
    kinds: Mapping[str, int],
    rulebook_revision: str,
    characters: int,
) -> bool:
    """Count one check; return False, changing nothing, if one with this key is counted already.

    The key says what was asked (an event, a click); with None every call counts.
    """
    insert = insert_into(session, Check).values(
        key=key,
        member=member,
        at=at,
        surface=surface,
        asked=asked,
        account=account,
        level=level,
        maskable=maskable,
        categories=list(categories),
        kinds=dict(kinds),
        rulebook_revision=rulebook_revision,
        characters=characters,
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"]).returning(Check.id)
    return session.execute(once).first() is not None


def recent_checks(session: Session, member: str, limit: int = 10) -> list[Check]:
    """Return the newest checks of a member, newest first."""
    newest = (
        select(Check)
        .where(Check.member == member)
        .order_by(Check.at.desc(), Check.id.desc())
        .limit(limit)
    )
    return list(session.scalars(newest))


def count_checks(
    session: Session,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    member: str | None = None,
    level: str | None = None,
) -> int:
    """Count the checks with since <= time < until, of a member, of a level; None means all."""
    counted = select(func.count()).select_from(Check)
    if since is not None:
        counted = counted.where(Check.at >= since)
    if until is not None:
        counted = counted.where(Check.at < until)
    if member is not None:
        counted = counted.where(Check.member == member)
    if level is not None:
        counted = counted.where(Check.level == level)
    return session.execute(counted).scalar_one()
