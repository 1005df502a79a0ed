"""Mistaken entries of a seed file: reported, taken on, some of them closed, as the bot keeps them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.calendar import Calendar
from knowledge.incident_guide import load_incident_guide
from knowledge.incidents import Closing, Happened, Outcome, OutsideReport, Place, State, next_look
from knowledge.leaving import check_words
from knowledge.rulebook import load_rulebook
from knowledge.store.departments import department_of
from knowledge.store.incident_cases import write_case
from knowledge.store.incidents import NewIncident, close, report, take

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.playground.seed_file import Incident, Seed
    from knowledge.store.database import Session

_CLOSED_AFTER = timedelta(hours=6)


def sow_incidents(
    session: Session,
    seed: Seed,
    members: Mapping[str, str],
    moment: Callable[[Incident], datetime],
    zone: ZoneInfo,
) -> None:
    """Keep what was reported; nobody is told of the past."""
    for number, one in enumerate(seed.incident, 1):
        new = _reported(session, one, f"incident:seed:{number}", members[one.by], moment(one))
        id_ = report(session, new)
        if id_ is None:
            continue
        by, at = members[one.taken_by], new.at + timedelta(minutes=one.minutes_later)
        calendar = Calendar(zone)
        take(session, id_, by, at, due_at=next_look(calendar, State.TAKEN, 0, at))
        if one.reason:
            end = new.at + _CLOSED_AFTER
            minutes = round(calendar.working_hours_between(new.at, end) * 60)
            outcome, outside = Outcome.CONTAINED, OutsideReport.NOT_NEEDED
            close(session, id_, Closing(outcome, outside, one.reason, by, end, minutes))
        if one.case:
            write_case(session, id_, one.case, by=by, at=at)


def _reported(
    session: Session, one: Incident, key: str, reporter: str, at: datetime
) -> NewIncident:
    place, rulebook = Place(one.place), load_rulebook()
    steps = load_incident_guide().steps_for(one.categories, place, many=False)
    words = check_words(one.text, rulebook)
    department = department_of(session, reporter)
    return NewIncident(
        key=key,
        reporter=reporter,
        place=place,
        happened=Happened.NOW,
        categories=one.categories,
        steps=tuple(step.id for step in steps),
        rulebook_revision=rulebook.revision,
        at=at,
        due_at=None,
        done=frozenset(one.done),
        department=department.id if department else None,
        words=words.text or words.proposal,
    )
