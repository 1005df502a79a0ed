"""The monthly safety check: rounds, who has answered, and how often each question was got right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, case, func, select, update

from knowledge.groups import TOGETHER, large_groups
from knowledge.month_counts import Completion, Participation
from knowledge.store.models import Department, SafetyParticipant, SafetyRound, SafetyTally
from knowledge.store.upserts import insert_into
from knowledge.training import SafetyResult, questions_from, questions_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.training import Question

TOPIC = "safety_check"


def open_round(
    session: Session,
    period: str,
    questions: Sequence[Question],
    people: Mapping[str, int | None],
    *,
    now: datetime,
    closes_at: datetime,
) -> None:
    """Begin a month's safety check for these people with their departments; a second time nothing."""
    insert = insert_into(session, SafetyRound).values(
        period=period, questions=questions_to(questions), opened_at=now, closes_at=closes_at
    )
    session.execute(insert.on_conflict_do_nothing(index_elements=["period"]))
    for number in range(len(questions)):
        tally = insert_into(session, SafetyTally).values(
            period=period, question=number, right=0, answered=0
        )
        session.execute(tally.on_conflict_do_nothing(index_elements=["period", "question"]))
    for member, department in people.items():
        invited = insert_into(session, SafetyParticipant).values(
            period=period, member=member, department=department, is_done=False
        )
        session.execute(invited.on_conflict_do_nothing(index_elements=["period", "member"]))


def find_round(session: Session, period: str) -> SafetyRound | None:
    """Return a month's round."""
    return session.get(SafetyRound, period)


def latest_round(session: Session, before: str = "9999") -> SafetyRound | None:
    """Return the newest round, or the newest before a period."""
    newest = select(SafetyRound).where(SafetyRound.period < before)
    return session.scalar(newest.order_by(SafetyRound.period.desc()).limit(1))


def participant(session: Session, period: str, member: str) -> SafetyParticipant | None:
    """Return somebody's part in a round; None when they were not asked."""
    return session.get(SafetyParticipant, (period, member), populate_existing=True)


def finish_round(session: Session, period: str, member: str, right: Sequence[bool]) -> bool:
    """Count somebody's answers; False, changing nothing, if they answered or were never asked."""
    # One after the other, so that two who answer at once do not wait for each other's rows.
    session.execute(
        select(SafetyRound.period).where(SafetyRound.period == period).with_for_update()
    )
    done = (
        update(SafetyParticipant)
        .where(
            SafetyParticipant.period == period,
            SafetyParticipant.member == member,
            SafetyParticipant.is_done.is_(False),
        )
        .values(is_done=True)
    )
    if cast("CursorResult[Any]", session.execute(done)).rowcount == 0:
        return False
    rightly = [number for number, was_right in enumerate(right) if was_right]
    # All rows at once: which of them changed says nothing about who changed it.
    session.execute(
        update(SafetyTally)
        .where(SafetyTally.period == period)
        .values(
            answered=SafetyTally.answered + 1,
            right=SafetyTally.right + case((SafetyTally.question.in_(rightly), 1), else_=0),
        )
    )
    return True


def safety_result(session: Session, round_: SafetyRound) -> SafetyResult:
    """Return who answered in a round, by department, and how hard it was."""
    tallies = session.scalars(
        select(SafetyTally)
        .where(SafetyTally.period == round_.period)
        .order_by(SafetyTally.question)
        .execution_options(populate_existing=True)
    )
    return SafetyResult(
        round_.period,
        questions_from(round_.questions),
        participation(session, round_.period),
        tuple((one.answered, one.right) for one in tallies),
    )


def participation(session: Session, period: str) -> Participation:
    """Return who answered in a month, by department, small ones together; of no round, nobody."""
    counted = select(
        SafetyParticipant.department,
        func.count(),
        func.sum(case((SafetyParticipant.is_done, 1), else_=0)),
    ).where(SafetyParticipant.period == period)
    rows: dict[int, tuple[int, int]] = {
        row[0] or TOGETHER: (row[1], row[2] or 0)
        for row in session.execute(counted.group_by(SafetyParticipant.department))
    }
    alone = large_groups({group: asked for group, (asked, _) in rows.items()})
    names: dict[int, str] = {
        row[0]: row[1]
        for row in session.execute(
            select(Department.id, Department.name).where(Department.id.in_(alone))
        )
    }
    shown = [Completion(names[one], *rows[one]) for one in sorted(alone) if one in names]
    rest = [rows[one] for one in rows if one not in names]
    if shown and rest:
        shown.append(Completion("", *_sum(rest)))
    return Participation(Completion("", *_sum(list(rows.values()))), tuple(shown))


def _sum(rows: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(asked for asked, _ in rows), sum(done for _, done in rows)
