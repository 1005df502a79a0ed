"""What happened in a month, read from the database with questions that stay small."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.month_counts import Checks, Group, MonthCounts, together
from knowledge.reports import MONTHS_SHOWN, MonthLevels, make_report
from knowledge.store.departments import departments
from knowledge.store.incident_counts import incident_counts
from knowledge.store.lead_load import lead_load
from knowledge.store.members import absent_members
from knowledge.store.models import MemberDepartment, MonthlyCheck
from knowledge.store.story_counts import story_counts
from knowledge.store.template_counts import template_counts, template_users
from knowledge.store.training import participation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from knowledge.calendar import Calendar
    from knowledge.months import Month
    from knowledge.reports import Report


@dataclass(frozen=True, slots=True)
class _People:
    """Who is here, as it is now: the departments by number, and who belongs to each."""

    names: Mapping[int, str]
    department: Mapping[str, int]
    absent: frozenset[str] = field(default_factory=frozenset)

    def in_departments(self, members: Iterable[str]) -> Counter[int]:
        """Return how many of these people belong to each department."""
        return Counter(self.department[one] for one in members if one in self.department)


def read_report(session: Session, month: Month, calendar: Calendar) -> Report:
    """Return the report of a month as the database is now; one session, one moment."""
    people = _people(session)
    return make_report(
        _counts(session, month, calendar, people),
        _counts(session, month.before(), calendar, people),
        _course(session, month),
    )


def _counts(session: Session, month: Month, calendar: Calendar, people: _People) -> MonthCounts:
    since, until = month.span(calendar)
    by_department, handed = _checks(session, month), template_users(session, since, until)
    active = (_who_checked(session, month) | handed.keys()) - people.absent
    sizes, users = Counter(people.department.values()), people.in_departments(active)
    finished: Counter[int] = Counter()
    for member, prompts in handed.items():
        if member in people.department:
            finished[people.department[member]] += prompts
    return MonthCounts(
        month=month,
        checks=together(list(by_department.values())),
        active=len(active),
        groups=[
            Group(name, sizes[id_], users[id_], by_department.get(id_, Checks()), finished[id_])
            for id_, name in people.names.items()
        ],
        templates=template_counts(session, since, until, len(handed.keys() - people.absent)),
        stories=story_counts(session, since, until, people.names.keys()),
        load=lead_load(session, since, until),
        safety_check=participation(session, str(month)),
        incidents=incident_counts(session, since, until),
    )


def _people(session: Session) -> _People:
    names = {one.id: one.name for one in departments(session)}
    absent = frozenset(session.scalars(absent_members()))
    rows = session.execute(select(MemberDepartment.member, MemberDepartment.department_id))
    return _People(
        names,
        {row[0]: row[1] for row in rows if row[1] in names and row[0] not in absent},
        absent,
    )


def _who_checked(session: Session, month: Month) -> set[str]:
    """Return who checked something in the month, people who have left since among them."""
    checked = select(MonthlyCheck.member).where(MonthlyCheck.month == str(month)).distinct()
    return set(session.scalars(checked))


def _checks(session: Session, month: Month) -> dict[int | None, Checks]:
    """Return the checks by the department to which people belong now."""
    counted = (
        select(
            MemberDepartment.department_id,
            MonthlyCheck.level,
            MonthlyCheck.masked,
            func.sum(MonthlyCheck.checks),
        )
        .outerjoin(MemberDepartment, MemberDepartment.member == MonthlyCheck.member)
        .where(MonthlyCheck.month == str(month))
        .group_by(MemberDepartment.department_id, MonthlyCheck.level, MonthlyCheck.masked)
    )
    levels: dict[int | None, Counter[str]] = defaultdict(Counter)
    masked: Counter[int | None] = Counter()
    for department, level, was_masked, checks in session.execute(counted):
        levels[department][level] += int(checks)
        masked[department] += int(checks) if was_masked else 0
    return {one: Checks(dict(counts), masked[one]) for one, counts in levels.items()}


def _course(session: Session, month: Month) -> list[MonthLevels]:
    months = [month.before(back) for back in reversed(range(MONTHS_SHOWN))]
    counted = (
        select(MonthlyCheck.month, MonthlyCheck.level, func.sum(MonthlyCheck.checks))
        .where(MonthlyCheck.month.in_([str(one) for one in months]))
        .group_by(MonthlyCheck.month, MonthlyCheck.level)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, level, checks in session.execute(counted):
        found[name][level] = int(checks)
    return [MonthLevels(one, Checks(found.get(str(one), {}))) for one in months]
