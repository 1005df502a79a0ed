"""The safety check in the database: asked once, answered once, counted for all together."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.month_counts import Completion, Participation
from knowledge.rulebook import load_rulebook
from knowledge.store import training as store
from knowledge.store.departments import add_department
from knowledge.store.models import Department
from knowledge.training import make_questions

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
CLOSES = NOW + timedelta(days=10)
PERIOD = "2026-11"


@pytest.fixture(scope="module")
def questions():
    return make_questions(load_rulebook(), PERIOD)


@pytest.fixture
def departments(database):
    with database.begin() as session:
        made = [add_department(session, name, by="U0", now=NOW) for name in ("営業部", "総務部")]
    return [one.id for one in made if isinstance(one, Department)]


@pytest.fixture
def round_(database, questions, departments):
    people = {f"U{n}": departments[0] for n in range(6)}
    people |= {f"U{n}": departments[1] for n in range(6, 12)} | {"U12": None}
    with database.begin() as session:
        for _ in range(2):
            store.open_round(session, PERIOD, questions, people, now=NOW, closes_at=CLOSES)
        return store.find_round(session, PERIOD)


def test_answers_count_once(database, round_):
    """Also from two devices; who was not asked does not count."""
    with database.begin() as session:
        assert store.finish_round(session, PERIOD, "U0", [True, False, True])
        assert not store.finish_round(session, PERIOD, "U0", [True, True, True])
        assert not store.finish_round(session, PERIOD, "U99", [True, True, True])
        assert store.finish_round(session, PERIOD, "U6", [True, True, False])
        result = store.safety_result(session, round_)
    assert result.right == ((2, 2), (2, 1), (2, 1))
    assert result.answered.whole == Completion("", 13, 2)


def test_completion_is_shown_by_department_and_never_of_few(database, round_, questions):
    """One person without a department takes the smaller department along."""
    with database.begin() as session:
        store.finish_round(session, PERIOD, "U0", [True] * 3)
        result = store.safety_result(session, round_)
    assert result.answered.departments == (Completion("営業部", 6, 1), Completion("", 7, 0))
    assert result.questions == questions


def test_it_is_known_who_has_answered_and_not_how(database, round_):
    """For the button that was pressed again."""
    with database.begin() as session:
        store.finish_round(session, PERIOD, "U0", [False] * 3)
        part = store.participant(session, PERIOD, "U0")
        assert part is not None
        assert part.is_done
        assert {column.name for column in part.__table__.columns} == {
            "period", "member", "department", "is_done",
        }  # fmt: skip
        assert store.participant(session, PERIOD, "U99") is None


def test_the_newest_round_is_found(database, round_):
    """And the one before a month, whose rules are not asked about again at once."""
    with database.begin() as session:
        newest = store.latest_round(session)
        assert newest is not None
        assert newest.period == PERIOD
        assert store.latest_round(session, before=PERIOD) is None


def test_a_month_without_a_round(database):
    """Has nobody who was asked."""
    with database.read() as session:
        assert store.participation(session, PERIOD) == Participation()
