"""Rulebooks are kept as drafts, and the one approved last is in force."""

import pytest

from knowledge.store.rulebooks import (
    Status,
    approve_rulebook,
    approved_rulebooks,
    find_rulebook,
    id_of_rulebook_in_force,
    keep_rulebook,
    revisions,
    rulebook_in_force,
)


@pytest.fixture
def keep(database, clock):
    """Keep a rulebook under a name, and approve it if told so."""

    def put(revision, source="…", *, approve=False):
        with database.begin() as session:
            kept = keep_rulebook(session, revision=revision, source=source, at=clock(), by="U0LEAD")
            if approve:
                approve_rulebook(session, kept, at=clock(), by="U0BOSS")
            return kept

    return put


def in_force(database):
    with database.read() as session:
        kept = rulebook_in_force(session)
        assert id_of_rulebook_in_force(session) == (kept.id if kept else None)
        return kept.revision if kept else None


def test_nothing_is_in_force_until_something_is_approved(database, keep):
    """A draft decides nothing."""
    assert in_force(database) is None
    draft = keep("2026-12", "text")
    assert (draft.status, draft.source, draft.imported_by) == (Status.DRAFT, "text", "U0LEAD")
    assert (draft.approved_at, draft.approved_by) == (None, None)
    assert in_force(database) is None


def test_the_one_approved_last_is_in_force(database, keep, clock):
    """Also when it was imported first: going back is approving again."""
    keep("2026-12", approve=True)
    clock.advance(days=1)
    keep("2027-01", approve=True)
    clock.advance(days=1)
    keep("2027-02")
    assert in_force(database) == "2027-01"
    back = keep("2026-12", approve=True)
    assert (back.status, back.approved_at, back.approved_by) == (
        Status.APPROVED,
        clock(),
        "U0BOSS",
    )
    assert in_force(database) == "2026-12"
    with database.read() as session:
        assert [kept.revision for kept in approved_rulebooks(session)] == ["2026-12", "2027-01"]
        assert revisions(session) == ["2027-02", "2027-01", "2026-12"]


def test_the_last_decision_counts_whatever_the_watch_says(database, keep, clock):
    """Two machines never agree on the time."""
    keep("old")
    keep("new", approve=True)
    clock.advance(hours=-1)
    keep("old", approve=True)
    assert in_force(database) == "old"


def test_approving_what_is_in_force_changes_nothing(database, keep, clock):
    """A double click is one decision."""
    approved_at = keep("2026-12", approve=True).approved_at
    clock.advance(days=1)
    with database.begin() as session:
        kept = find_rulebook(session, "2026-12")
        assert kept is not None
        assert not approve_rulebook(session, kept, at=clock(), by="U0OTHER")
    with database.read() as session:
        kept = find_rulebook(session, "2026-12")
        assert kept is not None
        assert (kept.approved_at, kept.approved_by) == (approved_at, "U0BOSS")


def test_a_name_stands_for_one_text(database, keep):
    """Verdicts name their rules by it, so a second text does not replace the first."""
    first = keep("2026-12", "one text")
    again = keep("2026-12", "another text")
    assert (again.id, again.source) == (first.id, "one text")
    with database.read() as session:
        assert find_rulebook(session, "2027-01") is None


_IMPORT = """
import sys
from datetime import UTC, datetime
from knowledge.store.database import Database
from knowledge.store.rulebooks import keep_rulebook
database = Database(sys.argv[1])
print("ready", flush=True)
mine = sys.stdin.readline().strip()
with database.begin() as session:
    kept = keep_rulebook(
        session, revision="r", source="x", at=datetime(2026, 11, 25, tzinfo=UTC), by=mine
    )
    print(kept.id)
database.close()
"""


def test_two_people_import_at_once(database_url, replicas):
    """One row, no error."""
    assert len(set(replicas(_IMPORT, database_url, times=3))) == 1
