"""What is in force reaches a running bot, and nothing that goes wrong takes it away."""

import logging
from dataclasses import replace
from itertools import count
from threading import Event, Timer

import pytest

from bot.in_force import SECONDS_BETWEEN_LOOKS, InForce
from handlers.background import Background
from knowledge.company import UNKNOWN_COMPANY
from knowledge.rulebook import load_rulebook
from knowledge.store.company_lists import keep_company_list
from knowledge.store.database import Database, DatabaseUnavailable
from knowledge.store.rulebooks import approve_rulebook, keep_rulebook
from knowledge.store.template_revisions import Decision, NewRevision, put_in_force
from knowledge.store.templates import keep_new, keep_packaged, retire_template
from knowledge.template_library import packaged_library
from knowledge.template_source import write_template
from knowledge.templates import load_templates
from knowledge.wording import Words
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


def test_a_change_is_seen_although_an_older_look_is_under_way(database, background, watch):
    """Who asks after it waits for a look that began after it."""
    begun, released, reads = Event(), Event(), []

    class Slow:
        def read(self):
            reads.append(1)
            if len(reads) == 1:
                begun.set()
                released.wait(_LONG)
            return database.read()

    known = InForce(Slow(), background, watch, patience=0)  # type: ignore[arg-type]
    known.rulebook()
    assert begun.wait(_LONG)
    known._patience = _LONG
    known.look_again()
    Timer(0.05, released.set).start()
    known.rulebook()
    assert len(reads) == 2


@pytest.fixture
def change(database, clock):
    """Put a text of the template `minutes` into force, or retire it."""

    def put(source=None):
        with database.begin() as session:
            keep_packaged(session, "minutes", clock())
            if source is None:
                retire_template(session, "minutes", clock())
            else:
                new = NewRevision(
                    key=f"k{next(_numbers)}",
                    template="minutes",
                    source=source,
                    why="",
                    author="U0LEAD",
                    language="ja",
                    at=clock(),
                )
                put_in_force(session, new, Decision("U0LEAD", "lead", clock()))

    return put


def _titled(title):
    return write_template(replace(load_templates()["minutes"], title=Words(title, title)))


def test_a_changed_template_reaches_a_running_process(in_force, change, watch):
    """Its text and its search."""
    in_force.load()
    assert in_force.templates() is packaged_library()
    change(_titled("かもめ会の記録"))
    watch.advance()
    assert in_force.templates().templates["minutes"].template.title.ja == "かもめ会の記録"
    assert in_force.templates().find("かもめ会の記録")[0].id == "minutes"
    change()
    watch.advance()
    assert "minutes" not in in_force.templates().templates


def test_a_proposal_makes_no_new_library(in_force, database, clock, watch):
    """The search index is made when people get something else, not before."""
    in_force.load()
    with database.begin() as session:
        keep_new(session, "own-1", clock(), owner=None, department=None)
    watch.advance()
    assert in_force.templates() is packaged_library()


def test_an_unreadable_template_leaves_the_one_before(in_force, change, watch, caplog):
    """And the log says nothing of its words."""
    change(_titled("かもめ会の記録"))
    in_force.load()
    change('id = "minutes"\nsecret = "きつねうどん"')
    watch.advance()
    assert in_force.templates().templates["minutes"].template.title.ja == "かもめ会の記録"
    assert "minutes" in caplog.text
    assert "きつねうどん" not in caplog.text
