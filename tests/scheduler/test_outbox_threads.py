"""Messages under another: after it, where it went, in their order, and never without it."""

from dataclasses import replace

import pytest

from knowledge.store.deliveries import DeliveryStatus
from knowledge.store.delivery_changes import post_elsewhere

IN_ORDER = ["parent", "item 1", "item 2", "item 3"]


@pytest.fixture
def channel(slack):
    return slack.channel("ai-review")


@pytest.fixture
def thread(outbox, channel):
    """A parent with three messages below it, all written before anything is sent."""
    outbox.post(channel, "parent", key="p")
    for number in (1, 2, 3):
        assert outbox.post(channel, f"item {number}", key=f"i{number}", thread_of="p")
    return channel


def texts(slack, channel):
    """What stands in a channel, threads included, oldest first."""
    return [one.text for one in slack.workspace.messages_in(channel)]


def threads(slack, channel):
    """The messages under which others stand."""
    there = slack.workspace.messages_in(channel)
    by_ts = {one.ts: one.text for one in there}
    return {by_ts[one.thread_ts] for one in there[1:]}


def test_a_whole_thread_in_one_go(slack, outbox, thread):
    """The parent first, then what stands below it."""
    outbox.send()
    assert texts(slack, thread) == IN_ORDER
    assert threads(slack, thread) == {"parent"}
    assert outbox.waiting() == []


def test_nothing_goes_out_before_its_parent(slack, outbox, thread):
    """However long Slack does not take that one."""
    slack.faults.next("chat.postMessage", "500", times=3)
    for _ in range(3):
        outbox.send()
        assert len(slack.calls_to("chat.postMessage")) <= 3
        outbox.services.clock.advance(minutes=31)
    outbox.send_until_settled()
    assert texts(slack, thread) == IN_ORDER


def test_the_order_is_kept_when_one_is_slow(slack, outbox, thread):
    """Item 2 waits for item 1, whose first try failed."""
    slack.faults.next("chat.postMessage", "delay", seconds=0)
    slack.faults.next("chat.postMessage", "429", times=2, seconds=60)
    outbox.send()
    assert texts(slack, thread) == ["parent"]
    outbox.send_until_settled()
    assert texts(slack, thread) == IN_ORDER


def test_what_may_have_been_posted_is_looked_for_in_the_thread(slack, outbox, thread):
    """A lost answer, and a second sender that finds it below its parent."""
    slack.faults.next("chat.postMessage", "delay", seconds=0)
    slack.faults.next("chat.postMessage", "cut", happened=True)
    outbox.send_until_settled()
    assert texts(slack, thread) == IN_ORDER


def test_a_parent_that_cannot_be_posted_goes_nowhere_else(slack, outbox, thread):
    """Its thread would lose its readers: it fails, and takes its thread along when it is mended."""
    admin, other = slack.person("管理者"), slack.channel("another")
    outbox.services = replace(outbox.services, admins=lambda: (admin.id,))
    slack.archive(thread)
    outbox.send()
    assert outbox.row("p").status == DeliveryStatus.FAILED
    assert outbox.row("i1").status == DeliveryStatus.WAITING
    assert admin.dm == []
    now = outbox.services.clock()
    with outbox.services.database.begin() as session:
        assert post_elsewhere(session, "p", to=other, message={"text": "parent again"}, now=now)
        assert not post_elsewhere(session, "p", to=other, message={"text": "twice"}, now=now)
    outbox.send_until_settled()
    assert texts(slack, other) == ["parent again", "item 1", "item 2", "item 3"]
    assert threads(slack, other) == {"parent again"}


def test_one_that_cannot_be_posted_below_goes_to_its_fallback(slack, outbox, channel):
    """Without its thread: nobody there knows it."""
    lead = slack.person("佐藤")
    outbox.post(channel, "parent", key="p")
    outbox.send()
    slack.archive(channel)
    outbox.post(channel, "summary", key="s", thread_of="p", fallbacks=(lead.id,))
    outbox.send()
    assert [one.text for one in lead.dm] == ["summary"]


def test_without_a_parent_there_is_nothing_to_stand_under(outbox, channel):
    """Nobody waits for ever for what was never written, or was taken back."""
    assert not outbox.post(channel, "item", key="i1", thread_of="nothing")
    outbox.post(channel, "parent", key="p")
    assert outbox.post(channel, "item", key="i2", thread_of="p")
    assert outbox.cancel("p")
    outbox.send()
    assert outbox.row("i2").status == DeliveryStatus.CANCELLED
    assert not outbox.post(channel, "item", key="i3", thread_of="p")
