"""The guard is never the leak: journeys with marked texts, and a search for the marks."""

import json
import logging
from pathlib import Path

import pytest

from handlers import ids

# Found by a detector, so that they must be in nothing that leaves the bot.
SECRETS = ("佐藤", "090-0000-1234", "2,718,281円")
# Found by nobody: may be shown to the asker as part of the masked text, and to nobody else.
PLAIN = "青磁色の帯留め"
TEXT = f"佐藤様、電話は090-0000-1234、見積2,718,281円、{PLAIN}の件です。"
COMMAND = ids.COMMAND_CAN_I_ENTER


@pytest.fixture
def asked(slack, connect, services, caplog):
    """A person who has gone through all journeys with the text, at the most talkative log level."""
    caplog.set_level(logging.DEBUG)
    connect(services)
    tanaka = slack.person("田中")
    tanaka.command(COMMAND, TEXT)
    tanaka.command(COMMAND)
    tanaka.submit(text=TEXT)
    tanaka.command(COMMAND)
    tanaka.submit(text=TEXT, account="personal")
    ts = tanaka.message(TEXT)
    tanaka.shortcut(ids.SHORTCUT_CHECK_MESSAGE, message_ts=ts)
    tanaka.open_home()
    slack.settle()
    return tanaka


@pytest.mark.usefixtures("asked")
def test_what_was_found_leaves_nowhere(slack):
    """Neither in a call nor in an acknowledgement, under whatever encoding."""
    sent = slack.everything_sent_by_app()
    assert PLAIN in sent
    for secret in SECRETS:
        assert secret not in sent


@pytest.mark.usefixtures("asked")
def test_the_database_holds_no_word_of_it(database, sqlite_url):
    """Not in a table, not in the write-ahead log."""
    database.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    stored = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"PHONE" in stored
    for word in (*SECRETS, PLAIN):
        assert word.encode() not in stored
        assert json.dumps(word).strip('"').encode() not in stored


@pytest.mark.usefixtures("asked")
def test_the_log_holds_no_word_of_it(caplog):
    """Not ours, not the libraries'."""
    for word in (*SECRETS, PLAIN):
        assert word not in caplog.text
        assert json.dumps(word).strip('"') not in caplog.text


def test_the_masked_text_goes_to_the_asker_only(slack, asked):
    """Into their conversation with the bot and onto their own screens."""
    told = [call for call in slack.calls if PLAIN in json.dumps(call.arguments, ensure_ascii=False)]
    assert {call.method for call in told} <= {"chat.postMessage", "views.open"}
    posts = [call for call in told if call.method == "chat.postMessage"]
    assert {call.arguments["channel"] for call in posts} == {asked.dm_id}


def pieces(node):
    """Every name and value of Block Kit, wherever it stands."""
    if isinstance(node, str):
        try:
            yield from pieces(json.loads(node))
        except ValueError:
            return
    elif isinstance(node, list):
        for item in node:
            yield from pieces(item)
    elif isinstance(node, dict):
        # These carry the masked text, so that the asker may send it to a person.
        carries = node.get("action_id") in {ids.ACTION_ASK_LEAD, ids.ACTION_REPORT_VERDICT}
        for key, value in node.items():
            if carries and key == "value":
                continue
            yield key, value
            yield from pieces(value)


@pytest.mark.usefixtures("asked")
def test_no_text_hides_in_what_nobody_sees(slack):
    """Button values, metadata, ids and notification texts are ours alone."""
    for call in slack.calls:
        for key, value in pieces(call.arguments):
            if key in {"value", "private_metadata", "metadata", "action_id", "block_id"}:
                assert PLAIN not in str(value)
        assert PLAIN not in str(call.arguments.get("text", ""))
