"""Departments: added, renamed, retired, and who belongs to them. Every change is audited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from knowledge.departments import MOST_DEPARTMENTS, NameRefusal, folded_name, tidy_name
from knowledge.roles import Action
from knowledge.store.audit import append_entry
from knowledge.store.members import absent_members
from knowledge.store.models import Ambassador, Department, MemberDepartment
from knowledge.store.settings import take_turn
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

_TURN = "departments.turn"


@dataclass(frozen=True, slots=True)
class Staffed:
    """A department with those who help it, and how many belong to it."""

    id: int
    name: str
    ambassadors: tuple[str, ...]
    people: int


def departments(session: Session, *, with_retired: bool = False) -> list[Department]:
    """Return the departments, oldest first; the retired ones only if asked for."""
    found = select(Department).order_by(Department.id)
    return list(
        session.scalars(found if with_retired else found.where(Department.retired_at.is_(None)))
    )


def find_department(session: Session, department: int) -> Department | None:
    """Return this department, retired or not."""
    return session.get(Department, department, populate_existing=True)


def add_department(
    session: Session, typed: str, *, by: str, now: datetime
) -> Department | NameRefusal:
    """Add a department, or bring a retired one of that name back with everybody in it."""
    take_turn(session, _TURN, now)
    name = tidy_name(typed)
    if isinstance(name, NameRefusal):
        return name
    known = _named(session, name)
    if known is not None and known.retired_at is None:
        return NameRefusal.TAKEN
    if len(departments(session)) >= MOST_DEPARTMENTS:
        return NameRefusal.TOO_MANY
    if known is None:
        known = Department(name=name, folded=folded_name(name), created_at=now)
        session.add(known)
    known.name, known.retired_at = name, None
    session.flush()
    _audit(session, known.id, f"added: {name}", by=by, now=now)
    return known


def rename_department(
    session: Session, department: Department, typed: str, *, by: str, now: datetime
) -> NameRefusal | None:
    """Give a department another name; its id, and so everything that names it, stays."""
    take_turn(session, _TURN, now)
    name = tidy_name(typed)
    if isinstance(name, NameRefusal):
        return name
    known = _named(session, name)
    if known is not None and known.id != department.id:
        return NameRefusal.TAKEN
    if name != department.name:
        department.name, department.folded = name, folded_name(name)
        session.flush()
        _audit(session, department.id, f"renamed: {name}", by=by, now=now)
    return None


def retire_department(session: Session, department: Department, *, by: str, now: datetime) -> None:
    """Take a department out of use: nobody belongs to it or helps it until it is added again."""
    take_turn(session, _TURN, now)
    session.refresh(department)
    if department.retired_at is None:
        department.retired_at = now
        session.flush()
        _audit(session, department.id, "retired", by=by, now=now)


def department_of(session: Session, member: str) -> Department | None:
    """Return the department that a person belongs to; None while there is none in use."""
    return session.scalar(
        select(Department)
        .join(MemberDepartment, MemberDepartment.department_id == Department.id)
        .where(MemberDepartment.member == member, Department.retired_at.is_(None))
    )


def choose_department(session: Session, member: str, department: int, *, now: datetime) -> bool:
    """Let a person say where they belong; False, changing nothing, if that is known already."""
    in_use = select(Department.id).where(Department.retired_at.is_(None))
    if session.scalar(in_use.where(Department.id == department)) is None:
        return False
    insert = insert_into(session, MemberDepartment).values(
        member=member, department_id=department, at=now, by=member
    )
    # One statement, so that two clicks, or a click and an admin, do not both win.
    chosen = insert.on_conflict_do_update(
        index_elements=["member"],
        set_={"department_id": department, "at": now, "by": member},
        where=MemberDepartment.department_id.not_in(in_use),
    ).returning(MemberDepartment.member)
    if session.execute(chosen).first() is None:
        return False
    _audit_member(session, member, department, by=member, now=now)
    return True


def set_department(
    session: Session, members: Iterable[str], department: int | None, *, by: str, now: datetime
) -> None:
    """Put people into a department, out of the one they were in; None takes them out of any."""
    for member in members:
        if department is None:
            session.execute(delete(MemberDepartment).where(MemberDepartment.member == member))
        else:
            values = {"department_id": department, "at": now, "by": by}
            session.execute(
                insert_into(session, MemberDepartment)
                .values(member=member, **values)
                .on_conflict_do_update(index_elements=["member"], set_=values)
            )
        _audit_member(session, member, department, by=by, now=now)


def members_of(session: Session, department: int) -> list[str]:
    """Return who belongs to a department and has not left the company, by their ids."""
    found = (
        select(MemberDepartment.member)
        .where(
            MemberDepartment.department_id == department,
            MemberDepartment.member.not_in(absent_members()),
        )
        .order_by(MemberDepartment.member)
    )
    return list(session.scalars(found))


def staffed_departments(session: Session) -> list[Staffed]:
    """Return every department in use with its ambassadors and the number of its people."""
    counted = (
        select(MemberDepartment.department_id, func.count())
        .where(MemberDepartment.member.not_in(absent_members()))
        .group_by(MemberDepartment.department_id)
    )
    people: dict[int, int] = {row[0]: row[1] for row in session.execute(counted)}
    helping: dict[int, list[str]] = {}
    ambassadors = select(Ambassador).where(Ambassador.member.not_in(absent_members()))
    for row in session.scalars(ambassadors.order_by(Ambassador.place)):
        helping.setdefault(row.department_id, []).append(row.member)
    return [
        Staffed(one.id, one.name, tuple(helping.get(one.id, ())), people.get(one.id, 0))
        for one in departments(session)
    ]


def _named(session: Session, name: str) -> Department | None:
    return session.scalar(select(Department).where(Department.folded == folded_name(name)))


def _audit(session: Session, department: int, outcome: str, *, by: str, now: datetime) -> None:
    append_entry(
        session,
        at=now,
        actor=by,
        action=Action.SET_DEPARTMENTS,
        subject=f"department:{department}",
        outcome=outcome,
    )


def _audit_member(
    session: Session, member: str, department: int | None, *, by: str, now: datetime
) -> None:
    append_entry(
        session,
        at=now,
        actor=by,
        action=Action.CHOOSE_OWN_DEPARTMENT if by == member else Action.SET_DEPARTMENTS,
        subject=f"member:{member}",
        outcome="department: none" if department is None else f"department:{department}",
    )
