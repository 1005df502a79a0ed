"""What is looked after every few seconds: questions whose time is up, and precedents without rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import escalation_steps, precedent_steps
from knowledge.store.escalations import due_escalations

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
