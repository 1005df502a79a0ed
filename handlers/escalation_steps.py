"""What happens to a question: each step in one transaction with the messages that tell of it.

All functions take a session that may write and never commit; after the commit the caller wakes
the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from handlers import escalation_mail as mail
from knowledge.escalations import (
    AlreadyDecided,
    Ask,
    Matter,
    Remind,
    Responsible,
    Status,
    Step,
    first_ask,
    next_move,
)
from knowledge.roles import Action, may
from knowledge.store import escalations as store
from knowledge.store.absences import absences, note_absence
from knowledge.store.audit import append_entry
from knowledge.store.departments import department_of
from knowledge.store.roles import contacts, find_person

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.escalations import NewEscalation
    from knowledge.store.models import Escalation


_PAST = date.min


@dataclass(frozen=True, slots=True)
class Opened:
    """A question that is on its way: who was asked, and until when an answer should be there."""

    id: int
    asked: tuple[str, ...] = ()
    due_at: datetime | None = None
    same: bool = False


def open_question(services: Services, session: Session, new: NewEscalation) -> Opened:
    """Keep a question and ask the nearest person; a second delivery of it asks nobody again."""
    department = department_of(session, new.asker)
    ask = first_ask(_responsible(services, session, new.asker), new.asker, new.matter)
    due_at = None if new.same_as else next_due(services, ask.step, new.asked_at)
    home = department.id if department else None
    full = replace(new, department=home, step=ask.step, due_at=due_at)
    id_ = store.open_escalation(session, full)
    if id_ is None:
        return _opened_before(session, new.key)
    escalation = existing(session, id_)
    _audit(session, escalation, new.asker, Action.ASK_LEAD, new.matter, new.asked_at)
    if not new.same_as:
        _ask(services, session, escalation, ask, new.asked_at)
    return Opened(id_, ask.members, due_at, same=new.same_as is not None)


def existing(session: Session, id_: int) -> Escalation:
    """Return a question.

    Raises:
        LookupError: no such number.
    """
    row = store.find_escalation(session, id_)
    if row is None:
        raise LookupError(f"escalation {id_}")
    return row


def tell_of_answer(
    services: Services, session: Session, id_: int, *, kept: bool, now: datetime
) -> None:
    """Tell everybody who asked a question, or was asked it, of the answer that it has now."""
    escalation = existing(session, id_)
    by, level = escalation.answered_by or "", escalation.answer_level or ""
    _audit(session, escalation, by, Action.ANSWER_ESCALATION, level, now)
    for one in (escalation, *store.followers(session, id_)):
        if one.status == Status.ANSWERED:
            mail.send_answer(services, session, one, now, kept=kept)
    mail.settle(services, session, escalation, now, kept=kept)


def ask_back(
    services: Services, session: Session, escalation: Escalation, key: str, text: str, by: str
) -> None:
    """Ask whoever asked; until they reply the turn does not pass on."""
    now = services.clock()
    said = {"key": key, "author": by, "addressee": escalation.asker, "text": text}
    if store.keep_message(session, escalation.id, at=now, **said):
        mail.send_ask_back(services, session, escalation, key=key, text=text, by=by, now=now)
        store.set_due(session, escalation.id, None)


def reply(
    services: Services, session: Session, escalation: Escalation, key: str, text: str, to: str
) -> None:
    """Bring a reply to whoever asked back; from now on the turn passes again."""
    now = services.clock()
    said = {"key": key, "author": escalation.asker, "addressee": to, "text": text}
    if store.keep_message(session, escalation.id, at=now, **said):
        mail.send_reply(services, session, escalation, key=key, text=text, to=to, now=now)
        due_at = next_due(services, Step(escalation.step), now)
        store.set_due(session, escalation.id, due_at)


def working_minutes(services: Services, since: datetime, until: datetime) -> int:
    """Return how long something took, in working time."""
    return round(services.calendar().working_hours_between(since, until) * 60)


def withdraw(
    services: Services, session: Session, id_: int, asker: str, now: datetime
) -> AlreadyDecided | None:
    """Take a question back; the first who asked the same then has a question of their own."""
    already = store.withdraw(session, id_, asker, now)
    if already is not None:
        return already
    escalation = existing(session, id_)
    _audit(session, escalation, asker, Action.ASK_LEAD, "withdrawn", now)
    mail.settle(services, session, escalation, now, kept=False)
    due_at = next_due(services, Step.AMBASSADOR, now)
    heir = store.free_followers(session, id_, due_at=due_at)
    if heir is not None:
        row = existing(session, heir)
        ask = first_ask(_responsible(services, session, row.asker), row.asker, Matter(row.kind))
        _ask(services, session, row, ask, now)
    return None


def hand_over(
    services: Services, session: Session, escalation: Escalation, to: str, by: str, now: datetime
) -> bool:
    """Ask this person too, and start the clock anew; False when they have the question already."""
    if not store.note_asked(session, escalation.id, [to], Step(escalation.step), now):
        return False
    mail.send_question(services, session, escalation, to, now)
    store.set_due(session, escalation.id, next_due(services, Step.LEAD, now))
    _audit(session, escalation, by, Action.HAND_OVER, to, now)
    return True


def move_on(services: Services, session: Session, escalation: Escalation, now: datetime) -> bool:
    """Make the next move of a question that nobody answered in time; False if another did."""
    asked = store.people_asked(session, escalation.id)
    responsible = _responsible(services, session, escalation.asker)
    move = next_move(Step(escalation.step), asked, responsible, escalation.asker)
    step = move.step if isinstance(move, Ask) else Step(escalation.step)
    # Without anybody who could answer it is looked at again: somebody may be named meanwhile.
    rests = not isinstance(move, (Ask, Remind)) and bool(asked)
    due_at = None if rests else next_due(services, step, now)
    moves = escalation.moves
    if not store.pass_turn(session, escalation.id, moves=moves, step=step, due_at=due_at):
        return False
    if isinstance(move, Ask):
        _ask(services, session, existing(session, escalation.id), move, now)
    elif isinstance(move, Remind):
        counts = {one.member: one.reminders for one in asked}
        store.note_reminded(session, escalation.id, move.members)
        for member in move.members:
            number = counts[member] + 1
            mail.send_question(services, session, escalation, member, now, reminder=number)
    elif not asked:
        mail.send_nobody(services, session, escalation, now)
    return True


def next_due(services: Services, step: Step, now: datetime) -> datetime:
    """Return when a turn that begins now passes on."""
    settings = services.settings()
    hours = settings.ambassador_hours if step is Step.AMBASSADOR else settings.lead_hours
    return services.calendar().add_working_hours(now, hours)


def _ask(
    services: Services, session: Session, escalation: Escalation, ask: Ask, now: datetime
) -> None:
    for member in store.note_asked(session, escalation.id, ask.members, ask.step, now):
        mail.send_question(services, session, escalation, member, now)
    if not ask.members:
        mail.send_nobody(services, session, escalation, now)


def _responsible(services: Services, session: Session, asker: str) -> Responsible:
    """Return who may be asked now: roles as they are, without those who are away today."""
    known = contacts(session, asker)
    today = services.calendar().local(services.clock()).date()
    lists = (known.ambassadors, known.leads, known.deputies)
    away = absences(session, [member for some in lists for member in some])
    here = (tuple(m for m in some if away.get(m, _PAST) < today) for some in lists)
    return Responsible(*here)


def go_away(
    services: Services, session: Session, member: str, to: str, until: date, now: datetime
) -> int:
    """Hand everything that waits for a member to somebody else, and what comes until that day."""
    note_absence(session, member, until, now)
    handed = 0
    for row in store.open_escalations(session, None, member=member):
        if to != row.asker and may(
            find_person(session, to), Action.ANSWER_ESCALATION, row.department
        ):
            handed += hand_over(services, session, row, to, member, now)
    return handed


def _opened_before(session: Session, key: str) -> Opened:
    row = store.escalation_with_key(session, key)
    if row is None:
        raise LookupError(key)
    asked = tuple(one.member for one in store.people_asked(session, row.id))
    return Opened(row.id, asked, row.due_at, same=row.same_as is not None)


def _audit(
    session: Session, escalation: Escalation, actor: str, action: Action, outcome: str, at: datetime
) -> None:
    append_entry(
        session,
        at=at,
        actor=actor,
        action=action,
        subject=f"escalation:{escalation.id}",
        outcome=outcome,
        categories=escalation.categories,
        rulebook_revision=escalation.rulebook_revision,
    )
