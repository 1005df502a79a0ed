"""Everybody of the company: whom something that goes to all reaches, and who wants none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.store.members import absent_members
from knowledge.store.models import Department, Member, MemberDepartment, OptOut

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def everybody(session: Session) -> dict[str, int | None]:
    """Return each person that we know of, with their department, in the order of their ids.

    Who left, bots and people of other companies are not among them.
    """
    known: dict[str, int | None] = dict.fromkeys(
        session.scalars(select(Member.id).where(Member.id.not_in(absent_members())))
    )
    belonging = (
        select(MemberDepartment.member, MemberDepartment.department_id)
        .join(Department, Department.id == MemberDepartment.department_id)
        .where(MemberDepartment.member.not_in(absent_members()), Department.retired_at.is_(None))
    )
    known |= {row[0]: row[1] for row in session.execute(belonging)}
    return dict(sorted(known.items()))


def opted_out(session: Session, topic: str) -> set[str]:
    """Return who does not want to be asked about something."""
    return set(session.scalars(select(OptOut.member).where(OptOut.topic == topic)))
