"""Precedents: kept, changed by one hand at a time, re-opened, and counted when they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, update

from knowledge.precedents import Precedent, State
from knowledge.store.models import PrecedentRow, PrecedentUse
from knowledge.store.upserts import insert_into
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class NewPrecedent:
    """An answer to be kept. The question may leave: it was checked when it was asked."""

    question: str
    is_question: bool
    level: Level
    advice: str
    checked_as: str
    rules: Mapping[str, str]
    rulebook_revision: str
    decided_by: str
    decided_at: datetime
    expires_at: datetime
    department: int | None = None
    escalation: int | None = None


def keep_precedent(session: Session, new: NewPrecedent) -> int | None:
    """Keep an answer and return its number; None when its question has a precedent already."""
    insert = insert_into(session, PrecedentRow).values(
        escalation=new.escalation,
        status=State.IN_FORCE.value,
        question=new.question,
        is_question=new.is_question,
        level=new.level.value,
        advice=new.advice,
        department=new.department,
        checked_as=new.checked_as,
        rules=dict(new.rules),
        rulebook_revision=new.rulebook_revision,
        created_at=new.decided_at,
        decided_by=new.decided_by,
        decided_at=new.decided_at,
        owner=new.decided_by,
        expires_at=new.expires_at,
        version=1,
        changed_at=new.decided_at,
    )
    once = insert.on_conflict_do_nothing(index_elements=["escalation"])
    return session.execute(once.returning(PrecedentRow.id)).scalar_one_or_none()


def stamp_of_precedents(session: Session) -> int:
    """Return a number that grows with every change of any precedent: asked every few seconds."""
    return session.execute(select(func.coalesce(func.sum(PrecedentRow.version), 0))).scalar_one()


def precedents_in_force(session: Session) -> list[Precedent]:
    """Return what may answer, oldest first, expired ones included: the caller knows the time."""
    rows = select(PrecedentRow).where(PrecedentRow.status == State.IN_FORCE.value)
    return [precedent_of(row) for row in session.scalars(rows.order_by(PrecedentRow.id))]


def precedent_of(row: PrecedentRow) -> Precedent:
    """Return a row as the rules see it."""
    return Precedent(
        id=row.id,
        question=row.question,
        is_question=row.is_question,
        level=Level(row.level),
        advice=row.advice,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        expires_at=row.expires_at,
        checked_as=row.checked_as,
        rules=dict(row.rules),
        version=row.version,
    )


def find_precedent(session: Session, id_: int) -> PrecedentRow | None:
    """Return a precedent as it is now; None when there is no such number."""
    return session.get(PrecedentRow, id_, populate_existing=True)


def precedent_of_escalation(session: Session, escalation: int) -> PrecedentRow | None:
    """Return what was kept of the answer to a question."""
    rows = select(PrecedentRow).where(PrecedentRow.escalation == escalation)
    return session.scalars(rows).one_or_none()


def list_precedents(
    session: Session,
    limit: int = 20,
    *,
    status: State | None = None,
    department: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    expiring_before: datetime | None = None,
) -> list[PrecedentRow]:
    """Return precedents, newest first; of a department: its own and those of nobody's.

    since <= first answer < until.
    """
    rows = select(PrecedentRow).where(PrecedentRow.status != State.RETIRED.value)
    if status is not None:
        rows = rows.where(PrecedentRow.status == status.value)
    if department is not None:
        own = PrecedentRow.department == department
        rows = rows.where(or_(own, PrecedentRow.department.is_(None)))
    if since is not None:
        rows = rows.where(PrecedentRow.created_at >= since)
    if until is not None:
        rows = rows.where(PrecedentRow.created_at < until)
    if expiring_before is not None:
        rows = rows.where(PrecedentRow.expires_at < expiring_before)
    newest = rows.order_by(PrecedentRow.decided_at.desc(), PrecedentRow.id.desc()).limit(limit)
    return list(session.scalars(newest))


def change_precedent(  # noqa: PLR0913 - what may change, all by name
    session: Session,
    id_: int,
    *,
    version: int,
    at: datetime,
    question: str | None = None,
    level: Level | None = None,
    advice: str | None = None,
    status: State | None = None,
    checked_as: str | None = None,
    rules: Mapping[str, str] | None = None,
    rulebook_revision: str | None = None,
    expires_at: datetime | None = None,
    decided_by: str | None = None,
) -> bool:
    """Change what is given; False, changing nothing, when somebody changed it since `version`."""
    said = {
        "question": question,
        "level": level and level.value,
        "advice": advice,
        "status": status and status.value,
        "checked_as": checked_as,
        "rules": None if rules is None else dict(rules),
        "rulebook_revision": rulebook_revision,
        "expires_at": expires_at,
        "decided_by": decided_by,
        "decided_at": at if decided_by else None,
    }
    changed = (
        update(PrecedentRow)
        .where(PrecedentRow.id == id_, PrecedentRow.version == version)
        .values(
            version=version + 1,
            changed_at=at,
            **{name: value for name, value in said.items() if value is not None},
        )
        .returning(PrecedentRow.id)
    )
    without_guessing = {"synchronize_session": False}
    return session.execute(changed, execution_options=without_guessing).first() is not None


def record_use(session: Session, precedent: int, member: str, at: datetime) -> int:
    """Count a question that a precedent answered; return the number of that use."""
    use = PrecedentUse(precedent=precedent, member=member, at=at, helped=None)
    session.add(use)
    session.flush()
    return use.id


def say_whether_it_helped(session: Session, use: int, member: str, *, helped: bool) -> int | None:
    """Note what the person says about an answer they got; return the precedent it came from."""
    said = (
        update(PrecedentUse)
        .where(PrecedentUse.id == use, PrecedentUse.member == member)
        .values(helped=helped)
        .returning(PrecedentUse.precedent)
    )
    without_guessing = {"synchronize_session": False}
    return session.execute(said, execution_options=without_guessing).scalar_one_or_none()


def count_uses(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return for each precedent how often it answered, and how often that was said to be wrong."""
    wrong = func.count().filter(PrecedentUse.helped.is_(False))
    counted = (
        select(PrecedentUse.precedent, func.count(), wrong)
        .where(PrecedentUse.precedent.in_(ids))
        .group_by(PrecedentUse.precedent)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(counted)}


def people_answered(session: Session, precedent: int, since: datetime) -> list[str]:
    """Return who got this answer since then and did not say that it was the wrong one."""
    rows = (
        select(PrecedentUse.member)
        .where(
            PrecedentUse.precedent == precedent,
            PrecedentUse.at >= since,
            or_(PrecedentUse.helped.is_(None), PrecedentUse.helped.is_(True)),
        )
        .distinct()
        .order_by(PrecedentUse.member)
    )
    return list(session.scalars(rows))
