"""Slack on a bad day: nothing is lost, nothing is doubled, whatever a third of its calls do."""

import random
from threading import Thread
from typing import Any

import pytest

from bot.playground.faults import Fault
from knowledge.store.deliveries import DeliveryStatus

HOPELESS = ("429", "500", "503", "cut", "timeout")


@pytest.fixture
def tanaka(slack):
    return slack.person("田中")


@pytest.mark.parametrize("kind", ["500", "503", "cut", "timeout"])
@pytest.mark.parametrize("happened", [True, False])
def test_an_unclear_outcome_is_looked_into(slack, outbox, texts_in, clock, tanaka, kind, happened):
    """Posted although the answer was lost, or not: in the end it is there once."""
    slack.faults.next("chat.postMessage", kind, seconds=0.05, happened=happened)
    outbox.post(tanaka.id)
    assert outbox.send() == 0
    assert len(texts_in(tanaka)) == happened
    assert outbox.row().unclear_since is not None
    clock.advance(minutes=1)
    assert outbox.send() == 1
    assert texts_in(tanaka) == ["お知らせ"]
    assert (outbox.row().channel, outbox.row().ts) in slack.workspace.messages
    assert len(slack.calls_to("chat.postMessage")) == (1 if happened else 2)


@pytest.mark.parametrize("posted", [True, False])
def test_who_died_in_the_middle_is_replaced(slack, outbox, texts_in, clock, tanaka, posted):
    """Dead after the post and before the mark, or before the post: once in the end."""
    outbox.post(tanaka.id)
    if posted:
        outbox.send()
        outbox.forget_that_it_was_sent("k1")
    else:
        assert outbox.take() == ["k1"]
    clock.advance(minutes=2)
    assert outbox.send() == 1
    assert texts_in(tanaka) == ["お知らせ"]


def test_it_is_found_among_many(slack, outbox, clock, tanaka):
    """A channel in which people went on talking: all that came since is looked through."""
    channel = slack.channel("ai-notices", [tanaka])
    slack.faults.next("chat.postMessage", "cut", happened=True)
    outbox.post(channel)
    outbox.send()
    for number in range(230):
        tanaka.message(f"雑談 {number}", channel)
    clock.advance(minutes=1)
    assert outbox.send() == 1
    said = [message.text for message in slack.workspace.messages_in(channel)]
    assert said.count("お知らせ") == 1


def test_nothing_is_posted_while_nobody_can_look(slack, outbox, texts_in, clock, tanaka):
    """As long as the history cannot be read, it is not known whether the message is there."""
    slack.faults.next("chat.postMessage", "cut", happened=True)
    outbox.post(tanaka.id)
    outbox.send()
    slack.faults.next("conversations.history", "500", times=3)
    for _ in range(3):
        clock.advance(minutes=31)
        assert outbox.send() == 0
    clock.advance(minutes=31)
    assert outbox.send() == 1
    assert texts_in(tanaka) == ["お知らせ"]


class BadDay:
    """Lets a third of all calls go wrong, in all ways there are."""

    def __init__(self, seed):
        self.dice = random.Random(seed)  # noqa: S311 - no secret

    def __call__(self, _method):
        if self.dice.random() >= 1 / 3:
            return None
        kind: Any = self.dice.choice(HOPELESS)
        if kind == "429":
            return Fault(kind, seconds=30)
        return Fault(kind, seconds=0.02, happened=self.dice.random() < 0.5)


def fill(outbox, people):
    """For each person a message, one that is changed, and one that is taken back."""
    for number, person in enumerate(people):
        for what in ("post", "change", "withdraw"):
            outbox.post(person.id, f"{number} {what}", key=f"{number}/{what}")
        outbox.update(f"{number}/change", f"{number} changed", key=f"{number}/u")
        outbox.delete(f"{number}/withdraw", key=f"{number}/d")


def send_together(outbox, senders=2):
    """Send from several threads at once, as replicas do."""
    threads = [Thread(target=outbox.send) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("seed", range(3))
def test_a_third_of_all_calls_goes_wrong(slack, outbox, clock, seed):
    """Posts, changes and withdrawals by two senders; afterwards Slack holds what it should."""
    people = [slack.person(f"社員{number}") for number in range(8)]
    fill(outbox, people)
    slack.faults.whenever(BadDay(seed))
    for _ in range(200):
        send_together(outbox)
        if not outbox.waiting():
            break
        clock.advance(minutes=31)
    slack.faults.clear()
    assert (outbox.waiting(), outbox.failed()) == ([], [])
    for number, person in enumerate(people):
        assert sorted(one.text for one in person.dm) == [f"{number} changed", f"{number} post"]
    assert outbox.row("0/d").status == DeliveryStatus.SENT


def test_many_messages_across_a_limit_a_refusal_and_a_restart(slack, outbox, clock):
    """Sixty people: one call is told to wait, one person is gone, the sender dies in the middle."""
    people = [slack.person(f"社員{number}") for number in range(60)]
    for number, person in enumerate(people):
        outbox.post(person.id, key=f"notice:{number}")
    slack.deactivate(people[35])
    posted = []

    def at_the_twentieth(method):
        posted.append(method)
        is_due = method == "chat.postMessage" and posted.count(method) == 20
        return Fault("429", seconds=30) if is_due else None

    slack.faults.whenever(at_the_twentieth)
    running = iter([True] * 40)
    outbox.services.background.pause = lambda _seconds: next(running, False)
    outbox.send()
    # The next process finds one that was posted and not marked, as after a kill.
    outbox.forget_that_it_was_sent("notice:39")
    del outbox.services.background.pause
    clock.advance(seconds=29)
    outbox.send()
    late = people[19]
    assert late.dm == []
    clock.advance(seconds=1)
    outbox.send()
    held = [len(person.dm) for number, person in enumerate(people) if number != 35]
    assert held == [1] * 59
    assert [(one.key, one.error) for one in outbox.failed()] == [("notice:35", "user_disabled")]
    assert outbox.waiting() == []
