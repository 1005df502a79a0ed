"""Every month, where the company wants it: three questions to everybody who has not said no."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.views.training import invitation
from handlers.voices import voice_of
from knowledge.store.audience import everybody, opted_out
from knowledge.store.deliveries import Draft, enqueue
from knowledge.store.training import TOPIC, find_round, latest_round, open_round
from knowledge.training import DAYS_OPEN, make_questions, questions_from
from scheduler.acquaintance import meet_everybody

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.schedules import Due


def send_safety_check(services: Services, client: WebClient, due: Due) -> None:
    """Make the month's questions from the rules as they are now, and ask everybody.

    Raises:
        DatabaseUnavailable: nobody was asked; it may be tried again.
    """
    now, calendar = services.clock(), services.calendar()
    closes_at = due.at + timedelta(days=DAYS_OPEN)
    with services.database.read() as session:
        before = latest_round(session, before=due.period)
    asked = {one.category for one in questions_from(before.questions)} if before else set()
    # Outside of a transaction: it takes a moment.
    questions = make_questions(services.rulebook(), due.period, avoid=asked)
    if not questions:
        return
    meet_everybody(services, client)
    with services.database.begin() as session:
        away = opted_out(session, TOPIC)
        people = {one: of for one, of in everybody(session).items() if one not in away}
        if find_round(session, due.period) is None:
            open_round(session, due.period, questions, people, now=now, closes_at=closes_at)
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
