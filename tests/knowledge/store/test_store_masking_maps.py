"""Locked maps: for one member, for one day, and not too many."""

from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select

from knowledge.store.masking_maps import (
    MOST_PER_MEMBER,
    NewMap,
    forget_expired,
    is_anothers,
    keep_map,
    live_maps,
)
from knowledge.store.models import MaskingMap

DAY = timedelta(hours=24)


@pytest.fixture
def keep(database, clock):
    """Keep one map in its own transaction, now."""

    def one(handle, member="U0AAA", fail=None):
        with database.begin() as session:
            keep_map(session, NewMap(handle, member, clock(), f"locked {handle}"))
            if fail is not None:
                raise fail

    return one


@pytest.fixture
def live(database, clock):
    """The handles of a member's live maps."""

    def handles(member="U0AAA", handle=""):
        with database.begin() as session:
            return [kept.handle for kept in live_maps(session, member, clock(), handle=handle)]

    return handles


def rows(database):
    with database.read() as session:
        return session.execute(select(func.count()).select_from(MaskingMap)).scalar_one()


def test_there_is_no_place_for_a_text():
    """The columns are these and no others; only one holds what somebody wrote, locked."""
    assert set(inspect(MaskingMap).columns.keys()) == {
        "id", "handle", "member", "at", "expires_at", "locked",
    }  # fmt: skip


def test_a_member_gets_their_maps_newest_first(keep, live, clock):
    """Also when two were kept at one moment."""
    keep("a")
    keep("b")
    clock.advance(minutes=1)
    keep("c")
    keep("x", member="U0BBB")
    assert live() == ["c", "b", "a"]
    assert live("U0BBB") == ["x"]
    assert live("U0CCC") == []


def test_what_was_locked_comes_back(database, keep, clock):
    """As it was, with its times."""
    keep("a")
    with database.begin() as session:
        (kept,) = live_maps(session, "U0AAA", clock(), handle="a")
    assert (kept.locked, kept.at, kept.expires_at) == ("locked a", clock(), clock() + DAY)


def test_a_handle_is_good_for_its_member_only(database, keep, live):
    """Somebody else's handle finds nothing, and it can be told that it is somebody else's."""
    keep("a")
    assert live(handle="a") == ["a"]
    assert live(handle="b") == []
    assert live("U0BBB", handle="a") == []
    with database.read() as session:
        assert is_anothers(session, "a", "U0BBB")
        assert not is_anothers(session, "a", "U0AAA")
        assert not is_anothers(session, "b", "U0AAA")


def test_a_map_lives_for_a_day_and_not_a_moment_longer(keep, live, clock):
    """At the end of the day it is over."""
    keep("a")
    clock.advance(hours=24, microseconds=-1)
    assert live() == ["a"]
    clock.advance(microseconds=1)
    assert live() == []


def test_reading_forgets_what_has_expired(database, keep, live, clock):
    """Whosever it is."""
    keep("a")
    keep("x", member="U0BBB")
    clock.advance(hours=24)
    assert rows(database) == 2
    live()
    assert rows(database) == 0


def test_writing_forgets_what_has_expired(database, keep, live, clock):
    """Whosever it is; what is young stays."""
    keep("x", member="U0BBB")
    clock.advance(hours=12)
    keep("a")
    clock.advance(hours=12)
    keep("b")
    assert rows(database) == 2
    assert live() == ["b", "a"]


def test_the_retention_job_can_forget(database, keep, clock):
    """And is told how many there were."""
    keep("a")
    keep("b")
    clock.advance(hours=1)
    keep("c")
    with database.begin() as session:
        assert forget_expired(session, clock()) == 0
    with database.begin() as session:
        assert forget_expired(session, clock.advance(hours=23)) == 2
    assert rows(database) == 1


def test_the_oldest_go_when_there_are_too_many(database, keep, live):
    """Fifty a person; nobody pays for somebody else."""
    keep("x", member="U0BBB")
    for number in range(MOST_PER_MEMBER + 2):
        keep(f"{number}")
    newest = [f"{number}" for number in range(MOST_PER_MEMBER + 1, 1, -1)]
    assert live() == newest
    assert rows(database) == MOST_PER_MEMBER + 1


def test_a_rolled_back_map_is_not_there(keep, live):
    """It goes with the transaction that kept it."""
    with pytest.raises(ZeroDivisionError):
        keep("a", fail=ZeroDivisionError)
    assert live() == []


def test_a_new_map_shows_nothing_in_its_repr(clock):
    """Not even what is locked."""
    assert "ciphertext" not in repr(NewMap("a", "U0AAA", clock(), "ciphertext"))
