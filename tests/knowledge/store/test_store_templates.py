"""Templates of the company: proposed once, decided once, one revision in force."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.store import template_revisions as revisions
from knowledge.store import templates as store
from knowledge.template_states import AlreadyDecided, MovedOn, Stage, Status

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
LEAD = revisions.Decision("U0LEAD000", "lead", LATER, "いいですね")
OTHER = revisions.Decision("U0OTHER00", "deputy", LATER + timedelta(seconds=1))


def new(**rest):
    made = {
        "key": "view:1",
        "template": "minutes",
        "source": 'id = "minutes"',
        "why": "表にした",
        "author": "U0HANAKO0",
        "language": "ja",
        "at": NOW,
        "based_on": 0,
        **rest,
    }
    return revisions.NewRevision(**made)


def proposed(session, **rest):
    store.keep_packaged(session, "minutes", NOW)
    id_ = revisions.propose_revision(session, new(**rest))
    assert id_ is not None
    return id_


def there(row):
    """What must be there, is."""
    assert row is not None
    return row


def test_nothing_is_kept_of_what_ships(database):
    """A company that changed nothing has the packaged templates and no rows."""
    with database.read() as session:
        assert store.kept_templates(session) == []
        assert store.stamp_of_templates(session) == 0
        assert store.find_template(session, "minutes") is None


def test_a_proposal_changes_nothing_that_is_in_force(database):
    """Until somebody approves it the packaged text stays."""
    with database.begin() as session:
        id_ = proposed(session)
        (kept,) = store.kept_templates(session)
        assert (kept.id, kept.status, kept.revision, kept.source) == (
            "minutes",
            Status.APPROVED,
            0,
            None,
        )
        row = there(revisions.find_revision(session, id_))
    assert row.status == Stage.IN_REVIEW
    assert (row.number, row.based_on, row.why) == (1, 0, "表にした")


def test_a_new_template_is_in_no_library_before_it_is_approved(database):
    """What was never approved cannot be used."""
    with database.begin() as session:
        store.keep_new(session, "own-1", NOW, owner="U0HANAKO0", department=None)
        id_ = there(revisions.propose_revision(session, new(template="own-1", based_on=None)))
        assert store.kept_templates(session) == []
        assert revisions.approve_revision(session, id_, LEAD, over=None) is None
        (kept,) = store.kept_templates(session)
    assert (kept.status, kept.revision, kept.owner) == (Status.APPROVED, 1, "U0HANAKO0")


def test_the_same_submission_proposes_once(database):
    """A second delivery of a click is no second proposal."""
    with database.begin() as session:
        id_ = proposed(session)
        assert revisions.propose_revision(session, new(source="x")) is None
        assert [row.id for row in revisions.revisions_of(session, "minutes")] == [id_]
        assert there(revisions.revision_with_key(session, "view:1")).id == id_


def test_a_template_without_a_row_cannot_be_proposed_for(database):
    """The caller says first whether it ships or is new."""
    with database.begin() as session, pytest.raises(LookupError):
        revisions.propose_revision(session, new())


def test_approved_is_in_force(database):
    """The approved text is what people get, and the stamp moves."""
    with database.begin() as session:
        id_ = proposed(session)
        before = store.stamp_of_templates(session)
        assert revisions.approve_revision(session, id_, LEAD, over=0) is None
        (kept,) = store.kept_templates(session)
        assert (kept.revision, kept.source) == (1, 'id = "minutes"')
        assert store.stamp_of_templates(session) > before
        row = there(revisions.find_revision(session, id_))
    assert (row.decided_by, row.decided_as, row.words) == ("U0LEAD000", "lead", "いいですね")


def test_of_two_who_decide_one_is_first(database):
    """The second hears who it was."""
    with database.begin() as session:
        id_ = proposed(session)
        revisions.approve_revision(session, id_, LEAD, over=0)
    first = AlreadyDecided("U0LEAD000", LATER, Stage.APPROVED)
    with database.begin() as session:
        assert revisions.approve_revision(session, id_, OTHER, over=0) == first
        assert revisions.approve_revision(session, id_, OTHER, over=1) == first
        assert revisions.close_revision(session, id_, Stage.DECLINED, OTHER) == first
        (kept,) = store.kept_templates(session)
    assert kept.revision == 1


def test_who_approves_over_another_revision_than_they_saw_is_told(database):
    """A proposal does not silently undo what came into force meanwhile."""
    with database.begin() as session:
        one = proposed(session)
        two = proposed(session, key="view:2", source='id = "two"')
        assert revisions.approve_revision(session, two, LEAD, over=0) is None
        assert revisions.approve_revision(session, one, OTHER, over=0) == MovedOn(2)
        assert there(revisions.find_revision(session, one)).status == Stage.IN_REVIEW
        assert revisions.approve_revision(session, one, OTHER, over=2) is None
        (kept,) = store.kept_templates(session)
    assert kept.revision == 1


def test_a_draft_is_its_authors_until_it_is_sent(database):
    """Nobody decides about a draft, nobody else sends it."""
    with database.begin() as session:
        store.keep_packaged(session, "minutes", NOW)
        id_ = there(revisions.propose_revision(session, new(), Stage.DRAFT))
        with pytest.raises(LookupError):
            revisions.approve_revision(session, id_, LEAD, over=0)
        assert not revisions.send_draft(session, id_, "U0OTHER00")
        assert revisions.send_draft(session, id_, "U0HANAKO0")
        assert not revisions.send_draft(session, id_, "U0HANAKO0")
        assert revisions.approve_revision(session, id_, LEAD, over=0) is None


def test_an_unknown_revision_is_an_error(database):
    """A wrong number is no decision."""
    with database.begin() as session:
        with pytest.raises(LookupError):
            revisions.approve_revision(session, 77, LEAD, over=0)
        with pytest.raises(LookupError):
            revisions.close_revision(session, 77, Stage.DECLINED, LEAD)


def test_going_back_is_a_revision_of_its_own(database):
    """The history only grows."""
    with database.begin() as session:
        id_ = proposed(session)
        revisions.approve_revision(session, id_, LEAD, over=0)
        back = new(key="back:1", source='id = "old"', why="元に戻す", author="U0LEAD000")
        assert revisions.put_in_force(session, back, LEAD) is not None
        assert revisions.put_in_force(session, back, LEAD) is None
        (kept,) = store.kept_templates(session)
        numbers = [row.number for row in revisions.revisions_of(session, "minutes")]
        assert there(revisions.revision_numbered(session, "minutes", 1)).why == "表にした"
    assert (kept.revision, kept.source, numbers) == (2, 'id = "old"', [2, 1])


def test_retired_and_restored(database):
    """Each once; what is retired says so to whoever builds the library."""
    with database.begin() as session:
        assert not store.retire_template(session, "minutes", NOW)
        store.keep_packaged(session, "minutes", NOW)
        assert store.retire_template(session, "minutes", NOW)
        assert not store.retire_template(session, "minutes", NOW)
        (kept,) = store.kept_templates(session)
        assert kept.status is Status.RETIRED
        assert store.restore_template(session, "minutes", NOW)
        assert not store.restore_template(session, "minutes", NOW)


def test_approving_a_retired_template_brings_it_back(database):
    """Whoever approves a text wants it used."""
    with database.begin() as session:
        id_ = proposed(session)
        store.retire_template(session, "minutes", NOW)
        revisions.approve_revision(session, id_, LEAD, over=0)
        (kept,) = store.kept_templates(session)
    assert kept.status is Status.APPROVED


def test_lists(database):
    """By owner, department and status; by stage, author and time of the decision."""
    with database.begin() as session:
        id_ = proposed(session)
        store.set_owner(session, "minutes", "U0OWNER00", 3, NOW)
        assert [row.id for row in store.list_templates(session, owner="U0OWNER00")] == ["minutes"]
        assert store.list_templates(session, department=4) == []
        assert store.list_templates(session, status=Status.RETIRED) == []
        assert store.list_templates(session, among=["faq"]) == []
        waiting = revisions.list_revisions(session, stage=Stage.IN_REVIEW)
        assert [row.id for row in waiting] == [id_]
        revisions.approve_revision(session, id_, LEAD, over=0)
        assert revisions.list_revisions(session, stage=Stage.IN_REVIEW) == []
        mine = revisions.list_revisions(session, author="U0HANAKO0")
        month = revisions.list_revisions(session, decided_since=NOW, decided_until=LATER)
        since = revisions.list_revisions(session, decided_since=LATER)
    assert ([row.id for row in mine], month, [row.id for row in since]) == ([id_], [], [id_])


_PROPOSE = """
import sys
from datetime import datetime, timezone
from knowledge.store import template_revisions as revisions
from knowledge.store.database import Database
from knowledge.store.templates import keep_packaged
now = datetime(2026, 11, 25, 1, 0, tzinfo=timezone.utc)
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
import os
for number in range(5):
    with database.begin() as session:
        keep_packaged(session, "minutes", now)
        revisions.propose_revision(session, revisions.NewRevision(
            key=f"{os.getpid()}:{number}", template="minutes", source="", why="",
            author="U", language="ja", at=now))
database.close()
"""


def test_several_replicas_give_different_numbers(database_url, database, replicas):
    """Who proposes at the same moment waits for the other."""
    replicas(_PROPOSE, database_url, times=3)
    with database.read() as session:
        numbers = [row.number for row in revisions.revisions_of(session, "minutes")]
    assert numbers == list(range(15, 0, -1))
