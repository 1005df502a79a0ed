"""Incidents: reported once, taken on once, closed once, opened again once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from knowledge.incidents import AlreadyDone, State
from knowledge.store.models import Incident, IncidentMessage, IncidentStep, IncidentTold
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Update
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.elements import ColumnElement

    from knowledge.incidents import Closing, Happened, Place

_STANDING = (State.OPEN.value, State.TAKEN.value)


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What somebody reports. The words have passed their check; `done` are steps done already."""

    key: str
    reporter: str
    place: Place
    happened: Happened
    categories: tuple[str, ...]
    steps: tuple[str, ...]
    rulebook_revision: str
    at: datetime
    due_at: datetime | None
    done: frozenset[str] = frozenset()
    many: bool = False
    department: int | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says to the other, checked."""

    key: str
    author: str
    addressee: str
    at: datetime
    text: str = field(repr=False)


def report(session: Session, new: NewIncident) -> int | None:
    """Keep a report and return its number; None, changing nothing, when the key is known."""
    insert = insert_into(session, Incident).values(
        key=new.key,
        state=State.OPEN.value,
        reporter=new.reporter,
        department=new.department,
        place=new.place.value,
        happened=new.happened.value,
        many=new.many,
        categories=list(new.categories),
        rulebook_revision=new.rulebook_revision,
        words=new.words,
        reported_at=new.at,
        reason="",
        version=0,
        nudges=0,
        due_at=new.due_at,
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"]).returning(Incident.id)
    id_ = session.execute(once).scalar_one_or_none()
    if id_ is None:
        return None
    for step in new.steps:
        by, at = (new.reporter, new.at) if step in new.done else (None, None)
        session.add(IncidentStep(incident=id_, step=step, done_by=by, done_at=at))
    session.flush()
    return id_


def find_incident(session: Session, id_: int) -> Incident | None:
    """Return an incident as it is now; None when there is no such number."""
    return session.get(Incident, id_, populate_existing=True)


def incident_with_key(session: Session, key: str) -> Incident | None:
    """Return the incident that was kept under a key."""
    return session.scalars(select(Incident).where(Incident.key == key)).one_or_none()


def standing_incidents(session: Session, limit: int | None = 20) -> list[Incident]:
    """Return what is not closed, oldest first."""
    rows = select(Incident).where(Incident.state.in_(_STANDING))
    return list(session.scalars(rows.order_by(Incident.id).limit(limit)))


def closed_incidents(session: Session, since: datetime, limit: int = 5) -> list[Incident]:
    """Return what was closed since then, the latest first: it may be opened again."""
    rows = select(Incident).where(Incident.state == State.CLOSED.value, Incident.closed_at >= since)
    return list(session.scalars(rows.order_by(Incident.closed_at.desc()).limit(limit)))


def incidents_of(session: Session, reporter: str, limit: int = 3) -> list[Incident]:
    """Return what somebody has reported, newest first."""
    rows = select(Incident).where(Incident.reporter == reporter)
    return list(session.scalars(rows.order_by(Incident.id.desc()).limit(limit)))


def take(
    session: Session, id_: int, by: str, at: datetime, *, due_at: datetime | None
) -> AlreadyDone | None:
    """Take an open incident on; who was first, if somebody did already.

    Raises:
        LookupError: no such number.
    """
    row = _existing(session, id_)
    minutes = int((at - row.reported_at).total_seconds() // 60)
    values = {"state": State.TAKEN.value, "taken_by": by, "taken_at": at, "due_at": due_at}
    taken = (
        update(Incident)
        .where(Incident.id == id_, Incident.state == State.OPEN.value)
        .values(**values, nudges=0, minutes_to_take=minutes, version=Incident.version + 1)
    )
    return None if _changed(session, taken) else _who_was_first(session, id_)


def close(session: Session, id_: int, closing: Closing) -> AlreadyDone | None:
    """Close an incident; who was first, if somebody did already. Whoever closes takes it on too.

    Raises:
        LookupError: no such number.
    """
    row = _existing(session, id_)
    if row.state == State.OPEN:
        take(session, id_, closing.by, closing.at, due_at=None)
    closed = (
        update(Incident)
        .where(Incident.id == id_, Incident.state == State.TAKEN.value)
        .values(
            state=State.CLOSED.value,
            closed_by=closing.by,
            closed_at=closing.at,
            working_minutes=closing.working_minutes,
            outcome=closing.outcome.value,
            outside=closing.outside.value,
            reason=closing.reason,
            due_at=None,
            version=Incident.version + 1,
        )
    )
    return None if _changed(session, closed) else _who_was_first(session, id_)


def reopen(session: Session, id_: int, by: str, at: datetime, *, due_at: datetime | None) -> bool:
    """Open a closed incident again, in the hands of whoever does so; False if it is open.

    How long it took until somebody took it on stays: the figure is about the first time.
    """
    opened = (
        update(Incident)
        .where(Incident.id == id_, Incident.state == State.CLOSED.value)
        .values(
            state=State.TAKEN.value,
            taken_by=by,
            taken_at=at,
            closed_by=None,
            closed_at=None,
            working_minutes=None,
            outcome=None,
            outside=None,
            due_at=due_at,
            nudges=0,
            version=Incident.version + 1,
        )
    )
    return _changed(session, opened)


def do_step(session: Session, id_: int, step: str, by: str, at: datetime) -> bool:
    """Note that a step is done; False when it was already, or is none of this incident."""
    done = (
        update(IncidentStep)
        .where(
            IncidentStep.incident == id_,
            IncidentStep.step == step,
            IncidentStep.done_at.is_(None),
        )
        .values(done_by=by, done_at=at)
        .returning(IncidentStep.id)
    )
    quietly = {"synchronize_session": False}
    if session.execute(done, execution_options=quietly).first() is None:
        return False
    bumped = update(Incident).where(Incident.id == id_).values(version=Incident.version + 1)
    session.execute(bumped, execution_options=quietly)
    return True


def steps_of(session: Session, id_: int) -> list[IncidentStep]:
    """Return the steps of an incident in their order, as they are now."""
    rows = select(IncidentStep).where(IncidentStep.incident == id_).order_by(IncidentStep.id)
    return list(session.scalars(rows, execution_options={"populate_existing": True}))


def note_told(
    session: Session, id_: int, members: Sequence[str], at: datetime, *, handles: bool
) -> list[str]:
    """Note that these people are told now, and return those who were not told before."""
    fresh = []
    for member in members:
        insert = insert_into(session, IncidentTold).values(
            incident=id_, member=member, handles=handles, told_at=at
        )
        once = insert.on_conflict_do_nothing(index_elements=["incident", "member"])
        if session.execute(once.returning(IncidentTold.id)).first():
            fresh.append(member)
    return fresh


def people_told(session: Session, id_: int) -> list[IncidentTold]:
    """Return everybody who was told, in order."""
    rows = select(IncidentTold).where(IncidentTold.incident == id_).order_by(IncidentTold.id)
    return list(session.scalars(rows))


def due_incidents(session: Session, now: datetime, limit: int = 50) -> list[int]:
    """Return the numbers of those that are to be looked at, longest overdue first."""
    rows = (
        select(Incident.id)
        .where(Incident.state.in_(_STANDING), Incident.due_at <= now)
        .order_by(Incident.due_at, Incident.id)
        .limit(limit)
    )
    return list(session.scalars(rows))


def count_nudge(session: Session, id_: int, *, nudges: int, due_at: datetime | None) -> bool:
    """Count one more reminder of one that stands; False when another replica has counted it.

    Args:
        session: that may write.
        id_: the incident.
        nudges: how many there had been when the caller looked.
        due_at: when it is looked at again; None for never by itself.
    """
    moved = (
        update(Incident)
        .where(Incident.id == id_, Incident.state.in_(_STANDING), Incident.nudges == nudges)
        .values(nudges=nudges + 1, due_at=due_at)
    )
    return _changed(session, moved)


def keep_message(session: Session, id_: int, said: Said) -> bool:
    """Keep what one side says to the other; False when this was kept already."""
    insert = insert_into(session, IncidentMessage).values(
        key=said.key,
        incident=id_,
        author=said.author,
        addressee=said.addressee,
        text=said.text,
        at=said.at,
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"]).returning(IncidentMessage.id)
    return session.execute(once).first() is not None


def messages_of(session: Session, id_: int) -> list[IncidentMessage]:
    """Return what passed between the two sides, oldest first."""
    rows = select(IncidentMessage).where(IncidentMessage.incident == id_)
    return list(session.scalars(rows.order_by(IncidentMessage.id)))


def forget_words(session: Session, *, closed_before: datetime) -> int:
    """Empty what was written about incidents that were closed so long ago; return how many.

    What is counted stays, and so does a case that was approved: nobody is in it.
    """
    old: ColumnElement[bool] = (Incident.state == State.CLOSED.value) & (
        Incident.closed_at < closed_before
    )
    of_old = select(Incident.id).where(old)
    quietly = {"synchronize_session": False}
    session.execute(
        update(IncidentMessage)
        .where(IncidentMessage.incident.in_(of_old), IncidentMessage.text != "")
        .values(text=""),
        execution_options=quietly,
    )
    emptied = (
        update(Incident)
        .where(old, (Incident.words != "") | (Incident.reason != ""))
        .values(words="", reason="")
        .returning(Incident.id)
    )
    return len(session.execute(emptied, execution_options=quietly).all())


def _existing(session: Session, id_: int) -> Incident:
    row = find_incident(session, id_)
    if row is None:
        raise LookupError(f"incident {id_}")
    return row


def _changed(session: Session, statement: Update) -> bool:
    quietly = {"synchronize_session": False}
    changed = session.execute(statement.returning(Incident.id), execution_options=quietly)
    return changed.first() is not None


def _who_was_first(session: Session, id_: int) -> AlreadyDone:
    row = _existing(session, id_)
    state = State(row.state)
    if state is State.CLOSED and row.closed_by and row.closed_at:
        return AlreadyDone(row.closed_by, row.closed_at, state)
    if row.taken_by is None or row.taken_at is None:
        raise LookupError(f"incident {id_}")
    return AlreadyDone(row.taken_by, row.taken_at, state)
