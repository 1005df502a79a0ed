"""Checks are counted once each, without their text."""

import pytest
from sqlalchemy import inspect

from knowledge.months import Month
from knowledge.store.checks import count_checks, recent_checks, record_check
from knowledge.store.models import Check


@pytest.fixture
def record(database, clock):
    """Record one check in its own transaction; what is not said is usual."""

    def one(fail=None, **said):
        usual = {
            "key": None,
            "member": "U0AAA",
            "at": clock(),
            "month": Month(2026, 11),
            "surface": "command",
            "asked": False,
            "account": "company",
            "level": "ok",
            "maskable": False,
            "categories": [],
            "kinds": {},
            "rulebook_revision": "2026-11",
            "characters": 12,
        }
        with database.begin() as session:
            recorded = record_check(session, **(usual | said))
            if fail is not None:
                raise fail
        return recorded

    return one


def _recent(database, member="U0AAA", **how):
    with database.read() as session:
        return recent_checks(session, member, **how)


def test_everything_said_comes_back(database, record, clock):
    """All columns are kept, lists and counts in their own types."""
    categories, kinds = ("customer.name", "money.quote"), {"PERSON": 2, "MONEY": 1}
    assert record(
        key="Ev01",
        surface="shortcut",
        asked=True,
        account="personal",
        level="conditional",
        maskable=True,
        categories=categories,
        kinds=kinds,
        characters=4000,
    )
    (check,) = _recent(database)
    assert (check.key, check.member, check.at) == ("Ev01", "U0AAA", clock())
    assert (check.surface, check.asked, check.account) == ("shortcut", True, "personal")
    assert (check.level, check.maskable) == ("conditional", True)
    assert (check.categories, check.kinds) == (list(categories), kinds)
    assert (check.rulebook_revision, check.characters) == ("2026-11", 4000)


def test_there_is_no_place_for_the_text():
    """The columns are these and no others: who adds one thinks of the first promise."""
    assert set(inspect(Check).columns.keys()) == {
        "id", "key", "member", "at", "surface", "asked", "account", "level", "maskable",
        "categories", "kinds", "rulebook_revision", "characters",
    }  # fmt: skip


def test_the_same_key_counts_once(database, record):
    """A redelivered question leaves the first record as it is and says False."""
    assert record(key="Ev01", level="prohibited")
    assert not record(key="Ev01", level="ok")
    assert [check.level for check in _recent(database)] == ["prohibited"]


def test_without_a_key_every_check_counts(database, record):
    """Checks that cannot be redelivered need no key."""
    assert record() is record() is True
    assert len(_recent(database)) == 2


def test_a_rolled_back_check_may_come_again(record):
    """A key is taken only by a check that was committed."""
    with pytest.raises(ZeroDivisionError):
        record(key="Ev01", fail=ZeroDivisionError)
    assert record(key="Ev01")


def test_recent_checks_are_the_newest_of_that_member(database, record, clock):
    """Newest first, ties by order of arrival, no more than asked for, nobody else's."""
    for characters in range(1, 13):
        record(characters=characters, at=clock.advance(minutes=1) if characters < 11 else clock())
        record(member="U0BBB", at=clock())
    assert [check.characters for check in _recent(database)] == list(range(12, 2, -1))
    assert [check.characters for check in _recent(database, limit=2)] == [12, 11]
    assert _recent(database, "U0CCC") == []


def test_counting(database, record, clock):
    """The span includes its start and not its end; member and level narrow it."""
    start = clock()
    record(level="ok")
    record(level="prohibited", at=clock.advance(hours=1))
    record(level="ok", member="U0BBB", at=clock.advance(hours=1))
    with database.read() as session:
        assert count_checks(session) == 3
        assert count_checks(session, since=start, until=clock()) == 2
        assert count_checks(session, since=clock()) == 1
        assert count_checks(session, member="U0AAA") == 2
        assert count_checks(session, member="U0AAA", level="ok") == 1
        assert count_checks(session, level="conditional") == 0
