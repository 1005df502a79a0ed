"""The anonymous poll: who has answered, and what was answered, with nothing between the two."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, and_, case, func, or_, select, update

from knowledge.groups import group_people
from knowledge.polls import (
    GroupResult,
    PollResult,
    questions_from,
    questions_to,
    what_may_be_shown,
)
from knowledge.store.models import PollCount, PollParticipant, PollRound
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.polls import PollQuestion


def open_poll(
    session: Session,
    period: str,
    questions: Sequence[PollQuestion],
    people: Mapping[str, int | None],
    *,
    now: datetime,
    closes_at: datetime,
) -> None:
    """Begin a poll for these people with their departments; a second time changes nothing."""
    insert = insert_into(session, PollRound).values(
        period=period, questions=questions_to(questions), opened_at=now, closes_at=closes_at
    )
    if (
        session.scalar(
            insert.on_conflict_do_nothing(index_elements=["period"]).returning(PollRound.period)
        )
        is None
    ):
        return
    groups = group_people(people)
    for group in sorted(set(groups.values())):
        session.add_all(
            PollCount(period=period, group=group, question=question.id, option=option.id, count=0)
            for question in questions
            for option in question.options
        )
    # In the order of their ids, and all at once: rows say nothing about when who answered.
    session.add_all(
        PollParticipant(period=period, member=member, group=groups[member], has_answered=False)
        for member in sorted(groups)
    )
    session.flush()


def find_poll(session: Session, period: str) -> PollRound | None:
    """Return a poll."""
    return session.get(PollRound, period)


def latest_poll(session: Session, *, closed_by: datetime) -> PollRound | None:
    """Return the poll that was closed last: what may be looked at."""
    closed = select(PollRound).where(PollRound.closes_at <= closed_by)
    return session.scalar(closed.order_by(PollRound.period.desc()).limit(1))


def has_answered(session: Session, period: str, member: str) -> bool | None:
    """Return whether somebody has answered; None when they were not asked."""
    asked = select(PollParticipant.has_answered).where(
        PollParticipant.period == period, PollParticipant.member == member
    )
    return session.scalar(asked)


def vote(
    session: Session, period: str, member: str, chosen: Mapping[str, str], *, now: datetime
) -> bool:
    """Count somebody's answers; False, changing nothing, if that is not possible (any more).

    Args:
        session: that may write.
        period: of which poll.
        member: whose answers they are; noted is only that there are some.
        chosen: an option for every question.
        now: the poll must not be closed.

    Raises:
        ValueError: the poll has no such question or option, or an answer is missing.
    """
    # One after the other, so that two who answer at once do not wait for each other's rows.
    round_ = session.scalar(select(PollRound).where(PollRound.period == period).with_for_update())
    if round_ is None or now >= round_.closes_at:
        return False
    offered = {one.id: {it.id for it in one.options} for one in questions_from(round_.questions)}
    if chosen.keys() != offered.keys() or any(chosen[q] not in offered[q] for q in offered):
        raise ValueError("an answer that the poll does not have")
    answering = (
        update(PollParticipant)
        .where(
            PollParticipant.period == period,
            PollParticipant.member == member,
            PollParticipant.has_answered.is_(False),
        )
        .values(has_answered=True)
        .returning(PollParticipant.group)
    )
    group = session.scalar(answering)
    if group is None:
        return False
    picked = or_(
        *(and_(PollCount.question == q, PollCount.option == option) for q, option in chosen.items())
    )
    # Every row of the group is written, chosen or not: which one was written last, in which
    # transaction, says nothing about what the last person chose.
    counted = (
        update(PollCount)
        .where(PollCount.period == period, PollCount.group == group)
        .values(count=PollCount.count + case((picked, 1), else_=0))
    )
    return cast("CursorResult[Any]", session.execute(counted)).rowcount > 0


def poll_result(session: Session, round_: PollRound, *, now: datetime) -> PollResult | None:
    """Return what may be shown of a poll; None before it is closed.

    While it is open, two looks with one answer between them would show that answer.
    """
    if now < round_.closes_at:
        return None
    counts: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = session.execute(
        select(PollCount.group, PollCount.question, PollCount.option, PollCount.count).where(
            PollCount.period == round_.period
        )
    )
    for group, question, option, count in rows:
        counts[group][question][option] = count
    answered: dict[int, int] = {
        row[0]: row[1] or 0
        for row in session.execute(
            select(
                PollParticipant.group,
                func.sum(case((PollParticipant.has_answered, 1), else_=0)),
            )
            .where(PollParticipant.period == round_.period)
            .group_by(PollParticipant.group)
        )
    }
    asked = session.scalar(
        select(func.count())
        .select_from(PollParticipant)
        .where(PollParticipant.period == round_.period)
    )
    groups = [
        GroupResult(group, answered.get(group, 0), {q: dict(o) for q, o in by_question.items()})
        for group, by_question in sorted(counts.items())
    ]
    return what_may_be_shown(round_.period, questions_from(round_.questions), asked or 0, groups)
