"""A message that matters: to whom it goes, when, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.store.deliveries import DeliveryStatus
from scheduler.outbox import MOST_TRIES, waker


@pytest.fixture
def tanaka(slack):
    return slack.person("田中")


@pytest.fixture
def suzuki(slack):
    return slack.person("鈴木")


def test_a_row_becomes_a_message(slack, outbox, texts_in, tanaka):
    """What is in the outbox is sent once, by direct message, and the row says where it is."""
    assert outbox.post(tanaka.id)
    assert outbox.send() == 1
    assert outbox.send() == 0
    assert texts_in(tanaka) == ["お知らせ"]
    row = outbox.row()
    assert row.status == DeliveryStatus.SENT
    assert (row.channel, row.ts) in slack.workspace.messages


def test_a_channel_and_a_thread(slack, outbox, tanaka):
    """What is for a channel goes there, and what is for a thread into it."""
    channel = slack.channel("ai-notices", [tanaka])
    outbox.post(channel, "親")
    outbox.send()
    outbox.post(channel, "返信", key="k2", thread_ts=outbox.row().ts)
    outbox.send()
    parent, reply = slack.workspace.messages_in(channel)
    assert (parent.text, reply.text) == ("親", "返信")
    assert reply.thread_ts == parent.ts


def test_a_message_is_changed_in_place_and_taken_back(slack, outbox, texts_in, tanaka):
    """Everybody who was asked sees in their own message what became of it."""
    outbox.post(tanaka.id, "質問です")
    outbox.update("k1", "田中さんが答えました", key="u1")
    outbox.send()
    assert texts_in(tanaka) == ["田中さんが答えました"]
    outbox.delete("k1", key="d1")
    outbox.send()
    assert texts_in(tanaka) == []


def test_a_message_that_somebody_deleted_needs_no_change(slack, outbox, client, tanaka):
    """That is no failure that a person would have to look at."""
    outbox.post(tanaka.id)
    outbox.send()
    client.chat_delete(channel=outbox.row().channel, ts=outbox.row().ts)
    outbox.update("k1", "新しい文", key="u1")
    outbox.delete("k1", key="d1")
    outbox.send()
    assert outbox.row("u1").status == DeliveryStatus.CANCELLED
    assert outbox.row("d1").status == DeliveryStatus.SENT
    assert outbox.failed() == []


def test_quiet_hours_are_kept_and_urgent_messages_are_not(outbox, texts_in, clock, tanaka):
    """The caller says from when on; an incident waits for nothing."""
    morning = clock() + timedelta(hours=15)
    outbox.post(tanaka.id, "急ぎません", not_before=morning)
    outbox.post(tanaka.id, "急ぎです", key="k2", not_before=morning, urgent=True)
    outbox.send()
    assert texts_in(tanaka) == ["急ぎです"]
    clock.advance(hours=15)
    outbox.send()
    assert texts_in(tanaka) == ["急ぎです", "急ぎません"]


def test_somebody_who_has_left_is_replaced(slack, outbox, texts_in, tanaka, suzuki):
    """The deputy gets it; nothing is written to an account that nobody opens any more."""
    slack.deactivate(tanaka)
    outbox.post(tanaka.id, fallbacks=("U0NOBODY", suzuki.id))
    outbox.send()
    assert texts_in(tanaka) == []
    assert texts_in(suzuki) == ["お知らせ"]
    row = outbox.row()
    assert (row.to, row.unreachable) == (suzuki.id, [tanaka.id, "U0NOBODY"])


def test_after_the_deputies_the_admins(slack, services, outbox, texts_in, tanaka, suzuki):
    """A channel that is closed, no deputy: an admin gets it."""
    channel = slack.channel("ai-review", [tanaka])
    slack.archive(channel)
    outbox.services = replace(services, admins=lambda: (channel, suzuki.id))
    outbox.post(channel, "今月のまとめ")
    outbox.send()
    assert texts_in(suzuki) == ["今月のまとめ"]


def test_what_reaches_nobody_fails_and_can_be_sent_again(slack, outbox, texts_in, tanaka):
    """It is shown, with the reason; when the person is back, one press sends it."""
    slack.deactivate(tanaka)
    outbox.post(tanaka.id)
    outbox.send()
    (failed,) = outbox.failed()
    assert (failed.key, failed.error) == ("k1", "user_disabled")
    slack.reactivate(tanaka)
    assert outbox.resend("k1")
    outbox.send()
    assert texts_in(tanaka) == ["お知らせ"]
    assert outbox.failed() == []


def test_a_message_that_slack_refuses_fails_at_once(slack, services, outbox, tanaka):
    """Nobody else could be given it either, and no time makes it better."""
    outbox.post(tanaka.id, blocks=[{"type": "nonsense"}], fallbacks=("U0NOBODY",))
    outbox.send()
    assert [one.error for one in outbox.failed()] == ["invalid_blocks"]
    assert len(slack.calls_to("chat.postMessage")) == 1
    slack.take_problems()


def test_our_own_missing_rights_are_waited_for(slack, outbox, texts_in, clock, client, tanaka):
    """A token that was revoked is no reason to lose a message: somebody will mend that."""
    outbox.post(tanaka.id)
    good, client.token = client.token, "xoxb-revoked"
    outbox.send()
    assert outbox.row().error == "invalid_auth"
    client.token = good
    clock.advance(minutes=1)
    outbox.send()
    assert texts_in(tanaka) == ["お知らせ"]


def test_waiting_as_slack_says_blocks_nobody(slack, outbox, texts_in, clock, tanaka, suzuki):
    """Too many requests for one: it has its own later time, and the next goes out now."""
    slack.faults.next("chat.postMessage", "429", seconds=40)
    outbox.post(tanaka.id)
    outbox.post(suzuki.id, key="k2")
    assert outbox.send() == 1
    assert (texts_in(tanaka), texts_in(suzuki)) == ([], ["お知らせ"])
    assert outbox.row().attempts == 0
    clock.advance(seconds=39)
    assert outbox.send() == 0
    clock.advance(seconds=1)
    assert outbox.send() == 1


def test_a_try_that_nobody_answers_is_given_up_in_the_end(slack, outbox, clock, tanaka):
    """The pauses grow, after a day or so an admin must look, and nothing was posted twice."""
    slack.faults.next("conversations.open", "500", times=1000)
    outbox.post(tanaka.id)
    began = clock()
    outbox.send_until_settled()
    assert outbox.row().status == DeliveryStatus.FAILED
    assert outbox.row().attempts == MOST_TRIES
    assert timedelta(hours=20) < clock() - began < timedelta(hours=40)


def test_a_message_that_kills_whoever_sends_it_is_given_up(slack, outbox, clock, tanaka):
    """Nobody is left to say what became of it, so the tries themselves are counted."""
    outbox.post(tanaka.id)
    for _ in range(MOST_TRIES):
        assert outbox.take() == ["k1"]
        clock.advance(minutes=2)
    outbox.send()
    assert [one.error for one in outbox.failed()] == ["too_many_tries"]
    assert slack.calls == []


def test_when_slack_is_not_there_the_rest_waits_as_well(slack, outbox, tanaka):
    """A hundred messages do not each wait for an answer that does not come."""
    slack.faults.next("conversations.open", "cut", times=1000)
    for number in range(10):
        outbox.post(tanaka.id, key=f"k{number}")
    assert outbox.send() == 0
    assert len(slack.calls_to("conversations.open")) == 3


def test_nothing_is_begun_while_the_process_ends(outbox, background, tanaka):
    """What waits is sent by the next process."""
    outbox.post(tanaka.id)
    background.close()
    assert outbox.send() == 0


class TestWaking:
    """After its commit a listener says that there is something to send."""

    def test_it_goes_out_at_once_on_another_thread(self, slack, services, outbox, client, tanaka):
        """The listener does not wait for it."""
        wake = waker(services, client)
        for number in range(5):
            outbox.post(tanaka.id, key=f"k{number}")
            wake()
        slack.settle(lambda: len(tanaka.dm) == 5)
        # A message posted while the sender was about to stop is found, too.
        outbox.post(tanaka.id, key="last")
        wake()
        slack.settle(lambda: len(tanaka.dm) == 6)

    def test_when_nothing_can_be_done_the_next_tick_does_it(
        self, services, outbox, client, background, tanaka
    ):
        """No place in the pool, or the process is about to end: no error for the listener."""
        wake = waker(services, client)
        background.close()
        outbox.post(tanaka.id)
        wake()
        wake()
        assert outbox.row().status == DeliveryStatus.WAITING
