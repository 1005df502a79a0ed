"""The anonymous poll: asked, answered once, shown when it is closed; and nothing that links."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import text

from handlers import ids
from knowledge.schedules import Due
from scheduler.polls import send_poll
from tests.handlers.staff_of_news import be_patient, hire, sender, told

PERIOD = "2026-11"
NEVER = {"outside": "never", "why": "did-not", "help": "enough"}
OFTEN = {"outside": "often", "why": "missing", "help": "tools"}
STAFF = ("田中", "鈴木", "小野", "加藤", "原", "林", "森", "Smith")


@pytest.fixture
def people(slack, bot, database, clock, monkeypatch):
    be_patient(monkeypatch)
    return hire(slack, database, clock())


@pytest.fixture
def deliver(slack, services, clock):
    return sender(slack, services, clock)


@pytest.fixture
def asked(people, services, clock, deliver):
    for _ in range(2):
        send_poll(services, None, Due(clock(), PERIOD))  # type: ignore[arg-type]
    deliver()
    return people


def answer(person, chosen):
    person.click(ids.ACTION_ANSWER_POLL)
    done = person.submit(**chosen)
    person.close(everything=True)
    return done


def test_everybody_is_asked_once_and_answers_once(asked):
    """In their language; a second answer is not taken."""
    for name in STAFF:
        assert len(told(asked[name])) == 1
    assert told(asked["Jones"]) == []
    tanaka = asked["田中"]
    assert "ありがとうございました" in answer(tanaka, OFTEN).text
    tanaka.click(ids.ACTION_ANSWER_POLL)
    assert "もう答えて" in tanaka.modal.text
    assert "Thank you" in answer(asked["Smith"], NEVER).text


def test_two_devices_are_one_answer(asked, database):
    """Two open forms: the first counts."""
    tanaka = asked["田中"]
    (message,) = told(tanaka)
    tanaka.click(ids.ACTION_ANSWER_POLL)
    tanaka.click(ids.ACTION_ANSWER_POLL, on=message)
    tanaka.submit(**OFTEN)
    tanaka.close()
    tanaka.submit(**NEVER)
    with database.read() as session:
        counted = session.scalar(text("SELECT sum(count) FROM poll_counts"))
    assert counted == 3


def test_the_result_comes_when_it_is_closed(asked, clock, deliver):
    """To leads by message, in Home for those who may see figures; never before."""
    kato, tanaka = asked["加藤"], asked["田中"]
    for name in STAFF:
        answer(asked[name], OFTEN if name == "小野" else NEVER)
    kato.open_home()
    kato.click(ids.ACTION_POLL_RESULT)
    assert "締め切りのあとに" in kato.modal.text
    kato.close()
    clock.advance(seconds=timedelta(days=7).total_seconds())
    deliver()
    kato.click("アンケートの結果", on=told(kato)[-1])
    assert "8人 / 8人" in kato.modal.text
    assert "使っていない: 7人（88%）" in kato.modal.text
    assert "営業部" not in kato.modal.text
    tanaka.click(ids.ACTION_POLL_RESULT, on=told(kato)[-1])
    assert "だけです" in tanaka.modal.text


def test_few_answers_are_shown_to_nobody(asked, clock):
    """Four of eight could be guessed."""
    for name in STAFF[:4]:
        answer(asked[name], NEVER)
    clock.advance(seconds=timedelta(days=7).total_seconds())
    asked["加藤"].open_home()
    asked["加藤"].click(ids.ACTION_POLL_RESULT)
    assert "5人に満たないため" in asked["加藤"].modal.text
    assert "使っていない" not in asked["加藤"].modal.text


def test_after_the_end_nothing_is_taken(asked, clock):
    """Neither a form nor an answer that was on its way."""
    tanaka, suzuki = asked["田中"], asked["鈴木"]
    tanaka.click(ids.ACTION_ANSWER_POLL)
    clock.advance(seconds=timedelta(days=7).total_seconds())
    assert "締め切りました" in tanaka.submit(**NEVER).text
    suzuki.click(ids.ACTION_ANSWER_POLL)
    assert "締め切りました" in suzuki.modal.text


def test_who_was_not_asked_does_not_answer(asked, slack):
    """Somebody else's message, pressed by somebody new."""
    new = slack.person("新人")
    new.click(ids.ACTION_ANSWER_POLL, on=told(asked["田中"])[0])
    assert "対象ではありません" in new.modal.text


def test_no_row_outside_of_the_counts_changes_with_what_was_chosen(asked, database, caplog):
    """Two people, two answers: every other table, the log and what Slack got look the same."""
    caplog.set_level(logging.DEBUG)
    before = _everything(database)
    answer(asked["田中"], OFTEN)
    after = _everything(database)
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"poll_counts", "poll_participants"}
    # What was shown in the form is in the client's own lines; what was chosen is nowhere.
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("slack_sdk")]
    assert not any(word in line for word in ("often", "missing", "tools") for line in ours)


def _everything(database):
    with database.read() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return {name: session.execute(text(f'SELECT * FROM "{name}"')).all() for name in names}  # noqa: S608


def test_the_thanks_lead_to_a_request(asked):
    """Who misses a tool can say so, with their name, elsewhere."""
    tanaka = asked["田中"]
    tanaka.click(ids.ACTION_ANSWER_POLL)
    tanaka.submit(**OFTEN)
    tanaka.click(ids.ACTION_REQUEST_TOOL)
    assert "ツールの名前" in tanaka.modal.text
