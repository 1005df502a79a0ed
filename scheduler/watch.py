"""What is looked after every few seconds: questions and incidents whose time is up, lost precedents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import escalation_steps, incident_steps, precedent_steps
from knowledge.store.escalations import due_escalations
from knowledge.store.incidents import due_incidents

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services


def pass_questions_on(services: Services, now: datetime) -> int:
    """Ask the next person, or remind the last, for each question nobody answered in time.

    Any number of replicas may do this at the same moment: each move names the one before it, and
    only one of them makes it. Returns how many moves were made here.

    Raises:
        DatabaseUnavailable: the next look does the rest.
    """
    with services.database.read() as session:
        due = [row.id for row in due_escalations(session, now)]
    made = 0
    for id_ in due:
        # A transaction each: one that fails takes no other with it.
        with services.database.begin() as session:
            row = escalation_steps.existing(session, id_)
            still_due = row.due_at is not None and row.due_at <= now
            made += still_due and escalation_steps.move_on(services, session, row, now)
    return made


def look_after_incidents(services: Services, now: datetime) -> int:
    """Remind of each incident that nobody has taken on, or that is not closed, in time.

    Each reminder is counted by the one replica that makes it. Returns how many were made here.

    Raises:
        DatabaseUnavailable: the next look does the rest.
    """
    with services.database.read() as session:
        due = due_incidents(session, now)
    made = 0
    for id_ in due:
        with services.database.begin() as session:
            made += incident_steps.look_after(services, session, id_, now)
    return made


def reopen_precedents(services: Services, now: datetime) -> int:
    """Ask the owner of each precedent under which the rules have changed to look at it again.

    It answers nothing from the moment the new rules are in force; this makes it known.

    Raises:
        DatabaseUnavailable: the next look does the rest.
    """
    done = 0
    for precedent in services.precedents().touched:
        with services.database.begin() as session:
            done += precedent_steps.reopen(services, session, precedent.id, precedent.version, now)
    if done:
        services.look_again()
    return done
