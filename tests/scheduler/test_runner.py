"""Scheduled jobs: made once by one of the replicas, made up for once, and never in silence."""

import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from threading import Barrier, Event, Thread

import pytest

from knowledge.job_times import JobTime
from knowledge.schedules import Daily, MonthlyDay, Weekly
from knowledge.store import deliveries, job_runs
from knowledge.store.database import Database
from knowledge.store.deliveries import Draft
from knowledge.store.job_runs import RunClaim, claim_run
from knowledge.store.job_switches import set_job_time, switch_job
from scheduler.jobs import JOBS, Job
from scheduler.runner import Runner
from scheduler.timetable import timetable

NINE = time(9)
PATIENCE = 60


def jst(text):
    return datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)


@pytest.fixture
def channel(slack):
    return slack.channel("ai-review")


@pytest.fixture
def review(channel):
    """A monthly job that posts to a channel, as jobs do: a row with a key of job and period."""

    def run(services, _client, due):
        now = services.clock()
        with services.database.begin() as session:
            message = {"text": f"{due.period}のふりかえり"}
            deliveries.enqueue(session, Draft(f"review:{due.period}", channel, message), now=now)

    return Job("review", MonthlyDay(1, NINE), run, catch_up=timedelta(days=5))


@pytest.fixture
def posts(slack, channel):
    return lambda: [message.text for message in slack.workspace.messages_in(channel)]


@pytest.fixture
def admin(slack):
    return slack.person("管理者")


@pytest.fixture
def replica(database_url, services, client, admin, review):
    """Make one more replica, with its own connections."""
    opened = []

    def make(*jobs, holder=None):
        opened.append(Database(database_url))
        own = replace(services, database=opened[-1], admins=lambda: (admin.id,))
        return Runner(own, client, jobs or (review,), holder or f"replica {len(opened)}")

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def at(clock):
    """Move the clock to a time of Tokyo."""

    def move(text):
        clock.now = jst(text)

    return move


@pytest.fixture
def outcomes(database):
    """How the latest run of a job ended."""

    def read(job="review"):
        with database.read() as session:
            run = job_runs.last_runs(session).get(job)
        return run and (run.period, run.outcome)

    return read


def together(*works):
    start = Barrier(len(works))

    def at_once(work):
        start.wait()
        work()

    threads = [Thread(target=at_once, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_three_replicas_are_one_run(replica, at, posts, outcomes):
    """All three see the 1st 09:00 pass at the same moment; the channel hears of it once."""
    at("2026-11-25 10:00")
    runners = [replica() for _ in range(3)]
    for runner in runners:
        runner.tick()
    for moment in ("2026-12-01 08:59", "2026-12-01 09:00", "2026-12-01 09:01", "2027-01-01 09:00"):
        at(moment)
        together(*(runner.tick for runner in runners))
        for runner in runners:
            runner.tick()
    assert posts() == ["2026-12のふりかえり", "2027-01のふりかえり"]
    assert outcomes() == ("2027-01", "done")


@contextmanager
def dying_after(job, *, does_it):
    """A job whose process dies in the middle, before or after what it writes."""
    lives = [1]

    def run(*given):
        if lives:
            lives.pop()
            if does_it:
                job.run(*given)
            # Like a kill for everybody outside: no run is finished or put off.
            raise SystemExit
        job.run(*given)

    yield replace(job, run=run)
    assert not lives


@pytest.mark.parametrize("does_it", [False, True])
def test_a_replica_that_died_is_replaced(replica, review, at, clock, posts, does_it):
    """Another takes over when the claim expires; still there is only one message."""
    at("2026-11-25 10:00")
    with dying_after(review, does_it=does_it) as deadly:
        one, other = replica(deadly), replica(deadly)
        one.tick()
        at("2026-12-01 09:00")
        with pytest.raises(SystemExit):
            one.tick()
        other.tick()
        assert len(posts()) == does_it
        clock.advance(minutes=10)
        together(other.tick, replica(deadly).tick)
    assert posts() == ["2026-12のふりかえり"]


@pytest.mark.parametrize("back", ["2026-12-01 11:20", "2026-12-03 08:00", "2026-12-06 09:00"])
def test_a_run_that_was_due_meanwhile_is_made_up(replica, at, posts, admin, back):
    """Down over the 1st 09:00, for hours or days: one run, for the month that it was due in."""
    at("2026-11-30 08:50")
    replica().tick()
    at(back)
    for _ in range(2):
        replica().tick()
    assert posts() == ["2026-12のふりかえり"]
    assert admin.dm == []


def test_beyond_the_limit_an_admin_hears_of_it(replica, at, posts, admin, outcomes):
    """Once, in office hours, whoever notices it first; nothing is posted so late."""
    at("2026-11-30 08:50")
    replica().tick()
    at("2026-12-06 09:01")  # a Sunday
    together(*(replica().tick for _ in range(2)))
    assert posts() == []
    assert outcomes() == ("2026-12", "missed")
    assert admin.dm == []
    at("2026-12-07 09:00")
    replica().tick()
    (told,) = admin.dm
    assert "2026年12月1日（火）9:00" in told.text
    assert "行われなかった予定" in told.text


def test_months_of_silence_are_one_message(replica, at, posts, admin):
    """Down from September to the 2nd of December: December is made, the others are told."""
    at("2026-08-15 10:00")
    replica().tick()
    at("2026-12-02 10:00")
    replica().tick()
    assert posts() == ["2026-12のふりかえり"]
    (told,) = admin.dm
    assert [month in told.text for month in ("9月1日", "10月1日", "11月1日", "12月1日")] == [
        True,
        True,
        True,
        False,
    ]


def test_days_of_silence_are_one_run(replica, review, at, posts, admin):
    """A daily job is made once for all the days within its limit, not once for each."""
    daily = replace(review, schedule=Daily(NINE), tells_when_missed=False)
    at("2026-11-20 10:00")
    replica(daily).tick()
    at("2026-11-30 10:00")
    replica(daily).tick()
    assert posts() == ["2026-11-30のふりかえり"]
    assert admin.dm == []


def test_a_fresh_install_makes_up_for_nothing(replica, at, posts, admin):
    """What was due before anybody had Annai is no concern of it."""
    at("2026-12-02 10:00")
    for _ in range(2):
        replica().tick()
    assert posts() == []
    assert admin.dm == []


def test_a_job_that_is_off_does_nothing_and_makes_up_for_nothing(
    replica, at, clock, database, posts, admin
):
    """Off over the 1st, on again on the 2nd: the next run is that of January."""
    at("2026-11-25 10:00")
    replica().tick()
    with database.begin() as session:
        switch_job(session, "review", on=False, at=clock())
    at("2026-12-01 09:00")
    replica().tick()
    at("2026-12-02 09:00")
    with database.begin() as session:
        switch_job(session, "review", on=True, at=clock())
    replica().tick()
    assert posts() == []
    at("2027-01-01 09:00")
    replica().tick()
    assert posts() == ["2027-01のふりかえり"]
    assert admin.dm == []


def test_what_is_off_by_default_waits_to_be_switched_on(replica, review, at, posts):
    """A fresh install is quiet."""
    quiet = replace(review, on_by_default=False)
    at("2026-11-25 10:00")
    replica(quiet).tick()
    at("2026-12-01 09:00")
    replica(quiet).tick()
    assert posts() == []


def test_a_job_that_fails_is_tried_again_and_then_told(replica, review, at, clock, admin, caplog):
    """Three tries, then the admin gets the number under which it stands in the log."""
    secret = "見積 2,718,281円"

    def fail(*_given):
        raise ValueError(secret)

    broken = replace(review, run=fail)
    at("2026-11-25 10:00")
    replica(broken).tick()
    at("2026-12-01 09:00")
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            replica(broken).tick()
            clock.advance(minutes=5)
    errors = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert len(errors) == 3
    assert secret not in caplog.text
    (told,) = admin.dm
    assert "3回" in told.text
    reference = errors[-1].split()[2].rstrip(":")
    assert reference in told.text


def test_one_that_fails_stops_no_other(replica, review, at, posts):
    """The next job on the page is made in the same tick."""

    def fail(*_given):
        raise ZeroDivisionError

    broken = replace(review, name="broken", run=fail)
    at("2026-11-25 10:00")
    replica(broken, review).tick()
    at("2026-12-01 09:00")
    replica(broken, review).tick()
    assert posts() == ["2026-12のふりかえり"]


def test_a_job_that_kills_its_process_is_given_up(replica, review, at, clock, database, admin):
    """Otherwise it would kill one replica after the other, every ten minutes, for ever."""
    at("2026-11-25 10:00")
    replica().tick()
    at("2026-12-01 09:00")
    claim = RunClaim("review", "2026-12", jst("2026-12-01 09:00"), "doomed", review.lease)
    for _ in range(3):
        with database.begin() as session:
            assert claim_run(session, claim, now=clock())
        clock.advance(minutes=10)
    together(*(replica().tick for _ in range(2)))
    replica().tick()
    (told,) = admin.dm
    assert "途中で案内が止まりました" in told.text


def test_the_clock_itself(replica, review, at, clock, slack, posts):
    """Started, it looks by itself; stopped, it looks no more."""
    at("2026-11-25 10:00")
    replica().tick()
    at("2026-12-01 09:00")
    runner = replica()
    runner.start()
    try:
        slack.settle(lambda: len(posts()) == 1)
    finally:
        runner.close()
    runner.close()
    assert posts() == ["2026-12のふりかえり"]


def test_the_clock_was_busy_at_nine(services, client, review, at, slack, posts, monkeypatch):
    """What was due while its threads were held up is made as soon as one of them is free."""
    monkeypatch.setattr("scheduler.runner._LOOK_SECONDS", 0.05)
    monkeypatch.setattr("scheduler.runner._SEND_SECONDS", 0.05)
    held, go = Event(), Event()

    def hold(_services, _now):
        held.set()
        go.wait(PATIENCE)

    at("2026-12-01 08:59")
    runner = Runner(services, client, [review], "busy", [hold])
    Runner(services, client, [review], "idle", []).tick()
    runner.start()
    try:
        assert held.wait(PATIENCE)
        at("2026-12-01 09:00:03")
        go.set()
        slack.settle(lambda: len(posts()) == 1, seconds=PATIENCE)
    finally:
        go.set()
        runner.close()
    assert posts() == ["2026-12のふりかえり"]


def test_every_job_shows_its_next_six_dates(services, clock):
    """And whether it is on: nobody has to read a schedule to know what will happen."""
    planned = timetable(services)
    assert [job.name for job in planned if job.schedule] == [job.name for job in JOBS]
    for job in planned[: len(JOBS)]:
        assert len(job.next_due) == 6
        assert all(due.at > clock() for due in job.next_due)


def test_every_job_has_a_name_that_people_read(services):
    """In both languages, in doctor and in Home."""
    named = [job.name for job in timetable(services)]
    assert [name for name in named if not services.texts.has(f"job.{name}")] == []
    assert len(set(named)) == len(named)
    assert len({job.name for job in JOBS}) == len(JOBS)


class TestTimes:
    """A company sets when a job runs."""

    @pytest.fixture
    def weekly(self, review):
        return replace(review, schedule=Weekly(4, NINE))

    @pytest.fixture
    def set_time(self, database, clock):
        def write(at, day=None):
            with database.begin() as session:
                set_job_time(session, "review", JobTime(at, day), at=clock())

        return write

    def test_it_runs_at_the_time_that_was_set(self, replica, weekly, at, posts, set_time):
        """And not at the one with which it was delivered."""
        at("2026-11-25 10:00")
        runner = replica(weekly)
        runner.tick()
        set_time(time(16, 30), 3)
        for moment, count in (("11-26 16:29", 0), ("11-26 16:30", 1), ("11-27 09:00", 1)):
            at(f"2026-{moment}")
            runner.tick()
            assert len(posts()) == count, moment

    def test_what_was_due_before_is_not_made_up_for(self, replica, weekly, at, posts, set_time):
        """Who sets it to this morning means next week's."""
        at("2026-11-25 10:00")
        runner = replica(weekly)
        runner.tick()
        set_time(NINE, 2)
        runner.tick()
        assert posts() == []
        at("2026-12-02 09:00")
        runner.tick()
        assert len(posts()) == 1

    def test_what_was_made_for_a_period_is_not_made_again(
        self, replica, weekly, at, posts, outcomes, set_time
    ):
        """A later hour on the same day is for the same week."""
        at("2026-11-25 10:00")
        runner = replica(weekly)
        runner.tick()
        at("2026-11-27 09:00")
        runner.tick()
        set_time(time(15), 4)
        at("2026-11-27 15:00")
        runner.tick()
        assert posts() == ["2026-W48のふりかえり"]
        assert outcomes() == ("2026-W48", "done")
        at("2026-12-04 15:00")
        runner.tick()
        assert len(posts()) == 2


def test_what_is_looked_after_all_the_time_is_switched_off_like_a_job(
    services, client, database, clock
):
    """By the name of its function; until somebody does, it is on."""
    looked = []

    def look_after_it(_services, now):
        looked.append(now)

    runner = Runner(services, client, (), "one", (look_after_it,))
    runner.tick()
    assert len(looked) == 1
    for is_on in (False, True):
        with database.begin() as session:
            switch_job(session, "look_after_it", on=is_on, at=clock())
        runner.tick()
    assert len(looked) == 2


class TestLife:
    """Whether the clock of this process goes."""

    @pytest.fixture
    def seconds(self):
        return [0.0]

    @pytest.fixture
    def looked(self):
        return Event()

    @pytest.fixture
    def runner(self, services, client, seconds, looked):
        made = Runner(services, client, (), "one", (lambda *_: looked.set(),), lambda: seconds[0])
        yield made
        made.close()

    def test_a_process_without_a_clock_has_nothing_to_say(self, runner):
        """Another has it."""
        assert runner.is_alive() is None

    def test_a_clock_that_looks_is_alive(self, runner, seconds, looked):
        """And after a pause, once it looks again."""
        runner.start()
        assert looked.wait(PATIENCE)
        assert runner.is_alive()
        seconds[0] += 119
        assert runner.is_alive()
        seconds[0] += 2
        assert not runner.is_alive()
        runner.tick()
        assert runner.is_alive()

    def test_a_look_that_hangs_is_noticed(self, services, client, seconds):
        """The thread is there, but it does nothing any more."""
        hanging, go_on = Event(), Event()

        def hang(*_):
            hanging.set()
            go_on.wait(PATIENCE)

        runner = Runner(services, client, (), "one", (hang,), lambda: seconds[0])
        runner.start()
        try:
            assert hanging.wait(PATIENCE)
            seconds[0] += 121
            assert not runner.is_alive()
        finally:
            go_on.set()
            runner.close()
