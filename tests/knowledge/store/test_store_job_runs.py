"""Runs of scheduled jobs: one for each period, whoever makes it; and which jobs are on."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.store import job_runs, job_switches
from knowledge.store.job_runs import DONE, FAILED, MISSED, RunClaim
from knowledge.store.job_switches import JobSwitch

DUE = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)


def run(period="2026-11", *, holder="one", job="review", due_at=DUE):
    return RunClaim(job, period, due_at, holder, timedelta(minutes=10))


@pytest.fixture
def do(database):
    """Call a function of the store in a transaction of its own."""

    def call(function, *given, **how):
        with database.begin() as session:
            return function(session, *given, **how)

    return call


@pytest.fixture
def claim(do, clock):
    return lambda claim: do(job_runs.claim_run, claim, now=clock())


@pytest.fixture
def last(do):
    return lambda job="review": do(job_runs.last_runs)[job]


def test_one_of_two_replicas_makes_the_run(claim, last):
    """The other is told no; another period and another job are other matters."""
    assert claim(run(holder="one"))
    assert not claim(run(holder="two"))
    assert last().holder == "one"
    assert claim(run("2026-12"))
    assert claim(run(job="report"))


def test_what_is_finished_is_finished(claim, do, clock, last):
    """However late somebody comes."""
    assert claim(run())
    do(job_runs.finish_run, run(), outcome=DONE, now=clock())
    clock.advance(days=30)
    assert not claim(run(holder="two"))
    assert last().outcome == DONE


def test_a_claim_whose_holder_died_is_taken_over(claim, clock, last):
    """When its lease is over, by one."""
    assert claim(run(holder="one"))
    clock.advance(minutes=9)
    assert not claim(run(holder="two"))
    clock.advance(minutes=1)
    assert claim(run(holder="two"))
    assert not claim(run(holder="three"))
    assert (last().holder, last().attempts) == ("two", 2)


def test_a_run_that_failed_is_put_off(claim, do, clock, last):
    """Nobody makes it before, and what stands in the log is kept with it."""
    assert claim(run())
    later = clock() + timedelta(minutes=5)
    do(job_runs.put_off, run(), until=later, reference="ABCD1234")
    assert not claim(run(holder="two"))
    assert last().outcome == "ABCD1234"
    clock.advance(minutes=5)
    assert claim(run(holder="two"))


def test_only_the_holder_puts_off(claim, do, clock, last):
    """Who was slower than the lease does not disturb the one who took over."""
    assert claim(run(holder="one"))
    clock.advance(minutes=10)
    assert claim(run(holder="two"))
    until = last().lease_until
    do(job_runs.put_off, run(holder="one"), until=clock(), reference="")
    assert last().lease_until == until


def test_a_run_that_nobody_makes_is_ended_by_one(do, clock, last):
    """Two replicas that find the same missed run tell about it once."""
    end = job_runs.end_run
    assert do(end, run(holder="one"), outcome=MISSED, now=clock())
    assert not do(end, run(holder="two"), outcome=FAILED, now=clock())
    assert last().outcome == MISSED


def test_the_last_run_is_the_one_due_last(claim, do, last):
    """Not the one that was made last."""
    assert claim(run("2026-12", due_at=DUE + timedelta(days=30)))
    assert claim(run("2026-11"))
    assert claim(run("2026-11", job="report"))
    assert last().period == "2026-12"
    assert last("report").period == "2026-11"


def test_a_job_is_as_delivered_until_somebody_sets_it(do, clock):
    """And what was due before it was seen, or switched on, is not made up for."""
    first_seen = clock()
    do(job_switches.meet_job, "review", at=first_seen)
    clock.advance(days=1)
    do(job_switches.meet_job, "review", at=clock())
    assert do(job_switches.read_switches) == {"review": JobSwitch(None, first_seen)}
    do(job_switches.switch_job, "review", on=False, at=clock())
    do(job_switches.meet_job, "review", at=clock())
    assert do(job_switches.read_switches) == {"review": JobSwitch(is_on=False, since=clock())}
    clock.advance(days=1)
    do(job_switches.switch_job, "review", on=True, at=clock())
    assert do(job_switches.read_switches) == {"review": JobSwitch(is_on=True, since=clock())}


_CLAIM_MANY = """
import sys
from datetime import UTC, datetime, timedelta
from knowledge.store.database import Database
from knowledge.store.job_runs import RunClaim, claim_run

database = Database(sys.argv[1])
database.ping()
print("ready", flush=True)
sys.stdin.readline()
now = datetime(2026, 11, 25, 1, tzinfo=UTC)
for number in range(30):
    claim = RunClaim("review", f"p{number}", now, "me", timedelta(minutes=10))
    with database.begin() as session:
        won = claim_run(session, claim, now=now)
    if won:
        print(claim.period, flush=True)
database.close()
"""


def test_each_run_goes_to_one_process(database_url, replicas):
    """Three replicas whose clocks strike at the same moment share the runs without overlap."""
    told = replicas(_CLAIM_MANY, database_url, times=3)
    won = [period for output in told for period in output.split()]
    assert sorted(won) == sorted(f"p{number}" for number in range(30))
