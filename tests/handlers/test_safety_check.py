"""The safety check: asked, answered in two minutes, explained; and the way out of it."""

from datetime import timedelta

import pytest

from handlers import ids
from knowledge.schedules import Due
from knowledge.store import training as store
from knowledge.training import questions_from
from scheduler.safety_checks import send_safety_check
from tests.handlers.staff_of_news import be_patient, hire, sender, told

PERIOD = "2026-11"


@pytest.fixture
def people(slack, bot, database, clock, monkeypatch):
    be_patient(monkeypatch)
    return hire(slack, database, clock())


@pytest.fixture
def deliver(slack, services, clock):
    return sender(slack, services, clock)


@pytest.fixture
def send(services, clock, deliver):
    def run(period=PERIOD):
        send_safety_check(services, None, Due(clock(), period))  # type: ignore[arg-type]
        deliver()

    return run


@pytest.fixture
def right(database):
    """The right answers, as they are entered."""

    def read(period=PERIOD):
        with database.read() as session:
            round_ = store.find_round(session, period)
            assert round_ is not None
            questions = questions_from(round_.questions)
        return {f"q{number}": one.level.value for number, one in enumerate(questions)}

    return read


def test_everybody_of_the_company_is_asked_once(people, send):
    """In their language; a job that runs again after a crash asks nobody again."""
    send()
    send()
    for name in ("田中", "鈴木", "小野", "加藤", "原", "林", "森"):
        (asked,) = told(people[name])
        assert "3問" in asked.text
    (asked,) = told(people["Smith"])
    assert "This month's safety check" in asked.text
    assert told(people["Jones"]) == []


def test_right_answers_are_praised_and_explained(people, send, right, database):
    """And counted once, without a name."""
    send()
    tanaka = people["田中"]
    tanaka.click("はじめる")
    done = tanaka.submit(**right())
    assert "全問正解" in done.text
    assert "答え: ×" in done.text
    tanaka.close()
    tanaka.click("はじめる")
    assert "数えていません" in tanaka.modal.text
    with database.read() as session:
        round_ = store.find_round(session, PERIOD)
        assert round_ is not None
        result = store.safety_result(session, round_)
    assert result.answered.whole.done == 1
    assert result.right == ((1, 1), (1, 1), (1, 1))


def test_wrong_answers_are_explained(people, send, right):
    """Kindly."""
    send()
    people["鈴木"].click("はじめる")
    done = people["鈴木"].submit(**dict.fromkeys(right(), "prohibited"))
    assert "3問のうち1問が正解" in done.text
    assert done.text.count("違いました") == 2


def test_an_english_speaker_is_asked_in_english(people, send, right):
    """About the kind of information, as the examples are Japanese."""
    send()
    people["Smith"].click("Begin")
    assert max(people["Smith"].modal.text) < "\u3000"
    assert max(people["Smith"].submit(**right()).text) < "\u3000"


def test_after_the_end_it_is_explained_and_not_counted(people, send, right, clock):
    """Nobody is locked out of the reasons."""
    send()
    tanaka = people["田中"]
    tanaka.click("はじめる")
    clock.advance(seconds=timedelta(days=10).total_seconds())
    assert "数えていません" in tanaka.submit(**right()).text
    tanaka.close()
    tanaka.click("はじめる")
    assert "数えていません" in tanaka.modal.text


def test_who_has_had_enough_is_left_alone(people, send):
    """Until they want it back."""
    send()
    tanaka = people["田中"]
    tanaka.click("次から受け取らない")
    assert "お送りしません" in tanaka.modal.text
    tanaka.close()
    send("2026-12")
    assert len(told(tanaka)) == 1
    tanaka.open_home()
    tanaka.click(ids.ACTION_JOIN_SAFETY_CHECK)
    send("2027-01")
    assert len(told(tanaka)) == 2


def test_the_next_month_asks_about_other_rules(people, send, database):
    """As long as there are others."""
    send()
    send("2026-12")
    with database.read() as session:
        rounds = [store.find_round(session, period) for period in (PERIOD, "2026-12")]
    first, second = (
        {one.category for one in questions_from(round_.questions)} for round_ in rounds if round_
    )
    assert first.isdisjoint(second)


def test_completion_is_for_those_who_may_see_figures(people, send, right):
    """By department, small ones together; others see nothing."""
    kato, tanaka = people["加藤"], people["田中"]
    kato.open_home()
    kato.click(ids.ACTION_SAFETY_RESULT)
    assert "まだ安全確認を行っていません" in kato.modal.text
    kato.close()
    send()
    tanaka.click("はじめる")
    tanaka.submit(**right())
    tanaka.close()
    kato.click(ids.ACTION_SAFETY_RESULT, on=kato.home)
    assert "2026年11月" in kato.modal.text
    assert "全体: 1人 / 8人" in kato.modal.text
    assert "営業部" not in kato.modal.text
    tanaka.click(ids.ACTION_SAFETY_RESULT, on=kato.home)
    assert "だけです" in tanaka.modal.text
