"""The audit trail grows, and nobody can change it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from knowledge.store.audit import append_entry, entries, forget_entries
from knowledge.store.database import Database
from knowledge.store.settings import read_setting


@pytest.fixture
def trail(database, clock):
    """Three decisions, a day apart."""
    for subject in ("story 1", "story 2", "story 3"):
        with database.begin() as session:
            append_entry(
                session,
                at=clock.advance(days=1),
                actor="U0LEAD",
                action="story.approve",
                subject=subject,
                outcome="approved",
                categories=("public",),
                rulebook_revision="2026-11",
            )
    return database


def _subjects(database, **how):
    with database.read() as session:
        return [entry.subject for entry in entries(session, **how)]


def test_everything_said_comes_back(trail, clock):
    """Who, when, what, by which rule and revision, with which outcome."""
    with trail.read() as session:
        entry = entries(session)[0]
    assert (entry.at, entry.actor, entry.action) == (clock(), "U0LEAD", "story.approve")
    assert (entry.subject, entry.outcome) == ("story 3", "approved")
    assert (entry.categories, entry.rulebook_revision) == (["public"], "2026-11")


def test_newest_first(trail, clock):
    """The limit keeps the newest, `since` includes its moment, None means all."""
    assert _subjects(trail) == ["story 3", "story 2", "story 1"]
    assert _subjects(trail, limit=1) == ["story 3"]
    assert _subjects(trail, since=clock.advance(days=-1), limit=None) == ["story 3", "story 2"]


@pytest.mark.parametrize(
    "attempt", ["UPDATE audit_entries SET outcome = 'refused'", "DELETE FROM audit_entries"]
)
def test_the_database_itself_refuses_changes(trail, attempt):
    """Not even SQL by hand changes or deletes an entry."""
    with pytest.raises(IntegrityError, match="append-only"), trail.begin() as session:
        session.execute(text(attempt))
    assert len(_subjects(trail)) == 3


def test_postgresql_refuses_to_empty_the_table(postgresql_url):
    """TRUNCATE, which passes by the triggers of rows, is refused as well."""
    opened = Database(postgresql_url)
    with pytest.raises(IntegrityError, match="append-only"), opened.begin() as session:
        session.execute(text("TRUNCATE audit_entries"))
    opened.close()


def test_retention_forgets_what_is_old_and_nothing_else(trail, clock):
    """The retention job deletes by age; afterwards the trail is closed again."""
    with trail.begin() as session:
        assert forget_entries(session, before=clock(), at=clock()) == 2
    assert _subjects(trail) == ["story 3"]
    with pytest.raises(IntegrityError), trail.begin() as session:
        session.execute(text("DELETE FROM audit_entries"))
    with trail.read() as session:
        assert read_setting(session, "audit.forgetting") is None
    with trail.begin() as session:
        assert forget_entries(session, before=clock(), at=clock()) == 0
