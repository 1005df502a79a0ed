"""A process that is killed in the middle of asking and answering loses nothing and doubles nothing."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from knowledge.roles import Role
from knowledge.store.roles import set_holders

QUESTIONS = 12
KILLS = 25

# One process loads everything, and lets a child work until it kills it.
_KILLED = """
import os, random, signal, sys, time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import escalation_steps, precedent_steps
from handlers.background import Background
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.calendar import Calendar
from knowledge.company import UNKNOWN_COMPANY
from knowledge.escalations import Matter, Step
from knowledge.rulebook import load_rulebook
from knowledge.store import escalations as store
from knowledge.store.database import Database
from knowledge.verdict import Level

url, questions, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
chance, rulebook, calendar = random.Random(seed), load_rulebook(), Calendar(ZoneInfo("Asia/Tokyo"))
start = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
texts = load_texts()


def work():
    database = Database(url)
    services = Services(
        database=database, rulebook=lambda: rulebook, company=lambda: UNKNOWN_COMPANY,
        texts=texts, clock=lambda: start, calendar=lambda: calendar, background=Background(),
    )
    for number in range(questions):
        new = store.NewEscalation(
            key=f"ask:{number}", matter=Matter.QUESTION, asker="U0ASKER00", language="ja",
            asked_at=start, question=f"第{number}号の棚の図を入れてもいいですか", is_question=True,
            words="", level="undecided", rulebook_revision="x", step=Step.LEAD, due_at=None,
        )
        with database.begin() as session:
            opened = escalation_steps.open_question(services, session, new)
        late = start + timedelta(days=1)
        with database.begin() as session:
            row = escalation_steps.existing(session, opened.id)
            if row.due_at is not None and row.moves == 0:
                escalation_steps.move_on(services, session, row, late)
        decision = store.Decision("ok", "", "U0LEAD000", Step.LEAD, late, 60)
        with database.begin() as session:
            if store.decide(session, opened.id, decision) is None:
                row = escalation_steps.existing(session, opened.id)
                precedent_steps.keep(services, session, row, decision, Level.OK)
                escalation_steps.tell_of_answer(services, session, opened.id, kept=True, now=late)
    database.close()


for round_ in range(kills + 1):
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    if round_ < kills:
        time.sleep(chance.uniform(0.001, 0.25))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if round_ == kills:
        assert status == 0, status
"""


@pytest.mark.parametrize("seed", [1])
def test_nothing_is_lost_and_nothing_doubled(database_url, database, clock, seed):
    """Every question is there once, asked, answered, kept and told, with one message for each."""
    with database.begin() as session:
        for role, member in ((Role.LEAD, "U0LEAD000"), (Role.DEPUTY, "U0DEPUTY0")):
            set_holders(session, role, [member], by="U0ADMIN00", now=clock())
    script = [sys.executable, "-c", _KILLED, database_url, str(QUESTIONS), str(KILLS), str(seed)]
    subprocess.run(script, check=True)  # noqa: S603 - ours
    with database.read() as session:

        def count(rows):
            return session.execute(text(f"SELECT count(*) FROM {rows}")).scalar_one()  # noqa: S608

        assert count("escalations WHERE status = 'answered'") == QUESTIONS
        assert count("escalations") == QUESTIONS
        assert count("escalation_asks") == 2 * QUESTIONS
        assert count("precedents") == QUESTIONS
        assert count("deliveries WHERE key LIKE 'escalation\\:%\\:ask\\:%' AND kind = 'post'") == (
            2 * QUESTIONS
        )
        assert count("deliveries WHERE key LIKE 'escalation\\:%\\:answer'") == QUESTIONS
        assert count("audit_entries WHERE action = 'answer_escalation'") == QUESTIONS
