"""What was asked is claimed by exactly one, and not lost when that one dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from knowledge.store.receipts import claim, finish

LEASE = timedelta(seconds=30)


@pytest.fixture
def ask(database, clock):
    """Try to claim a key in its own transaction, now."""

    def try_to_claim(key="Ev01"):
        with database.begin() as session:
            return claim(session, key, now=clock(), lease=LEASE)

    return try_to_claim


def _finish(database, clock, key="Ev01"):
    with database.begin() as session:
        finish(session, key, now=clock())


def test_first_come_first_served(ask):
    """The first arrival may work, a copy may not, another key is another matter."""
    assert ask()
    assert not ask()
    assert ask("Ev02")


def test_finished_is_finished(database, ask, clock):
    """However late a copy arrives, finished work is not done again."""
    assert ask()
    _finish(database, clock)
    assert not ask()
    clock.advance(days=30)
    assert not ask()


def test_a_claim_whose_holder_died_passes_on_once(ask, clock):
    """A retry is not swallowed: when the lease is over, one of the later arrivals may work."""
    assert ask()
    clock.advance(seconds=29.999)
    assert not ask()
    clock.advance(seconds=0.001)
    assert ask()
    assert not ask()
    clock.advance(seconds=30)
    assert ask()


def test_a_claim_that_was_rolled_back_never_was(database, ask, clock):
    """Who fails inside the transaction of the claim leaves the work to the next."""

    def fail_after_claiming():
        with database.begin() as session:
            assert claim(session, "Ev01", now=clock(), lease=LEASE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_claiming()
    assert ask()


def test_finishing_what_nobody_claimed_does_nothing(database, ask, clock):
    """An unknown key stays free."""
    _finish(database, clock)
    assert ask()


def _race(work, runners=8):
    start = Barrier(runners)

    def run(_number):
        start.wait()
        return work()

    with ThreadPoolExecutor(runners) as pool:
        return list(pool.map(run, range(runners)))


@pytest.mark.parametrize("round_", range(5))
def test_one_of_many_threads_wins(ask, round_):
    """Threads that claim at the same moment get one True between them, and no error."""
    assert sorted(_race(ask)) == [False] * 7 + [True]


def test_one_of_many_threads_takes_over(ask, clock):
    """A lease that ran out is taken over by one of those who see it at the same moment."""
    assert ask()
    clock.advance(minutes=1)
    assert sorted(_race(ask)) == [False] * 7 + [True]


_CLAIM_MANY = """
import sys
from datetime import UTC, datetime, timedelta
from knowledge.store.database import Database
from knowledge.store.receipts import claim

database = Database(sys.argv[1])
database.ping()
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    with database.begin() as session:
        now = datetime(2026, 11, 25, 1, tzinfo=UTC)
        if claim(session, f"Ev{number}", now=now, lease=timedelta(seconds=30)):
            print(f"Ev{number}", flush=True)
database.close()
"""


def test_each_claim_goes_to_one_process(database_url, replicas):
    """Processes that claim the same keys in the same order share them without overlap."""
    told = replicas(_CLAIM_MANY, database_url, times=2)
    won = [key for output in told for key in output.split()]
    assert sorted(won) == sorted(f"Ev{number}" for number in range(40))
