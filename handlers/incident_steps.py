"""What happens to an incident: each step in one transaction with the messages that tell of it.

All functions take a session that may write and never commit; after the commit the caller wakes
the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handlers import incident_mail as mail
from knowledge.incident_guide import load_incident_guide
from knowledge.incidents import State, next_look
from knowledge.roles import Action, Role
from knowledge.store import incident_cases as cases
from knowledge.store import incidents as store
from knowledge.store.audit import append_entry
from knowledge.store.departments import department_of
from knowledge.store.roles import holders

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from knowledge.incidents import AlreadyDone, CaseState, Closing
    from knowledge.store.database import Session
    from knowledge.store.models import Incident


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that was kept: its number, who heard of it, whether the executives did too."""

    id: int
    told: tuple[str, ...] = ()
    upwards: bool = False


def report(services: Services, session: Session, new: store.NewIncident) -> Reported:
    """Keep a report and tell who handles it; a second delivery of it tells nobody again."""
    steps = load_incident_guide().steps_for(new.categories, new.place, many=new.many)
    department = department_of(session, new.reporter)
    full = replace(
        new,
        steps=tuple(one.id for one in steps),
        department=department.id if department else None,
        due_at=next_look(services.calendar(), State.OPEN, 0, new.at),
    )
    id_ = store.report(session, full)
    if id_ is None:
        return _reported_before(session, new.key)
    incident = existing(session, id_)
    _audit(session, incident, new.reporter, Action.REPORT_INCIDENT, new.place, new.at)
    told = mail.tell_desk(services, session, incident, mail.desk_of(session, new.reporter), new.at)
    upwards = mail.tell_upwards(services, session, incident, new.at)
    mail.tell_reporter(services, session, incident, new.at)
    return Reported(id_, tuple(told), upwards)


def existing(session: Session, id_: int) -> Incident:
    """Return an incident.

    Raises:
        LookupError: no such number.
    """
    row = store.find_incident(session, id_)
    if row is None:
        raise LookupError(f"incident {id_}")
    return row


def take(services: Services, session: Session, id_: int, by: str) -> AlreadyDone | None:
    """Take an incident on; or return who was faster."""
    now = services.clock()
    due_at = next_look(services.calendar(), State.TAKEN, 0, now)
    already = store.take(session, id_, by, now, due_at=due_at)
    if already is None:
        _done(services, session, id_, by, "taken", now)
    return already


def do_step(services: Services, session: Session, id_: int, step: str, by: str) -> bool:
    """Tick a step; False when it was done already, or the incident is closed."""
    now = services.clock()
    if existing(session, id_).state == State.CLOSED:
        return False
    done = store.do_step(session, id_, step, by, now)
    if done:
        _done(services, session, id_, by, f"step:{step}", now)
    return done


def close(services: Services, session: Session, id_: int, closing: Closing) -> AlreadyDone | None:
    """Close an incident and tell the reporter; or return who was faster."""
    since = existing(session, id_).reported_at
    hours = services.calendar().working_hours_between(since, closing.at)
    timed = replace(closing, working_minutes=round(hours * 60))
    already = store.close(session, id_, timed)
    if already is None:
        outcome = f"closed:{closing.outcome}:{closing.outside}"
        _done(services, session, id_, closing.by, outcome, closing.at)
        mail.tell_of_end(services, session, existing(session, id_), closing.at)
    return already


def reopen(services: Services, session: Session, id_: int, by: str) -> bool:
    """Open a closed incident again and tell the reporter; False when it is open."""
    now = services.clock()
    due_at = next_look(services.calendar(), State.TAKEN, 0, now)
    if not store.reopen(session, id_, by, now, due_at=due_at):
        return False
    _done(services, session, id_, by, "reopened", now)
    mail.tell_of_end(services, session, existing(session, id_), now)
    return True


def ask(services: Services, session: Session, incident: Incident, said: store.Said) -> None:
    """Ask the reporter something; once for each form."""
    if store.keep_message(session, incident.id, said):
        mail.send_question(services, session, incident, said)
        _audit(session, incident, said.author, Action.HANDLE_INCIDENT, "asked", said.at)


def reply(services: Services, session: Session, incident: Incident, said: store.Said) -> None:
    """Bring the reporter's reply to whoever asked; once for each form."""
    if store.keep_message(session, incident.id, said):
        mail.send_reply(services, session, incident, said)
        _audit(session, incident, said.author, Action.REPORT_INCIDENT, "replied", said.at)


def write_case(services: Services, session: Session, id_: int, text: str, by: str) -> bool:
    """Keep what others can learn from it, for a lead to approve."""
    now = services.clock()
    written = cases.write_case(session, id_, text, by=by, at=now)
    if written:
        _audit(session, existing(session, id_), by, Action.HANDLE_INCIDENT, "case", now)
    return written


def decide_case(services: Services, session: Session, id_: int, state: CaseState, by: str) -> bool:
    """Approve or drop a case; False when somebody has decided already."""
    now = services.clock()
    decided = cases.decide_case(session, id_, state, by=by, at=now)
    if decided:
        _audit(session, existing(session, id_), by, Action.PUBLISH_CASE, state, now)
    return decided


def look_after(services: Services, session: Session, id_: int, now: datetime) -> bool:
    """Remind of an incident whose time is up; False when there is nothing to do, or another did."""
    incident = existing(session, id_)
    state, nudges = State(incident.state), incident.nudges
    if incident.due_at is None or incident.due_at > now or state is State.CLOSED:
        return False
    due_at = next_look(services.calendar(), state, nudges + 1, now)
    if not store.count_nudge(session, id_, nudges=nudges, due_at=due_at):
        return False
    incident = existing(session, id_)
    if state is State.TAKEN:
        to = dict.fromkeys([incident.taken_by or "", *holders(session, Role.LEAD)])
        members = [one for one in to if one]
    else:
        members = mail.desk_of(session, incident.reporter)
        if nudges:
            # Nobody of those has answered for so long: whoever is responsible gets it too.
            everybody = [one for one in mail.responsible(session) if one != incident.reporter]
            members = [*members, *everybody]
            mail.tell_desk(services, session, incident, everybody, now)
    mail.remind(services, session, incident, list(dict.fromkeys(members)), nudges + 1, now)
    return True


def _done(
    services: Services, session: Session, id_: int, by: str, outcome: str, now: datetime
) -> None:
    incident = existing(session, id_)
    action = (
        Action.REPORT_INCIDENT
        if by == incident.reporter and outcome.startswith("step:")
        else Action.HANDLE_INCIDENT
    )
    _audit(session, incident, by, action, outcome, now)
    mail.show_change(services, session, incident, now)


def _reported_before(session: Session, key: str) -> Reported:
    row = store.incident_with_key(session, key)
    if row is None:
        raise LookupError(key)
    told = store.people_told(session, row.id)
    return Reported(
        row.id,
        tuple(one.member for one in told if one.handles),
        upwards=any(not one.handles for one in told),
    )


def _audit(
    session: Session, incident: Incident, actor: str, action: Action, outcome: str, at: datetime
) -> None:
    append_entry(
        session,
        at=at,
        actor=actor,
        action=action,
        subject=f"incident:{incident.id}",
        outcome=outcome,
        categories=incident.categories,
        rulebook_revision=incident.rulebook_revision,
    )
