"""What is read out of Slack's payloads, and what is left alone."""

import pytest
from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult

from handlers.payloads import (
    Sender,
    Unread,
    read_command_text,
    read_direct_message,
    read_message,
    read_sender,
)

RICH = {"type": "rich_text", "elements": []}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*見積*"}}


@pytest.fixture
def context():
    made = BoltContext()
    made["authorize_result"] = AuthorizeResult(
        enterprise_id=None, team_id="T0HOME", bot_user_id="U0ANNAI", bot_id="B0ANNAI"
    )
    made["bot_user_id"] = "U0ANNAI"
    return made


def dm(**changes):
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": "D0AAA",
        "user": "U0AAA",
        "team": "T0HOME",
        "ts": "1764032400.000100",
        "text": "R&amp;D",
    }
    event = {key: value for key, value in (event | changes).items() if value is not None}
    return {"type": "event_callback", "team_id": "T0HOME", "event": event}


@pytest.mark.parametrize(
    ("message", "unread"),
    [
        ({"text": "a"}, ()),
        ({"text": "a", "blocks": [RICH]}, ()),
        ({"text": "a", "files": [{}, {}]}, (Unread("files", 2),)),
        ({"text": "a", "attachments": [{"text": "引用"}]}, (Unread("attachments", 1),)),
        ({"text": "a", "blocks": [RICH, SECTION]}, (Unread("blocks", 1),)),
        ({"text": "a", "blocks": [RICH], "bot_id": "B1"}, (Unread("blocks", 1),)),
        ({"files": [{}], "blocks": [SECTION]}, (Unread("files", 1), Unread("blocks", 1))),
    ],
)
def test_what_the_text_does_not_hold_is_named(message, unread):
    """Files, quotes and what apps show say more than the text does."""
    assert read_message(message).unread == unread


def test_texts_are_decoded_on_the_way_in(context):
    """Command and message text, once; and neither shows in a repr."""
    assert read_command_text({"text": "  &amp;lt; "}) == "&lt;"
    message = read_direct_message(dm(), context)
    assert message is not None
    assert message.content.text == "R&D"
    assert "R&D" not in repr(message)


def test_a_direct_message_of_a_person_is_read(context):
    """The key names the message, whoever delivers it."""
    message = read_direct_message(dm(thread_ts="1764032000.000100"), context)
    assert message is not None
    assert message.key == "message:T0HOME:D0AAA:1764032400.000100"
    assert message.sender == Sender("U0AAA", "T0HOME", "T0HOME")
    assert message.thread_ts == "1764032000.000100"
    assert read_direct_message(dm(subtype="file_share", files=[{}]), context) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"channel_type": None},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"subtype": "thread_broadcast"},
        {"bot_id": "B0OTHER"},
        {"user": None},
        {"user": "U0ANNAI"},
        {"user": "USLACKBOT"},
        {"hidden": True},
    ],
)
def test_everything_else_under_that_name_is_left_alone(context, changes):
    """Edits, bots, we ourselves, other rooms."""
    assert read_direct_message(dm(**changes), context) is None


@pytest.mark.parametrize(
    ("body", "sender"),
    [
        ({"user_id": "U1", "team_id": "T0HOME", "command": "/x"}, Sender("U1", "T0HOME", "T0HOME")),
        (
            {"user": {"id": "U1", "team_id": "T0OTHER"}, "team": {"id": "T0HOME"}},
            Sender("U1", "T0OTHER", "T0HOME"),
        ),
        ({"user": {"id": "U1"}, "team": {"id": "T0HOME"}}, Sender("U1", "T0HOME", "T0HOME")),
        (dm(team="T0OTHER"), Sender("U0AAA", "T0OTHER", "T0HOME")),
        (dm(team=None), Sender("U0AAA", "T0HOME", "T0HOME")),
        ({"type": "event_callback", "event": {"type": "x"}}, Sender("", "", "T0HOME")),
    ],
)
def test_the_sender_is_found_in_every_kind_of_request(context, body, sender):
    """Commands, interactions and events say it in different places."""
    assert read_sender(body, context) == sender
