"""A direct message to Annai: checked, and answered exactly once, whatever happens on the way."""

from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest
from slack_sdk import WebClient

from bot.playground.envelopes import Envelope
from knowledge.store import receipts
from knowledge.store.checks import count_checks, recent_checks
from knowledge.store.database import Database
from knowledge.store.members import find_member

MAIL = "佐藤様に見積 1,280,000円を送る"
HARMLESS = "自社HPの文章を読みやすく直して"


def answers(person):
    """What the bot wrote to this person."""
    return [message for message in person.dm if message.user == "U0ANNAI"]


def direct_message(person, ts="1795568399.000900"):
    """The event of a message to the bot, as Slack wraps it."""
    event = {
        "type": "message",
        "channel": person.dm_id,
        "channel_type": "im",
        "user": person.id,
        "team": "T0LOCAL",
        "ts": ts,
        "text": MAIL,
    }
    return {"type": "event_callback", "team_id": "T0LOCAL", "event_id": "Ev1", "event": event}


def counted(database):
    with database.read() as session:
        return count_checks(session)


def event_of(slack, ts):
    """The event of a person's message; our answer to it makes an event as well."""
    return next(event for event in slack.events if event.payload["event"].get("ts") == ts)


def key_of(slack, person, ts):
    return f"message:T0LOCAL:{person.dm_id}:{ts}"


def test_a_message_is_answered_in_the_conversation(database, slack, tanaka):
    """A plain reply with the verdict, under a key, and one row."""
    ts = tanaka.message(MAIL)
    (answer,) = answers(tanaka)
    assert answer.text.startswith("# × そのままでは入れないでください")
    assert "佐藤" not in answer.text
    assert answer.thread_ts == ""
    (call,) = slack.calls_to("chat.postMessage")
    assert key_of(slack, tanaka, ts) in str(call.arguments["metadata"])
    with database.read() as session:
        (check,) = recent_checks(session, tanaka.id)
    assert (check.surface, check.key) == ("dm", key_of(slack, tanaka, ts))
    assert event_of(slack, ts).acknowledged


def test_a_message_in_a_thread_is_answered_there(tanaka):
    """Where the person is talking."""
    first = tanaka.message(HARMLESS)
    tanaka.message(HARMLESS, thread_ts=first)
    assert [answer.thread_ts for answer in answers(tanaka)] == ["", first]


def test_english_people_are_answered_in_english(smith):
    """The language is the person's own in Slack."""
    smith.message(HARMLESS)
    assert answers(smith)[0].text.startswith("# ◯ Fine to enter")


def test_a_stranger_is_answered_and_known_as_one(database, slack, bot):
    """People of other companies may ask; they are remembered as outsiders."""
    stranger = slack.person("外部の人", outsider=True)
    tanaka = slack.person("田中")
    for person in (stranger, tanaka):
        person.message(HARMLESS)
        assert len(answers(person)) == 1
    with database.read() as session:
        known = [find_member(session, person.id) for person in (stranger, tanaka)]
    assert [member.is_outsider for member in known if member] == [True, False]


def test_three_deliveries_are_one_answer(database, slack, tanaka):
    """Slack sends again what it thinks was not heard."""
    ts = tanaka.message(MAIL)
    repeated = slack.redeliver(event_of(slack, ts).event_id, times=2)
    assert all(answer.acknowledged for answer in repeated)
    assert len(answers(tanaka)) == 1
    assert counted(database) == 1


def test_deliveries_at_one_moment_are_one_answer(database, slack, connect, services, carrier):
    """Two replicas get the same event several times while the first one still works on it."""
    replicas = [carrier(connect(services)), carrier(connect(services))]
    tanaka = slack.person("田中")
    slack.faults.next("chat.postMessage", "delay", seconds=0.5)
    payload = direct_message(tanaka)
    answered = []

    def deliver(replica):
        answered.append(replica.carry(Envelope("events_api", payload)))

    threads = [Thread(target=deliver, args=(replica,)) for replica in replicas * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers(tanaka)) == 1
    assert counted(database) == 1
    # Whoever did not do the work does not say that it is done.
    assert [answer.status for answer in answered].count(200) == 1


def test_edits_previews_deletions_and_bots_do_nothing(database, slack, tanaka):
    """`message_changed` is not a question, and neither is our own answer."""
    ts = tanaka.message(HARMLESS)
    slack.show_preview(tanaka.dm_id, ts)
    tanaka.edit(ts, MAIL)
    tanaka.delete(ts)
    slack.settle()
    assert len(answers(tanaka)) == 1
    assert counted(database) == 1
    assert all(event.acknowledged for event in slack.events)


def test_other_rooms_do_nothing(database, slack, tanaka):
    """A message in a channel is nobody's question."""
    room = slack.channel("営業", [tanaka])
    tanaka.message(MAIL, channel=room)
    assert counted(database) == 0
    assert slack.calls_to("chat.postMessage") == []


def test_the_work_of_somebody_who_died_is_taken_over(database, slack, connect, services, clock):
    """A first try claimed the message and died: not yet within its lease, done after it."""
    tanaka = slack.person("田中")
    connect(services)
    ts = "1795568399.000900"
    with database.begin() as session:
        receipts.claim(
            session,
            f"message:T0LOCAL:{tanaka.dm_id}:{ts}",
            now=clock(),
            lease=timedelta(seconds=30),
        )
    slack.tell(direct_message(tanaka, ts)["event"])
    assert not event_of(slack, ts).acknowledged
    assert answers(tanaka) == []
    clock.advance(seconds=31)
    (answer,) = slack.redeliver(event_of(slack, ts).event_id)
    assert answer.acknowledged
    assert len(answers(tanaka)) == 1
    assert counted(database) == 1


@pytest.mark.parametrize("answered", [False, True])
def test_the_answer_of_somebody_who_died_is_found(
    database, slack, connect, services, clock, carrier, answered
):
    """The first try died after its post, or before: whoever takes over looks, then posts or not."""
    tanaka = slack.person("田中")
    replica = carrier(connect(services))
    payload = direct_message(tanaka)
    key = key_of(slack, tanaka, payload["event"]["ts"])
    with database.begin() as session:
        receipts.claim(session, key, now=clock(), lease=timedelta(seconds=30))
    if answered:
        WebClient(token=slack.bot_token, base_url=slack.api_url).chat_postMessage(
            channel=tanaka.dm_id,
            text="the answer",
            metadata={"event_type": "annai_check", "event_payload": {"key": key}},
        )
    clock.advance(seconds=31)
    # Not marked as a retry: that header is Slack's kindness, and the age of the message will do.
    assert replica.carry(Envelope("events_api", payload)).status == 200
    assert len(answers(tanaka)) == 1
    assert len(slack.calls_to("conversations.history")) == 1


@pytest.mark.parametrize("fault", ["cut", "500", "503"])
@pytest.mark.parametrize("happened", [False, True])
def test_an_unknown_outcome_is_looked_up_before_another_try(
    database, slack, tanaka, fault, happened
):
    """Whether or not the lost call had arrived, there is one answer in the end."""
    slack.faults.next("chat.postMessage", fault, happened=happened)
    ts = tanaka.message(MAIL)
    slack.settle(
        lambda: len(answers(tanaka)) >= 1 and slack.calls_to("conversations.history") != []
    )
    posted = len(slack.calls_to("chat.postMessage"))
    assert posted == (1 if happened else 2)
    assert len(answers(tanaka)) == 1
    assert counted(database) == 1
    (again,) = slack.redeliver(event_of(slack, ts).event_id)
    assert again.acknowledged
    assert len(answers(tanaka)) == 1


def test_a_lookup_that_fails_is_no_reason_to_post_again(slack, tanaka):
    """Not knowing is not the same as knowing that there is nothing."""
    slack.faults.next("chat.postMessage", "cut", happened=True)
    slack.faults.next("conversations.history", "500")
    tanaka.message(MAIL)
    slack.settle(lambda: len([c for c in slack.calls_to("conversations.history") if c.ok]) == 1)
    assert len(answers(tanaka)) == 1
    assert len(slack.calls_to("chat.postMessage")) == 1


def test_too_many_requests_are_waited_for(slack, tanaka):
    """429 says when to come back, and that nothing was posted."""
    slack.faults.next("chat.postMessage", "429", seconds=1)
    tanaka.message(MAIL)
    slack.settle(lambda: len(answers(tanaka)) == 1)
    assert slack.calls_to("conversations.history") == []


def test_a_long_wait_is_not_acknowledged(database, slack, tanaka, background):
    """What cannot be done in time is left to a later delivery, and then done once."""
    slack.faults.next("chat.postMessage", "429", seconds=60)
    ts = tanaka.message(MAIL)
    assert answers(tanaka) == []
    assert not event_of(slack, ts).acknowledged


def test_an_answer_that_is_refused_is_not_tried_for_ever(database, slack, tanaka):
    """The conversation is gone: the event is acknowledged, the log has a line."""
    slack.archive(tanaka.dm_id)
    ts = tanaka.message(MAIL)
    assert answers(tanaka) == []
    assert event_of(slack, ts).acknowledged


def test_with_a_full_waiting_room_the_answer_still_comes(slack, connect, services, background):
    """The delivery pays with its own time."""
    gate = Event()
    while background.submit(lambda: gate.wait(10)) is not None:
        pass
    connect(services)
    tanaka = slack.person("田中")
    ts = tanaka.message(MAIL)
    gate.set()
    assert len(answers(tanaka)) == 1
    assert event_of(slack, ts).acknowledged


class TestWithoutDatabase:
    """The database is down: people are answered all the same."""

    @pytest.fixture
    def unreachable(self, services, tmp_path):
        broken = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
        yield replace(services, database=broken)
        broken.close()

    def test_a_message_is_answered_once(self, slack, connect, unreachable, caplog):
        """Without receipts the conversation itself says whether it was answered."""
        connect(unreachable)
        tanaka = slack.person("田中")
        ts = tanaka.message(MAIL)
        slack.redeliver(event_of(slack, ts).event_id, times=2)
        assert len(answers(tanaka)) == 1
        assert "not counted" in caplog.text
        assert "佐藤" not in caplog.text

    def test_a_command_is_answered(self, slack, connect, unreachable):
        """The verdict does not need the database."""
        connect(unreachable)
        tanaka = slack.person("田中")
        assert tanaka.command("/can-i-enter", MAIL).text.startswith("# ×")


def test_a_stuck_database_does_not_keep_anybody_waiting(database, sqlite_url, slack, tanaka):
    """Somebody holds the write lock: the verdict comes in time, and is counted afterwards."""
    tanaka.command("/can-i-enter", HARMLESS)
    other = Database(sqlite_url)
    with other.begin() as held:
        held.connection()
        line = tanaka.command("/can-i-enter", MAIL)
        tanaka.message(MAIL)
        assert line.text.startswith("# ×")
        assert len(answers(tanaka)) == 1
    other.close()
