"""A process in which people ask, ask back, hand over and answer, until it is killed in a line."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from sqlalchemy import func, select
from sqlalchemy.orm import configure_mappers

from handlers import escalation_steps as steps
from handlers import precedent_steps
from handlers.background import Background
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.calendar import Calendar
from knowledge.classification import warm_up
from knowledge.company import UNKNOWN_COMPANY
from knowledge.escalations import Matter, Step
from knowledge.rulebook import load_rulebook
from knowledge.store import escalations as store
from knowledge.store.database import Database
from knowledge.store.models import Escalation
from knowledge.verdict import Level
from scheduler.outbox import send_due
from scheduler.watch import pass_questions_on
from tests.scheduler.mortal_sender import die_after

configure_mappers()
warm_up()
_RULEBOOK = load_rulebook()
_TEXTS = load_texts()
_CALENDAR = Calendar(ZoneInfo("Asia/Tokyo"))
# Not the check itself: it writes nothing, and would take most of the lines.
_COUNTED = ("/scheduler/", "/handlers/", "/knowledge/store/", "/slack_sdk/")
_PATIENCE = timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    """Who takes part, by member id."""

    asker: str
    lead: str
    deputy: str
    ambassador: str


def live(url, api_url, token, cast, now, lines):
    """Go on until so many lines have passed; without a number finish what was begun."""
    database, background = Database(url), Background()
    moment = datetime.fromisoformat(now)
    services = Services(
        database=database,
        rulebook=lambda: _RULEBOOK,
        company=lambda: UNKNOWN_COMPANY,
        texts=_TEXTS,
        clock=lambda: moment,
        calendar=lambda: _CALENDAR,
        background=background,
    )
    client = WebClient(token=token, base_url=api_url, timeout=5)
    begun = asked(database)
    if lines is not None:
        die_after(lines, _COUNTED)
    # Whoever saw nothing happen presses again: the newest question is gone through once more.
    for number in count(max(begun, 1)):
        go_through(services, cast, number, moment)
        send_due(services, client, moment)
        if lines is None:
            break
    while send_due(services, client, moment):
        pass
    background.close()
    database.close()


def asked(database):
    """How many questions there are."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Escalation))


def go_through(services, cast, number, moment):
    """Do everything with one question that people and the clock do, each in its transaction."""
    with services.database.begin() as session:
        opened = steps.open_question(services, session, question(cast, number, moment))
    if is_open(services, opened.id):
        with services.database.begin() as session:
            row = steps.existing(session, opened.id)
            steps.ask_back(services, session, row, f"b{number}", "いつのですか", cast.lead)
        with services.database.begin() as session:
            row = steps.existing(session, opened.id)
            steps.reply(services, session, row, f"r{number}", "今年のです", cast.lead)
        pass_questions_on(services, moment + _PATIENCE)
        with services.database.begin() as session:
            row = steps.existing(session, opened.id)
            steps.hand_over(services, session, row, cast.ambassador, cast.lead, moment)
        answer(services, cast, opened.id, moment)


def question(cast, number, moment):
    return store.NewEscalation(
        key=f"ask:{number}",
        matter=Matter.QUESTION,
        asker=cast.asker,
        language="ja",
        asked_at=moment,
        question=f"第{number}号の棚の図を入れてもいいですか",
        is_question=True,
        words="",
        level="undecided",
        rulebook_revision="x",
        step=Step.LEAD,
        due_at=None,
    )


def is_open(services, id_):
    with services.database.read() as session:
        return steps.existing(session, id_).answered_at is None


def answer(services, cast, id_, moment):
    """Decide as the listener does: the decision, the precedent and the messages in one."""
    decision = store.Decision("ok", "", cast.lead, Step.LEAD, moment, 60)
    with services.database.begin() as session:
        if store.decide(session, id_, decision) is None:
            row = steps.existing(session, id_)
            precedent_steps.keep(services, session, row, decision, Level.OK)
            steps.tell_of_answer(services, session, id_, kept=True, now=moment)
