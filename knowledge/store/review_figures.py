"""What a review counts in the company's records: two months of checks and questions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import and_, distinct, func, select

from knowledge.escalations import Matter
from knowledge.review_sections import Known, MonthCounts
from knowledge.store.departments import staffed_departments
from knowledge.store.lead_load import lead_load
from knowledge.store.members import absent_members
from knowledge.store.models import Check, Escalation, MemberDepartment
from knowledge.verdict import Account, Level

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.calendar import Calendar
    from knowledge.reviews import Month


def known_of(session: Session, month: Month, calendar: Calendar) -> Known:
    """Return everything from which the items of the review of a month are filled."""
    departments = staffed_departments(session)
    return Known(
        now=counts_of(session, *month.bounds(calendar)),
        before=counts_of(session, *month.before.bounds(calendar)),
        departments=[(one.id, one.name, one.people) for one in departments],
        people=sum(one.people for one in departments),
    )


def counts_of(session: Session, since: datetime, until: datetime) -> MonthCounts:
    """Count since <= time < until."""
    within = and_(Check.at >= since, Check.at < until)
    by_level = select(Check.level, func.count()).where(within).group_by(Check.level)
    masked = and_(
        Check.maskable.is_(True),
        Check.asked.is_(False),
        Check.level.in_([Level.CONDITIONAL.value, Level.PROHIBITED.value]),
    )
    asked = and_(
        Escalation.kind == Matter.QUESTION.value,
        Escalation.asked_at >= since,
        Escalation.asked_at < until,
    )

    def count(*what: object) -> int:
        chosen = and_(within, *what)  # type: ignore[arg-type] # conditions of SQL
        return session.execute(select(func.count()).select_from(Check).where(chosen)).scalar_one()

    active = select(func.count(distinct(Check.member))).where(within)
    questions = select(func.count()).select_from(Escalation).where(asked)
    return MonthCounts(
        by_level={row[0]: row[1] for row in session.execute(by_level)},
        masked=count(masked),
        personal=count(Check.account == Account.PERSONAL.value),
        active=session.execute(active).scalar_one(),
        by_department=_by_department(session, since, until),
        load=lead_load(session, since, until),
        asked=session.execute(questions).scalar_one(),
    )


def _by_department(
    session: Session, since: datetime, until: datetime
) -> dict[int, tuple[dict[str, int], int]]:
    """Count by the department to which people belong now."""
    here = (
        select(MemberDepartment.department_id, Check.level, func.count(), Check.member)
        .join(MemberDepartment, MemberDepartment.member == Check.member)
        .where(
            Check.at >= since, Check.at < until, MemberDepartment.member.not_in(absent_members())
        )
        .group_by(MemberDepartment.department_id, Check.level, Check.member)
    )
    levels: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    people: dict[int, set[str]] = defaultdict(set)
    for department, level, count, member in session.execute(here):
        levels[department][level] += count
        people[department].add(member)
    return {one: (dict(levels[one]), len(people[one])) for one in levels}
