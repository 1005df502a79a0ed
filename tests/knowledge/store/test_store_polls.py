"""The poll in the database: nobody twice, and nothing that leads from an answer to a person."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect, text

from knowledge.groups import TOGETHER
from knowledge.polls import load_poll
from knowledge.store import polls as store
from knowledge.store.audience import everybody, opted_out
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department, PollCount, PollParticipant
from knowledge.store.opt_outs import opt_out

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
CLOSES = NOW + timedelta(days=7)
NEVER = {"outside": "never", "why": "did-not", "help": "enough"}
OFTEN = {"outside": "often", "why": "missing", "help": "tools"}
PEOPLE = {f"U{n}": 1 if n < 6 else 2 for n in range(9)}


@pytest.fixture
def poll(database):
    with database.begin() as session:
        store.open_poll(session, "2026-11", load_poll(), PEOPLE, now=NOW, closes_at=CLOSES)
    return database


def voted(session, member, chosen, now=NOW):
    return store.vote(session, "2026-11", member, chosen, now=now)


def result(session, now=CLOSES):
    round_ = store.find_poll(session, "2026-11")
    assert round_ is not None
    return store.poll_result(session, round_, now=now)


def test_nobody_answers_twice(poll):
    """Nor who was not asked, nor after the end."""
    with poll.begin() as session:
        assert voted(session, "U0", OFTEN)
        assert not voted(session, "U0", NEVER)
        assert not voted(session, "U99", NEVER)
        assert not voted(session, "U1", NEVER, now=CLOSES)
        assert store.has_answered(session, "2026-11", "U0")
        assert store.has_answered(session, "2026-11", "U1") is False
        assert store.has_answered(session, "2026-11", "U99") is None


def test_only_answers_of_the_poll_count(poll):
    """All of them, and no invented ones."""
    with poll.begin() as session:
        for wrong in ({}, {"outside": "never"}, {**NEVER, "help": "x"}, {**NEVER, "new": "x"}):
            with pytest.raises(ValueError, match="does not have"):
                voted(session, "U0", wrong)
        assert store.has_answered(session, "2026-11", "U0") is False


def test_answers_are_counted(poll):
    """By group, as long as enough of it have answered; small ones together."""
    with poll.begin() as session:
        for member in PEOPLE:
            assert voted(session, member, OFTEN if member in {"U0", "U8"} else NEVER)
        shown = result(session)
    assert shown is not None
    assert (shown.asked, shown.answered) == (9, 9)
    assert shown.whole is not None
    assert shown.whole.counts["outside"] == {
        "never": 7, "sometimes": 0, "often": 2, "rather-not": 0,
    }  # fmt: skip
    # Three people alone would speak of each of them, and so would the whole without the six.
    assert shown.groups == ()


def test_nothing_is_shown_while_it_is_open(poll):
    """Two looks with one answer between them would show that answer."""
    with poll.begin() as session:
        for member in PEOPLE:
            voted(session, member, NEVER)
        assert result(session, now=CLOSES - timedelta(seconds=1)) is None
        assert store.latest_poll(session, closed_by=NOW) is None
        assert store.latest_poll(session, closed_by=CLOSES) is not None


def test_a_second_beginning_changes_nothing(poll):
    """A job that runs again after a crash asks nobody again and loses no answer."""
    with poll.begin() as session:
        voted(session, "U0", OFTEN)
        store.open_poll(session, "2026-11", load_poll(), {"U77": 1}, now=NOW, closes_at=CLOSES)
        assert store.has_answered(session, "2026-11", "U0")
        assert store.has_answered(session, "2026-11", "U77") is None


def test_small_departments_are_one_group_from_the_start(database):
    """Their counts are never kept apart."""
    people = {f"U{n}": n % 3 + 1 for n in range(9)}
    with database.begin() as session:
        store.open_poll(session, "p", load_poll(), people, now=NOW, closes_at=CLOSES)
        groups = {row[0] for row in session.execute(text('SELECT "group" FROM poll_counts'))}
    assert groups == {TOGETHER}


def test_no_table_could_join_answers_with_people(poll):
    """Who answered and what was answered share the poll and the group, and no order or time."""
    people = {column.name for column in PollParticipant.__table__.columns}
    counts = {column.name for column in PollCount.__table__.columns}
    assert people == {"period", "member", "group", "has_answered"}
    assert counts == {"period", "group", "question", "option", "count"}
    with poll.begin() as session:
        connected = inspect(session.connection()).get_foreign_keys("poll_counts")
        assert {one["referred_table"] for one in connected} == {"poll_rounds"}


def test_what_was_written_last_says_nothing(poll, database_url):
    """In PostgreSQL every row names its last transaction: after a vote it is the same for all."""
    if not database_url.startswith("postgresql"):
        pytest.skip("SQLite keeps no transaction numbers in its rows")
    for member, chosen in (("U1", NEVER), ("U2", OFTEN)):
        with poll.begin() as session:
            voted(session, member, chosen)
    with poll.begin() as session:
        last = session.execute(text("SELECT DISTINCT xmin FROM poll_counts"))
        assert len(last.all()) == 1


def test_everybody_is_everybody_of_the_company(database):
    """Known people and those somebody put into a department; no bots, leavers, outsiders."""
    with database.begin() as session:
        sales = add_department(session, "営業部", by="U0ADMIN", now=NOW)
        assert isinstance(sales, Department)
        for member, how in (
            ("U1", {}),
            ("U2", {"is_bot": True}),
            ("U3", {"is_outsider": True}),
            ("U4", {"is_deactivated": True}),
        ):
            see_member(session, member=member, team="T", at=NOW, language="ja", **how)
        set_department(session, ["U4", "U5"], sales.id, by="U0ADMIN", now=NOW)
        assert everybody(session) == {"U1": None, "U5": sales.id}


def test_who_does_not_want_to_be_asked_is_known(database):
    """About this, and by nobody else."""
    with database.begin() as session:
        opt_out(session, "U1", "safety_check", NOW)
        assert opted_out(session, "safety_check") == {"U1"}
        assert opted_out(session, "other") == set()
