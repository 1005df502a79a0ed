"""Who has which role. Every change is audited with what was before and what is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select

from knowledge.roles import Action, Person, Role, holders_allowed
from knowledge.store.audit import append_entry
from knowledge.store.departments import department_of
from knowledge.store.members import absent_members, find_member
from knowledge.store.models import Ambassador, Department, RoleHolder
from knowledge.store.settings import take_turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

_TURN: Final = "roles.turn"


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom a person can ask, each list in the order of asking."""

    ambassadors: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()

    @property
    def nearest(self) -> tuple[str, ...]:
        """Those who are asked first."""
        return self.ambassadors or self.leads or self.deputies


def find_person(session: Session, member: str) -> Person:
    """Return a person with their roles as they are now; somebody unknown is a plain member."""
    known = find_member(session, member)
    roles = select(RoleHolder.role).where(RoleHolder.member == member)
    helped = (
        select(Ambassador.department_id)
        .join(Department, Department.id == Ambassador.department_id)
        .where(Ambassador.member == member, Department.retired_at.is_(None))
    )
    ambassador_of = frozenset(session.scalars(helped))
    held = {Role(role) for role in session.scalars(roles)}
    department = department_of(session, member)
    return Person(
        member=member,
        roles=frozenset(held | {Role.MEMBER} | ({Role.AMBASSADOR} if ambassador_of else set())),
        ambassador_of=ambassador_of,
        department=department.id if department else None,
        language=known.language if known else "",
        active=known is None or not (known.is_deactivated or known.is_bot),
        outsider=known is not None and known.is_outsider,
    )


def holders(session: Session, role: Role, department: int | None = None) -> list[str]:
    """Return who has a role and is still here, the first to be asked first.

    For ambassadors: those of the department, or without one those of all departments in use.
    """
    if role is Role.AMBASSADOR:
        found = (
            select(Ambassador.member)
            .join(Department, Department.id == Ambassador.department_id)
            .where(Department.retired_at.is_(None), Ambassador.member.not_in(absent_members()))
            .order_by(Ambassador.department_id, Ambassador.place)
        )
        if department is not None:
            found = found.where(Ambassador.department_id == department)
    else:
        found = (
            select(RoleHolder.member)
            .where(RoleHolder.role == role, RoleHolder.member.not_in(absent_members()))
            .order_by(RoleHolder.place)
        )
    return list(dict.fromkeys(session.scalars(found)))


def contacts(session: Session, member: str) -> Contacts:
    """Return whom this person can ask: their department's ambassadors, the leads, the deputies.

    Nobody is sent to themselves.
    """
    department = department_of(session, member)
    ambassadors = holders(session, Role.AMBASSADOR, department.id) if department else []
    lists = (ambassadors, holders(session, Role.LEAD), holders(session, Role.DEPUTY))
    return Contacts(*(tuple(one for one in some if one != member) for some in lists))


def whom_to_ask_first(session: Session, member: str) -> str:
    """Return the first of a person's nearest contacts; empty when nobody was named.

    Every answer that is not ok asks for this, so it looks no further than it must.
    """
    department = department_of(session, member)
    asked: list[tuple[Role, int | None]] = [(Role.LEAD, None), (Role.DEPUTY, None)]
    if department is not None:
        asked.insert(0, (Role.AMBASSADOR, department.id))
    for role, where in asked:
        for holder in holders(session, role, where):
            if holder != member:
                return holder
    return ""


def set_holders(
    session: Session,
    role: Role,
    members: Sequence[str],
    *,
    by: str,
    now: datetime,
    department: int | None = None,
) -> bool:
    """Give a role to exactly these people, in the order of asking; return whether that is new.

    Raises:
        ValueError: too few or too many people for this role, a role that nobody is given, an
            ambassador without a department, or another role with one.
    """
    least, most = holders_allowed(role)
    wanted = list(dict.fromkeys(members))
    if not least <= len(wanted) <= most or (department is None) == (role is Role.AMBASSADOR):
        raise ValueError(f"{role}: {least} to {most} people")
    take_turn(session, _TURN, now)
    before = _rows(session, role, department)
    if before == wanted:
        return False
    if department is not None:
        session.execute(delete(Ambassador).where(Ambassador.department_id == department))
        session.add_all(
            Ambassador(department_id=department, member=member, place=place, at=now)
            for place, member in enumerate(wanted)
        )
    else:
        session.execute(delete(RoleHolder).where(RoleHolder.role == role))
        session.add_all(
            RoleHolder(role=role, member=member, place=place, at=now)
            for place, member in enumerate(wanted)
        )
    session.flush()
    outcome = f"{' '.join(before) or '-'} -> {' '.join(wanted) or '-'}"
    action = Action.SET_ROLES if department is None else Action.SET_AMBASSADORS
    subject = f"role:{role}" if department is None else f"role:{role}:department:{department}"
    append_entry(session, at=now, actor=by, action=action, subject=subject, outcome=outcome)
    return True


def has_admin(session: Session) -> bool:
    """Return whether anybody who is still here is an admin."""
    return bool(holders(session, Role.ADMIN))


def become_first_admin(session: Session, member: str, *, now: datetime) -> bool:
    """Make a person the admin while there is none; False when somebody was quicker."""
    take_turn(session, _TURN, now)
    if has_admin(session):
        return False
    return set_holders(session, Role.ADMIN, [member], by=member, now=now)


def _rows(session: Session, role: Role, department: int | None) -> list[str]:
    if department is not None:
        found = (
            select(Ambassador.member)
            .where(Ambassador.department_id == department)
            .order_by(Ambassador.place)
        )
    else:
        found = select(RoleHolder.member).where(RoleHolder.role == role).order_by(RoleHolder.place)
    return list(session.scalars(found))
