"""Slack users as we know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from knowledge.store.models import Member
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


def see_member(
    session: Session,
    *,
    member: str,
    team: str,
    at: datetime,
    language: str,
    is_bot: bool = False,
    is_outsider: bool = False,
    is_deactivated: bool = False,
) -> None:
    """Remember what Slack says about this user now; the first sighting keeps its time."""
    seen = {
        "team": team,
        "language": language,
        "is_bot": is_bot,
        "is_outsider": is_outsider,
        "is_deactivated": is_deactivated,
        "seen_at": at,
    }
    session.execute(
        insert_into(session, Member)
        .values(id=member, first_seen_at=at, **seen)
        .on_conflict_do_update(index_elements=["id"], set_=seen)
    )


def find_member(session: Session, member: str) -> Member | None:
    """Return this Slack user, or None if we never saw them."""
    return session.get(Member, member, populate_existing=True)


def absent_members() -> Select[str]:
    """Return a query for those who can have no part: who left, bots, people of other companies.

    A user whom we never saw is not among them.
    """
    absent = or_(Member.is_deactivated, Member.is_bot, Member.is_outsider)
    return select(Member.id).where(absent)


def absent_among(session: Session, members: Collection[str]) -> set[str]:
    """Return those of these people who can have no part, as far as we know them."""
    return set(session.scalars(absent_members().where(Member.id.in_(members))))
