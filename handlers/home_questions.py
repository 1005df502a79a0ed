"""What Home shows of questions: a person's own, those that wait for them, their department's answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.views.escalation_home import Questions
from knowledge.classification import classify
from knowledge.groups import SMALLEST_GROUP
from knowledge.leaving import what_may_leave
from knowledge.precedents import State
from knowledge.roles import Action, may, may_somewhere
from knowledge.store.departments import members_of
from knowledge.store.escalations import answered_for_once, escalations_of, open_escalations
from knowledge.store.precedents import list_precedents

if TYPE_CHECKING:
    from handlers.services import Services
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import Escalation, PrecedentRow

_OWN_QUESTIONS = 3
_BOARD = 5
_REOPENED = 5
# An answer for one case says little later on.
_ANSWERS_SHOWN_FOR = timedelta(days=90)


def questions_of(services: Services, session: Session, person: Person) -> Questions:
    """Return what a person sees on Home of questions: their own, those that wait, the answers."""
    queue = None
    if may_somewhere(person, Action.SEE_QUEUE):
        waiting = open_escalations(session)
        queue = [one for one in waiting if may(person, Action.SEE_QUEUE, one.department)]
    return Questions(
        mine=escalations_of(session, person.member, _OWN_QUESTIONS),
        queue=queue,
        reopened=_reopened(session, person),
        board=_board(session, person) if may(person, Action.ASK_LEAD) else (),
        once=_answered_for_once(services, session, person) if may(person, Action.ASK_LEAD) else (),
    )


def _board(session: Session, person: Person) -> list[PrecedentRow]:
    return list_precedents(session, _BOARD, status=State.IN_FORCE, department=person.department)


def _reopened(session: Session, person: Person) -> list[PrecedentRow]:
    rows = list_precedents(session, _REOPENED, status=State.REOPENED)
    return [row for row in rows if may(person, Action.EDIT_PRECEDENT, row.department)]


def _answered_for_once(services: Services, session: Session, person: Person) -> list[Escalation]:
    """Return what was answered in a person's department and not kept, as far as others may see it."""
    if person.department is None or len(members_of(session, person.department)) < SMALLEST_GROUP:
        # Among few everybody knows who asked.
        return []
    since = services.clock() - _ANSWERS_SHOWN_FOR
    rows = answered_for_once(session, person.department, person.member, since, _BOARD)
    rulebook, company = services.rulebook(), services.company()
    # By the rules of today: what was harmless to ask may have become a secret.
    return [
        one
        for one in rows
        if what_may_leave(classify(one.question, rulebook, company), one.question)
    ]
