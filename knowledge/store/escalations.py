"""Questions put to people: opened once, passed on once, decided once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select, update

from knowledge.escalations import AlreadyDecided, Asked, Matter, Status, Step
from knowledge.store.models import Escalation, EscalationAsk, EscalationMessage, PrecedentRow
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Update
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.elements import ColumnElement


@dataclass(frozen=True, slots=True)
class NewEscalation:
    """What is kept of a question. Every text in it may leave: the caller has checked that."""

    key: str
    matter: Matter
    asker: str
    language: str
    asked_at: datetime
    question: str
    is_question: bool
    words: str
    level: str
    rulebook_revision: str
    step: Step
    due_at: datetime | None
    purpose: str = ""
    department: int | None = None
    channel: str | None = None
    thread_ts: str | None = None
    categories: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer: the level, the words that go with it, whose it is and in which role."""

    level: str
    advice: str
    by: str
    role: str
    at: datetime
    working_minutes: int


def open_escalation(session: Session, new: NewEscalation) -> int | None:
    """Keep a question and return its number; None, changing nothing, when the key is known."""
    insert = insert_into(session, Escalation).values(
        key=new.key,
        kind=new.matter.value,
        status=Status.OPEN.value,
        asker=new.asker,
        language=new.language,
        department=new.department,
        asked_at=new.asked_at,
        channel=new.channel,
        thread_ts=new.thread_ts,
        question=new.question,
        is_question=new.is_question,
        words=new.words,
        purpose=new.purpose,
        level=new.level,
        categories=list(new.categories),
        nearest=list(new.nearest),
        rulebook_revision=new.rulebook_revision,
        step=new.step.value,
        moves=0,
        due_at=new.due_at,
        same_as=new.same_as,
        answer_advice="",
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"]).returning(Escalation.id)
    return session.execute(once).scalar_one_or_none()


def answered_for_once(
    session: Session, department: int, besides: str, since: datetime, limit: int
) -> list[Escalation]:
    """Return answered questions of a department that are no precedents, the newest answers first.

    Only questions about a kind of information: a masked text is its author's own. Without those
    that one person asked, who knows them.
    """
    kept = exists().where(PrecedentRow.escalation == Escalation.id)
    rows = select(Escalation).where(
        Escalation.status == Status.ANSWERED.value,
        Escalation.kind == Matter.QUESTION.value,
        Escalation.department == department,
        Escalation.is_question.is_(True),
        Escalation.question != "",
        Escalation.same_as.is_(None),
        Escalation.asker != besides,
        Escalation.answered_at >= since,
        ~kept,
    )
    newest = rows.order_by(Escalation.answered_at.desc(), Escalation.id.desc()).limit(limit)
    return list(session.scalars(newest))


def find_escalation(session: Session, id_: int) -> Escalation | None:
    """Return a question as it is now; None when there is no such number."""
    return session.get(Escalation, id_, populate_existing=True)


def escalation_with_key(session: Session, key: str) -> Escalation | None:
    """Return the question that was kept under a key."""
    return session.scalars(select(Escalation).where(Escalation.key == key)).one_or_none()


def note_asked(
    session: Session, id_: int, members: Sequence[str], step: Step, at: datetime
) -> list[str]:
    """Note that these people are asked now, and return those who were not asked before."""
    fresh = []
    for member in members:
        insert = insert_into(session, EscalationAsk).values(
            escalation=id_, member=member, step=step.value, asked_at=at, reminders=0
        )
        once = insert.on_conflict_do_nothing(index_elements=["escalation", "member"])
        if session.execute(once.returning(EscalationAsk.id)).first():
            fresh.append(member)
    return fresh


def note_reminded(session: Session, id_: int, members: Sequence[str]) -> None:
    """Count one more reminder of each."""
    session.execute(
        update(EscalationAsk)
        .where(EscalationAsk.escalation == id_, EscalationAsk.member.in_(members))
        .values(reminders=EscalationAsk.reminders + 1),
        execution_options={"synchronize_session": False},
    )


def people_asked(session: Session, id_: int) -> list[Asked]:
    """Return everybody who was asked, in order."""
    rows = session.scalars(
        select(EscalationAsk).where(EscalationAsk.escalation == id_).order_by(EscalationAsk.id)
    )
    return [Asked(row.member, Step(row.step), row.reminders) for row in rows]


def pass_turn(
    session: Session, id_: int, *, moves: int, step: Step, due_at: datetime | None
) -> bool:
    """Make the next move of an open question; False when another replica has made it already.

    Args:
        session: that may write.
        id_: the question.
        moves: how many moves it had when the caller looked.
        step: whose turn it becomes.
        due_at: when the turn passes again; None for never by itself.
    """
    moved = (
        update(Escalation)
        .where(_is_open(id_), Escalation.moves == moves)
        .values(moves=moves + 1, step=step.value, due_at=due_at)
    )
    return _changed(session, moved)


def set_due(session: Session, id_: int, due_at: datetime | None) -> bool:
    """Say when the turn passes (None: the clock stands while the asker is asked something)."""
    return _changed(session, update(Escalation).where(_is_open(id_)).values(due_at=due_at))


def decide(session: Session, id_: int, decision: Decision) -> AlreadyDecided | None:
    """Answer an open question, and with it those that ask the same.

    Returns None when this is the answer, else who was first: one statement decides, so two
    people at the same moment, on two replicas, never both succeed.

    Raises:
        LookupError: no such question.
    """
    values = {
        "status": Status.ANSWERED.value,
        "answer_level": decision.level,
        "answer_advice": decision.advice,
        "answered_by": decision.by,
        "answered_as": decision.role,
        "answered_at": decision.at,
        "due_at": None,
    }
    minutes = {"working_minutes": decision.working_minutes}
    if not _changed(session, update(Escalation).where(_is_open(id_)).values(**values, **minutes)):
        return _who_was_first(session, id_)
    # Who followed was spared a question of their own, so they count no answering time.
    followers = Escalation.same_as == id_, Escalation.status == Status.OPEN.value
    session.execute(
        update(Escalation).where(*followers).values(**values),
        execution_options={"synchronize_session": False},
    )
    return None


def withdraw(session: Session, id_: int, asker: str, at: datetime) -> AlreadyDecided | None:
    """Take an open question of one's own back; else say who was first.

    Raises:
        LookupError: no such question of theirs.
    """
    withdrawn = (
        update(Escalation)
        .where(_is_open(id_), Escalation.asker == asker)
        .values(status=Status.WITHDRAWN.value, answered_at=at, answered_by=asker, due_at=None)
    )
    return None if _changed(session, withdrawn) else _who_was_first(session, id_)


def free_followers(session: Session, id_: int, *, due_at: datetime) -> int | None:
    """Let the first of those who followed a question stand for itself; return its number.

    The others follow it from now on. None when nobody followed.
    """
    following = (
        select(Escalation.id)
        .where(Escalation.same_as == id_, Escalation.status == Status.OPEN.value)
        .order_by(Escalation.id)
    )
    waiting = list(session.scalars(following))
    if not waiting:
        return None
    first, *rest = waiting
    session.execute(
        update(Escalation).where(Escalation.id == first).values(same_as=None, due_at=due_at)
    )
    session.execute(update(Escalation).where(Escalation.id.in_(rest)).values(same_as=first))
    return first


def followers(session: Session, id_: int) -> list[Escalation]:
    """Return the questions that ask the same as this one and wait for its answer."""
    rows = select(Escalation).where(Escalation.same_as == id_).order_by(Escalation.id)
    return list(session.scalars(rows))


def people_told(session: Session, id_: int) -> list[str]:
    """Return who got the answer to this question: whoever asked it or the same."""
    rows = select(Escalation.asker).where(
        or_(Escalation.id == id_, Escalation.same_as == id_),
        Escalation.status == Status.ANSWERED.value,
    )
    return list(session.scalars(rows.order_by(Escalation.id)))


def due_escalations(session: Session, now: datetime, limit: int = 50) -> list[Escalation]:
    """Return the open questions whose turn passes, longest overdue first."""
    rows = (
        select(Escalation)
        .where(Escalation.status == Status.OPEN.value, Escalation.due_at <= now)
        .order_by(Escalation.due_at, Escalation.id)
        .limit(limit)
    )
    return list(session.scalars(rows))


def open_escalations(
    session: Session, limit: int | None = 50, *, member: str | None = None
) -> list[Escalation]:
    """Return what waits for an answer, oldest first; of a member: what they were asked."""
    rows = select(Escalation).where(
        Escalation.status == Status.OPEN.value, Escalation.same_as.is_(None)
    )
    if member is not None:
        asked = select(EscalationAsk.escalation).where(EscalationAsk.member == member)
        rows = rows.where(Escalation.id.in_(asked))
    return list(session.scalars(rows.order_by(Escalation.asked_at, Escalation.id).limit(limit)))


def escalations_of(session: Session, asker: str, limit: int = 10) -> list[Escalation]:
    """Return what a member has asked, newest first."""
    rows = select(Escalation).where(Escalation.asker == asker)
    return list(session.scalars(rows.order_by(Escalation.id.desc()).limit(limit)))


def keep_message(
    session: Session,
    id_: int,
    *,
    key: str,
    author: str,
    addressee: str,
    text: str,
    at: datetime,
) -> bool:
    """Keep what one side says to the other; False when this was kept already."""
    insert = insert_into(session, EscalationMessage).values(
        key=key, escalation=id_, author=author, addressee=addressee, text=text, at=at
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"]).returning(EscalationMessage.id)
    return session.execute(once).first() is not None


def messages_of(session: Session, id_: int) -> list[EscalationMessage]:
    """Return what passed between the two sides, oldest first."""
    rows = select(EscalationMessage).where(EscalationMessage.escalation == id_)
    return list(session.scalars(rows.order_by(EscalationMessage.id)))


def _is_open(id_: int) -> ColumnElement[bool]:
    return (Escalation.id == id_) & (Escalation.status == Status.OPEN.value)


def _changed(session: Session, statement: Update) -> bool:
    without_guessing = {"synchronize_session": False}
    changed = session.execute(
        statement.returning(Escalation.id), execution_options=without_guessing
    )
    return changed.first() is not None


def _who_was_first(session: Session, id_: int) -> AlreadyDecided:
    row = find_escalation(session, id_)
    if row is None or row.answered_by is None or row.answered_at is None:
        raise LookupError(f"escalation {id_}")
    return AlreadyDecided(row.answered_by, row.answered_at, Status(row.status))
