"""Uses of the check, counted without their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.store.models import Check, MonthlyCheck
from knowledge.store.upserts import insert_into
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.months import Month


def record_check(  # noqa: PLR0913 - one argument a column, all by name
    session: Session,
    *,
    key: str | None,
    member: str,
    at: datetime,
    month: Month,
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

    The key says what was asked (an event, a click); with None every call counts. The month is
    that of `at` in the company's time zone, which nobody can tell from a stored instant.
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
    if session.execute(once).first() is None:
        return False
    masked = maskable and not asked and level != Level.OK
    _count_in_month(session, month, member, level, masked=masked)
    return True


def _count_in_month(
    session: Session, month: Month, member: str, level: str, *, masked: bool
) -> None:
    insert = insert_into(session, MonthlyCheck).values(
        month=str(month), member=member, level=level, masked=masked, checks=1
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["month", "member", "level", "masked"],
            set_={"checks": MonthlyCheck.checks + 1},
        )
    )


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
