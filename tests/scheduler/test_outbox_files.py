"""Files in the outbox: after their message, in its conversation, once, whatever happens."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.playground.faults import Fault
from bot.playground.installation import ALL_SCOPES, Installation
from bot.playground.server import LocalSlack
from knowledge.store.deliveries import DeliveryStatus, empty_bodies
from knowledge.store.delivery_files import Attachment, files_of
from knowledge.store.models import DeliveryFile

CHART = Attachment("2026-10.png", "10月のグラフ", b"\x89PNG not really")
SHEET = Attachment("2026-10.xlsx", "10月の数字", b"PK\x03\x04 not really")
METHODS = ("files.getUploadURLExternal", "files.completeUploadExternal", "conversations.history")


@pytest.fixture
def tanaka(slack):
    return slack.person("田中")


@pytest.fixture
def with_files(slack):
    """The messages with files that somebody got."""

    def read(person):
        return [one for one in slack.workspace.messages_in(person.dm_id) if one.files]

    return read


@pytest.fixture
def received(slack, with_files):
    """The files that somebody got, each message as names with contents."""

    def read(person):
        contents = slack.workspace.contents
        return [
            [(file["name"], contents[file["id"]]) for file in message.files]
            for message in with_files(person)
        ]

    return read


BOTH = [(CHART.name, CHART.content), (SHEET.name, SHEET.content)]


def test_files_follow_their_message(outbox, tanaka, with_files, received):
    """Both in one message, with the comment, titles and names as they were given."""
    outbox.post(tanaka.id)
    assert outbox.files("k1", CHART, SHEET)
    assert not outbox.files("k1", CHART, SHEET)
    assert outbox.send() == 2
    assert [message.text.partition("\n")[0] for message in tanaka.dm] == [
        "お知らせ",
        "ファイルです",
    ]
    (message,) = with_files(tanaka)
    assert [file["title"] for file in message.files] == [CHART.title, SHEET.title]
    assert received(tanaka) == [BOTH]
    assert outbox.row("f1").status == DeliveryStatus.SENT


def test_without_a_message_there_are_no_files(outbox, services, tanaka):
    """None with that key, or one that was cancelled: nothing is kept either."""
    assert not outbox.files("k1", CHART)
    outbox.post(tanaka.id)
    outbox.cancel("k1")
    assert not outbox.files("k1", CHART)
    with services.database.read() as session:
        assert session.scalars(select(DeliveryFile)).all() == []


def test_a_message_that_waits_lets_its_files_wait(outbox, clock, tanaka, received):
    """A report due at night arrives in the morning, with what belongs to it."""
    outbox.post(tanaka.id, not_before=clock() + timedelta(hours=1))
    outbox.files("k1", CHART)
    assert outbox.send() == 0
    assert tanaka.dm == []
    clock.advance(hours=1)
    assert outbox.send() == 2
    assert received(tanaka) == [BOTH[:1]]


def test_files_go_where_the_message_went(slack, outbox, tanaka, received):
    """Its recipient has left: whoever gets the message instead gets the files, too."""
    gone = slack.person("退職者")
    slack.deactivate(gone)
    outbox.post(gone.id, fallbacks=(tanaka.id,))
    outbox.files("k1", CHART)
    outbox.send_until_settled()
    assert received(tanaka) == [BOTH[:1]]


def test_a_message_that_failed_keeps_its_files(slack, outbox, clock, tanaka, received):
    """Both are shown as not arrived, and both can be sent again."""
    slack.deactivate(tanaka)
    outbox.post(tanaka.id)
    outbox.files("k1", CHART)
    outbox.send_until_settled()
    assert {one.key: one.error for one in outbox.failed()} == {
        "k1": "user_disabled",
        "f1": "message_failed",
    }
    slack.reactivate(tanaka)
    assert outbox.resend("k1")
    assert outbox.resend("f1")
    outbox.send_until_settled()
    assert received(tanaka) == [BOTH[:1]]


@pytest.mark.parametrize("kind", ["429", "500", "503", "cut", "timeout"])
@pytest.mark.parametrize("happened", [True, False])
@pytest.mark.parametrize("method", METHODS[:2])
def test_one_call_goes_wrong(slack, outbox, tanaka, received, method, kind, happened):
    """Whether Slack did it all the same or not: in the end the files are there once."""
    outbox.post(tanaka.id)
    outbox.files("k1", CHART, SHEET)
    slack.faults.next(method, kind, seconds=0.05, happened=happened)
    outbox.send_until_settled()
    assert received(tanaka) == [BOTH]
    assert outbox.failed() == []


@pytest.mark.parametrize("shared", [True, False])
def test_who_died_in_the_middle_is_replaced(outbox, clock, tanaka, received, shared):
    """Dead after the files were shared and before the mark, or before that: once in the end."""
    outbox.post(tanaka.id)
    outbox.send()
    outbox.files("k1", CHART, SHEET)
    if shared:
        outbox.send()
        outbox.forget_that_it_was_sent("f1")
    else:
        assert outbox.take() == ["f1"]
    clock.advance(minutes=3)
    outbox.send()
    assert received(tanaka) == [BOTH]


def test_slack_forgets_what_was_never_shared(slack, outbox, services, tanaka, received):
    """An upload may be gone when it is to be shared: it is made again."""
    outbox.post(tanaka.id)
    outbox.send()
    outbox.files("k1", CHART, SHEET)
    slack.faults.next("files.completeUploadExternal", "500", happened=False)
    outbox.send()
    slack.workspace.announced.clear()
    outbox.send_until_settled()
    assert received(tanaka) == [BOTH]


def test_it_is_not_sent_again_when_it_is_shared_but_not_found_yet(
    slack, outbox, clock, tanaka, with_files, received
):
    """Slack's history may lag behind: then we wait until the message is there."""
    outbox.post(tanaka.id)
    outbox.send()
    outbox.files("k1", CHART)
    outbox.send()
    outbox.forget_that_it_was_sent("f1")
    (lagging,) = with_files(tanaka)
    del slack.workspace.messages[lagging.channel, lagging.ts]
    clock.advance(minutes=3)
    outbox.send()
    assert (outbox.row("f1").status, outbox.row("f1").error) == ("waiting", "shared_before")
    slack.workspace.put(lagging)
    outbox.send_until_settled()
    assert received(tanaka) == [BOTH[:1]]


@pytest.mark.parametrize("seed", range(2))
def test_a_third_of_all_calls_goes_wrong(slack, outbox, tanaka, received, seed):
    """Every file arrives once."""
    dice = random.Random(seed)  # noqa: S311 - no secret

    def bad(method):
        if dice.random() >= 1 / 3:
            return None
        kind: Any = dice.choice(("429", "500", "cut", "timeout"))
        return Fault(kind, seconds=0.02, happened=dice.random() < 0.5)

    for number in range(8):
        outbox.post(tanaka.id, str(number), key=f"k{number}")
        outbox.files(f"k{number}", CHART, SHEET, key=f"f{number}")
    slack.faults.whenever(bad)
    outbox.send_until_settled(most=300)
    slack.faults.clear()
    assert outbox.failed() == []
    assert received(tanaka) == [BOTH] * 8


def test_contents_are_forgotten_with_the_words(outbox, services, clock, tanaka):
    """A day after they were sent; and at once when they go nowhere any more."""
    outbox.post(tanaka.id)
    outbox.files("k1", CHART)
    outbox.send()
    outbox.post(tanaka.id, key="k2")
    outbox.files("k2", SHEET, key="f2")
    outbox.cancel("f2")
    later = clock() + timedelta(days=2)
    with services.database.begin() as session:
        empty_bodies(session, sent_before=later, failed_before=clock(), now=later)
        assert [files_of(session, key) for key in ("f1", "f2")] == [[], []]


class TestWithoutPermission:
    """An installation from before the bot sent files."""

    @pytest.fixture
    def slack(self, clock):
        old = Installation(scopes=ALL_SCOPES - {"files:write"})
        with LocalSlack(clock, installation=old) as running:
            yield running

    def test_it_is_waited_for(self, outbox, tanaka, received):
        """Somebody will give it to us; until then nothing fails."""
        outbox.post(tanaka.id)
        outbox.files("k1", CHART)
        outbox.send()
        assert (outbox.row("f1").status, outbox.row("f1").error) == ("waiting", "missing_scope")
        assert outbox.failed() == []
        assert received(tanaka) == []
