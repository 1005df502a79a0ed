"""Every month, where the company wants it: three questions to everybody who has not said no."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.views.training import answers_message, invitation
from handlers.voices import voice_of
from knowledge.store.audience import everybody, opted_out
from knowledge.store.deliveries import Draft, enqueue
from knowledge.store.training import TOPIC, find_round, latest_round, open_round
from knowledge.training import DAYS_OPEN, make_questions, questions_from
from scheduler.acquaintance import meet_everybody

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.schedules import Due
    from knowledge.store.database import Session

_OPEN = timedelta(days=DAYS_OPEN)


def send_safety_check(services: Services, client: WebClient, due: Due) -> None:
    """Make the month's questions from the rules as they are now, and ask everybody.

    Raises:
        DatabaseUnavailable: nobody was asked; it may be tried again.
    """
    now, calendar = services.clock(), services.calendar()
    with services.database.read() as session:
        lately = _asked_lately(session, due)
    # Outside of a transaction: it takes a moment.
    questions = make_questions(services.rulebook(), due.period, avoid=lately)
    if not questions:
        return
    meet_everybody(services, client)
    with services.database.begin() as session:
        away = opted_out(session, TOPIC)
        people = {one: of for one, of in everybody(session).items() if one not in away}
        round_ = find_round(session, due.period)
        if round_ is None:
            # From now on, not from when it was due: a late one is no shorter.
            closes_at = max(due.at, now) + _OPEN
            open_round(session, due.period, questions, people, now=now, closes_at=closes_at)
        else:
            closes_at = round_.closes_at
        for member in people:
            voice = voice_of(services, session, member)
            closes = calendar.local(closes_at).date()
            draft = Draft(
                key=f"safety_check:{due.period}:{member}",
                to=member,
                message=invitation(due.period, len(questions), closes, voice),
                about=f"safety_check:{due.period}",
                not_before=calendar.next_working_moment(now),
                expires_at=closes_at,
            )
            enqueue(session, draft, now=now)


def preview_safety_check(
    services: Services, session: Session, due: Due, voice: Voice
) -> list[Surface]:
    """Return what everybody would get, and the answers with their reasons."""
    lately = _asked_lately(session, due)
    questions = make_questions(services.rulebook(), due.period, avoid=lately)
    closes = services.calendar().local(due.at + _OPEN).date()
    return [
        invitation(due.period, len(questions), closes, voice),
        answers_message(questions, voice),
    ]


def _asked_lately(session: Session, due: Due) -> set[str]:
    """Return the rules that the round before this one asked about."""
    before = latest_round(session, before=due.period)
    return {one.category for one in questions_from(before.questions)} if before else set()
