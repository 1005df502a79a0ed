"""The outbox table: written once, taken by one, and nothing about it gets lost."""

from datetime import timedelta

import pytest

from knowledge.store import deliveries
from knowledge.store import delivery_tries as tries
from knowledge.store.deliveries import DeliveryKind, DeliveryStatus, Draft

LEASE = timedelta(minutes=2)
MESSAGE = {"text": "お知らせ", "blocks": [{"type": "divider"}]}


@pytest.fixture
def do(database):
    """Call a function of the store in a transaction of its own."""

    def call(function, *given, **how):
        with database.begin() as session:
            return function(session, *given, **how)

    return call


@pytest.fixture
def post(do, clock):
    def enqueue(key="k1", to="U1", **more):
        return do(deliveries.enqueue, Draft(key, to, MESSAGE, **more), now=clock())

    return enqueue


@pytest.fixture
def follow(do, clock):
    """Change a message."""

    def enqueue_update(of="k1", key="k2"):
        return do(deliveries.enqueue_update, of=of, message=MESSAGE, key=key, now=clock())

    return enqueue_update


@pytest.fixture
def take(do, clock):
    """Take what is due, and say the keys."""

    def take_due(limit=10):
        taken = do(tries.take_due, clock(), limit, LEASE)
        return [one.delivery.key for one in taken]

    return take_due


@pytest.fixture
def sent(do, clock):
    def mark(key):
        do(tries.mark_sent, key, channel="D1", ts="1.0", now=clock())

    return mark


@pytest.fixture
def row(do):
    return lambda key="k1": do(deliveries.delivery, key)


def test_a_message_is_kept_as_it_will_be_sent(post, row, clock):
    """Text and blocks, to whom, about what, and it waits."""
    assert post(about="escalation:12", thread_ts="1.5", fallbacks=("U2", "U1", "U2", "U3"))
    found = row()
    assert (found.to, found.thread_ts, found.about) == ("U1", "1.5", "escalation:12")
    assert found.message == MESSAGE
    assert found.fallbacks == ["U2", "U3"]
    assert (found.status, found.kind) == (DeliveryStatus.WAITING, DeliveryKind.POST)
    assert found.not_before == found.created_at == clock()


def test_a_key_is_used_once(post, take, sent):
    """A second draft with the key changes nothing, before and after it was sent."""
    assert post()
    assert not post(to="U9")
    assert take() == ["k1"]
    sent("k1")
    assert not post()
    assert take() == []


def test_what_is_rolled_back_is_no_message(database, clock, take):
    """It is in the same transaction as what it tells about, or it is not at all."""

    def fail_after_writing():
        with database.begin() as session:
            deliveries.enqueue(session, Draft("k1", "U1", MESSAGE), now=clock())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    assert take() == []


def test_what_was_taken_is_not_taken_again_until_its_lease_is_over(post, take, clock, do):
    """A sender that died is replaced, and whoever replaces it knows since when to look."""
    post()
    began = clock()
    assert take() == ["k1"]
    assert take() == []
    clock.advance(seconds=119)
    assert take() == []
    clock.advance(seconds=1)
    (taken,) = do(tries.take_due, clock(), 10, LEASE)
    assert taken.look_since == began
    assert taken.delivery.attempts == 2


def test_not_before_its_time_unless_it_is_urgent(post, take, clock):
    """Quiet hours are in the row; what is urgent does not know them."""
    later = clock() + timedelta(hours=12)
    post("quiet", not_before=later)
    post("urgent", not_before=later, urgent=True)
    assert take() == ["urgent"]
    clock.advance(hours=12)
    assert "quiet" in take()


def test_urgent_ones_go_first(post, take, clock):
    """Then the ones that wait longest."""
    post("a")
    clock.advance(seconds=1)
    post("b")
    post("c", urgent=True)
    assert take(2) == ["c", "a"]
    assert take(2) == ["b"]


def test_what_nobody_needs_any_more_is_not_sent(post, take, row, clock):
    """It expires, and its words go with it."""
    post(expires_at=clock() + timedelta(hours=1))
    clock.advance(hours=1)
    assert take() == []
    assert (row().status, row().message) == (DeliveryStatus.EXPIRED, {})


def test_a_change_waits_for_its_message(post, follow, take, sent):
    """And the second change for the first: a person sees the newest state in the end."""
    post()
    assert follow(key="u1")
    assert follow(key="u2")
    assert not follow(key="u2")
    assert take() == ["k1"]
    assert take() == []
    sent("k1")
    assert take() == ["u1"]
    assert take() == []
    sent("u1")
    assert take() == ["u2"]


def test_a_change_of_nothing_is_no_change(post, follow, do, row):
    """A message that is not there, or that will never be, cannot be changed."""
    assert not follow(of="never was")
    post()
    assert do(deliveries.cancel, "k1")
    assert not follow()
    assert row("k2") is None


def test_taking_back_goes_where_the_message_is(post, do, clock, row):
    """A withdrawal is a delivery like any other."""
    post(to="C1")
    assert do(deliveries.enqueue_delete, of="k1", key="d1", now=clock())
    assert (row("d1").kind, row("d1").of, row("d1").to) == (DeliveryKind.DELETE, "k1", "C1")


def test_only_what_no_try_has_begun_to_send_can_be_stopped(post, do, take, row, clock):
    """While it may be out already, the caller is told so and changes the message instead."""
    post("a")
    assert do(deliveries.cancel, "a")
    assert not do(deliveries.cancel, "a")
    assert row("a").message == {}
    post("b")
    assert take() == ["b"]
    assert not do(deliveries.cancel, "b")
    do(tries.mark_retry, "b", at=clock(), error="ratelimited", unclear=False)
    assert do(deliveries.cancel, "b")


def test_a_try_that_came_to_nothing(post, do, take, row, clock):
    """It is taken again at the time that was said; what was unclear stays so, else it is clear."""
    began = clock()
    post()
    take()
    at = clock() + timedelta(seconds=30)
    do(tries.mark_retry, "k1", at=at, error="unreachable", unclear=True)
    assert take() == []
    clock.advance(seconds=30)
    (taken,) = do(tries.take_due, clock(), 1, LEASE)
    assert taken.look_since == began
    do(tries.mark_retry, "k1", at=clock(), error="ratelimited", unclear=False, counts=False)
    assert row().attempts == 1
    (taken,) = do(tries.take_due, clock(), 1, LEASE)
    assert taken.look_since is None


def test_who_was_too_slow_changes_nothing(post, do, take, sent, row, clock):
    """What another has sent meanwhile stays sent."""
    post()
    take()
    sent("k1")
    do(tries.mark_retry, "k1", at=clock(), error="unreachable", unclear=True)
    do(tries.mark_failed, "k1", error="unreachable", unclear=True)
    assert row().status == DeliveryStatus.SENT


def test_somebody_else_gets_it(post, do, take, row, clock):
    """The next in line, without the thread of the first; who was not reached is remembered."""
    post(fallbacks=("U2", "U3"), thread_ts="1.5")
    take()
    do(tries.reroute, "k1", to="U2", error="user_disabled", now=clock())
    found = row()
    assert (found.to, found.fallbacks, found.unreachable) == ("U2", ["U3"], ["U1"])
    assert found.thread_ts is None
    (taken,) = do(tries.take_due, clock(), 1, LEASE)
    assert taken.look_since is None


def test_what_failed_is_shown_and_can_be_sent_again(post, do, take, clock):
    """From its first recipient on, who may be back; only once, however often it is pressed."""
    post(fallbacks=("U2",))
    take()
    do(tries.reroute, "k1", to="U2", error="user_disabled", now=clock())
    do(tries.mark_failed, "k1", error="user_disabled", unclear=False)
    (failed,) = do(deliveries.failed_deliveries)
    assert (failed.key, failed.error) == ("k1", "user_disabled")
    assert do(deliveries.resend, "k1", clock())
    assert not do(deliveries.resend, "k1", clock())
    assert not do(deliveries.resend, "never was", clock())
    (taken,) = do(tries.take_due, clock(), 1, LEASE)
    assert (taken.delivery.to, taken.delivery.fallbacks) == ("U1", ["U2"])
    assert do(deliveries.failed_deliveries) == []


def test_words_are_forgotten_when_their_day_is_over(post, do, take, sent, row, clock):
    """Of what was sent, after a day; of what failed, when nobody has sent it again for long."""
    for key in ("sent", "failed", "waiting"):
        post(key)
    take(3)
    sent("sent")
    do(tries.mark_failed, "failed", error="invalid_blocks", unclear=False)

    def forget():
        now = clock()
        return do(
            deliveries.empty_bodies,
            sent_before=now - timedelta(days=1),
            failed_before=now - timedelta(days=14),
            now=now,
        )

    assert forget() == 0
    clock.advance(days=1, seconds=1)
    assert forget() == 1
    assert forget() == 0
    assert (row("sent").message, row("sent").status) == ({}, DeliveryStatus.SENT)
    assert row("sent").ts == "1.0"
    assert row("failed").message == MESSAGE
    clock.advance(days=14)
    assert forget() == 1
    assert do(deliveries.failed_deliveries) == []
    assert row("waiting").message == MESSAGE


_TAKE_MANY = """
import sys
from datetime import UTC, datetime, timedelta
from knowledge.store.database import Database
from knowledge.store.delivery_tries import mark_sent, take_due

database = Database(sys.argv[1])
database.ping()
print("ready", flush=True)
sys.stdin.readline()
now = datetime(2026, 11, 25, 1, tzinfo=UTC)
while True:
    with database.begin() as session:
        taken = take_due(session, now, 1, timedelta(minutes=2))
        keys = [one.delivery.key for one in taken]
    if not keys:
        break
    print(*keys, flush=True)
    with database.begin() as session:
        mark_sent(session, keys[0], channel="D1", ts="1.0", now=now)
database.close()
"""


def test_each_delivery_goes_to_one_process(database_url, post, replicas):
    """Three senders share what waits without overlap, and leave nothing."""
    for number in range(30):
        post(f"k{number}")
    told = replicas(_TAKE_MANY, database_url, times=3)
    taken = [key for output in told for key in output.split()]
    assert sorted(taken) == sorted(f"k{number}" for number in range(30))
