"""What is in force reaches a running bot, and nothing that goes wrong takes it away."""

import logging
from itertools import count
from threading import Event

import pytest

from bot.in_force import SECONDS_BETWEEN_LOOKS, InForce
from handlers.background import Background
from knowledge.company import UNKNOWN_COMPANY
from knowledge.rulebook import load_rulebook
from knowledge.store.company_lists import keep_company_list
from knowledge.store.database import Database, DatabaseUnavailable
from knowledge.store.rulebooks import approve_rulebook, keep_rulebook
from tests.corpus.small_rulebook import small

_numbers = count(1)
_LONG = 30


class Watch:
    """A monotonic clock that is moved by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def advance(self):
        self.now += SECONDS_BETWEEN_LOOKS


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def background():
    made = Background()
    yield made
    made.close()


@pytest.fixture
def in_force(database, background, watch):
    return InForce(database, background, watch, patience=_LONG)


@pytest.fixture
def decide(database, clock):
    """Approve rulebooks and import company lists."""

    def put(*, rulebook=None, company=None, approve=True):
        with database.begin() as session:
            if company is not None:
                keep_company_list(session, source=company, at=clock(), by="U0LEAD")
            if rulebook is not None:
                name = f"r{next(_numbers)}"
                kept = keep_rulebook(session, revision=name, source=rulebook, at=clock(), by="x")
                if approve:
                    approve_rulebook(session, kept, at=clock(), by="x")

    return put


def test_without_decisions_the_packaged_rulebook_and_no_list_are_in_force(in_force):
    """A fresh install."""
    in_force.load()
    assert in_force.rulebook().revision == load_rulebook().revision
    assert in_force.company() is UNKNOWN_COMPANY


def test_a_decision_reaches_a_running_process_within_seconds(in_force, decide, watch):
    """No restart; and until the next look nothing is asked of the database."""
    in_force.load()
    decide(rulebook=small(), company="name: かもめ\n")
    assert in_force.company() is UNKNOWN_COMPANY
    watch.advance()
    assert in_force.company().name == "かもめ"
    assert in_force.rulebook().revision == "small-1"
    watch.advance()
    same = in_force.rulebook(), in_force.company()
    watch.advance()
    assert (in_force.rulebook(), in_force.company()) == same
    assert in_force.rulebook() is same[0]


def test_a_draft_decides_nothing(in_force, decide, watch):
    """Only what is approved is used."""
    decide(rulebook=small(), approve=False)
    watch.advance()
    assert in_force.rulebook().revision == load_rulebook().revision


def test_what_cannot_be_read_leaves_the_last_good_one_and_a_line_without_content(
    in_force, decide, watch, caplog
):
    """A newer version of Annai may have written it; it is said once, not every few seconds."""
    decide(rulebook=small(), company="name: かもめ\n")
    in_force.load()
    decide(rulebook="秘密 = [", company="秘密: 1\n")
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            watch.advance()
            assert in_force.rulebook().revision == "small-1"
            assert in_force.company().name == "かもめ"
    assert len(caplog.records) == 2
    assert "秘密" not in caplog.text
    decide(rulebook=small(revision="small-2"), company="name: つばめ\n")
    watch.advance()
    assert (in_force.rulebook().revision, in_force.company().name) == ("small-2", "つばめ")


def test_a_start_finds_the_last_good_one_too(in_force, decide):
    """Restarting does not lose what a running process would still use."""
    decide(rulebook=small(), company="name: かもめ\n")
    decide(rulebook="秘密 = [", company="秘密: 1\n")
    in_force.load()
    assert (in_force.rulebook().revision, in_force.company().name) == ("small-1", "かもめ")


def test_a_database_that_is_gone_leaves_what_was_known(
    sqlite_url, tmp_path, background, watch, caplog
):
    """The check goes on by the rules that it has; only a start without any is refused."""
    database = Database(sqlite_url)
    known = InForce(database, background, watch, patience=_LONG)
    known.load()
    before = known.rulebook()
    database.close()
    for file in tmp_path.glob("annai.db*"):
        file.unlink()
    (tmp_path / "annai.db").mkdir()
    watch.advance()
    assert known.rulebook() is before
    assert "the last ones stay" in caplog.text
    with pytest.raises(DatabaseUnavailable):
        known.load()
    database.close()


def test_a_database_that_hangs_takes_one_thread_and_no_answer(watch, background):
    """Questions go on being answered while one look waits."""
    asked, begun, released = [], Event(), Event()

    class Hanging:
        def read(self):
            asked.append(1)
            begun.set()
            released.wait(_LONG)
            raise DatabaseUnavailable("gone")

    known = InForce(Hanging(), background, watch, patience=0)  # type: ignore[arg-type]
    packaged = known.rulebook()
    assert begun.wait(_LONG)
    known._patience = _LONG  # now nothing must make anybody wait
    for _ in range(3):
        watch.advance()
        assert known.rulebook() is packaged
    assert asked == [1]
    released.set()
