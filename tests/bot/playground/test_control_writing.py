"""The control API: writing, changing, reacting, and coming and going in channels."""

import base64

import pytest

from bot.playground.control import given


@pytest.fixture
def sato(slack):
    return slack.person("佐藤", locale="en-US")


@pytest.fixture
def room(slack, tanaka, sato):
    return slack.channel("営業", [tanaka, sato])


def test_a_message_is_written_changed_and_taken_back(page, room, tanaka):
    """By the one who wrote it."""
    ts = page.act(tanaka, "write", channel=room, text=" 見積 ")["ts"]
    assert page.messages(tanaka, room)[0]["text"] == "見積"
    assert page.act(tanaka, "edit", channel=room, ts=ts, text="見積もり")["ok"]
    assert page.messages(tanaka, room)[0]["text"] == "見積もり"
    assert page.act(tanaka, "delete", channel=room, ts=ts)["ok"]
    assert page.messages(tanaka, room) == []


def test_nobody_changes_the_message_of_another(page, room, tanaka, sato):
    """It is said in the language of who tried."""
    ts = tanaka.message("見積", channel=room)
    for do in ("edit", "delete"):
        answer = page.act(sato, do, channel=room, ts=ts, text="x")
        assert (answer["status"], answer["error"]) == (403, "not_allowed")
        assert answer["message"] == "You can change only your own messages."
    assert page.messages(sato, room)[0]["text"] == "見積"


def test_a_reply_to_a_reply_joins_the_thread(page, room, tanaka, sato):
    """Threads have one level."""
    ts = tanaka.message("親", channel=room)
    reply = page.act(sato, "write", channel=room, text="一", thread_ts=ts)["ts"]
    page.act(tanaka, "write", channel=room, text="二", thread_ts=reply)
    assert [one["text"] for one in page.messages(sato, room, thread=ts)] == ["親", "一", "二"]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": "  "}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "thread_ts": "1.1"}, "not_on_screen"),
        ({"text": "x", "channel": "C-none"}, "channel_not_found"),
        ({"text": 3}, "invalid_arguments"),
        ({"text": "x", "files": "a"}, "invalid_arguments"),
        ({"text": "x", "files": [{"name": "a"}]}, "invalid_arguments"),
        ({"text": "x", "files": [{"name": "a", "content": "?"}]}, "invalid_arguments"),
    ],
)
def test_what_cannot_be_written_is_said(page, room, tanaka, more, error):
    """And nothing appears."""
    answer = page.act(tanaka, "write", **({"channel": room} | more))
    assert (answer["ok"], answer["error"]) == (False, error)
    assert page.messages(tanaka, room) == []


def test_files_that_are_too_large_together_are_refused(page, room, tanaka, monkeypatch):
    """They would not reach the bot either."""
    monkeypatch.setattr(given, "MOST_FILE_BYTES", 5)
    file = {"name": "a", "content": base64.b64encode(b"abc").decode()}
    answer = page.act(tanaka, "write", channel=room, text="", files=[file, file])
    assert (answer["status"], answer["error"]) == (413, "too_large")


def test_one_must_be_in_a_channel_to_write_there(page, slack, tanaka, sato):
    """Join first; an archived one takes nothing any more."""
    room = slack.channel("経理", [tanaka])
    command = {"channel": room, "command": "/x"}
    assert page.act(sato, "write", channel=room, text="x")["error"] == "not_in_channel"
    assert page.act(sato, "command", **command)["error"] == "not_in_channel"
    page.act(sato, "join", channel=room)
    assert page.act(sato, "write", channel=room, text="x")["ok"]
    page.act(sato, "leave", channel=room)
    assert page.act(sato, "write", channel=room, text="x")["error"] == "not_in_channel"
    page.act(tanaka, "archive", channel=room)
    assert page.act(tanaka, "write", channel=room, text="x")["error"] == "is_archived"
    assert page.act(sato, "join", channel=room)["error"] == "is_archived"


def test_reactions_are_put_on_and_taken_off(page, room, tanaka, sato):
    """With skin tones, with or without colons."""
    ts = tanaka.message("見積", channel=room)
    page.act(sato, "react", channel=room, ts=ts, name=":wave::skin-tone-3:")
    page.act(tanaka, "react", channel=room, ts=ts, name="wave::skin-tone-3")
    (reaction,) = page.messages(tanaka, room)[0]["reactions"]
    assert (reaction["name"], reaction["count"]) == ("wave::skin-tone-3", 2)
    page.act(sato, "unreact", channel=room, ts=ts, name="wave::skin-tone-3")
    assert page.messages(tanaka, room)[0]["reactions"][0]["users"] == [tanaka.id]
    assert page.act(sato, "react", channel=room, ts=ts, name="::")["error"] == "invalid_arguments"


def test_channels_and_people_can_be_added(page, slack, tanaka, sato):
    """So that the set-up can be tried from an empty workspace."""
    made = page.act(tanaka, "create_channel", name="#新規", people=[sato.id], private=True)
    room = slack.workspace.channels[made["channel"]]
    assert (room.name, room.kind, room.members) == ("新規", "group", {tanaka.id, sato.id})
    assert page.act(sato, "create_channel", name="新規")["error"] == "name_taken"
    new = page.act(tanaka, "add_person", name="鈴木", title="部長", role="executive")["person"]
    assert slack.workspace.members[new].role == "executive"
    assert page.act(tanaka, "add_person", name="鈴木")["error"] == "name_taken"
    assert page.act(tanaka, "add_person", name="林", role="king")["error"] == "invalid_arguments"
    outsider = page.act(tanaka, "add_person", name="森", company="青葉")["person"]
    assert (
        next(one for one in page.state(tanaka)["people"] if one["id"] == outsider)["role"]
        == "outsider"
    )
    page.act(tanaka, "invite", channel=made["channel"], member=new)
    assert new in slack.workspace.channels[made["channel"]].members
    assert page.act(tanaka, "invite", channel=made["channel"], member="U-none")["error"] == (
        "no_such_person"
    )


def test_the_bot_hears_that_it_was_invited(page, slack, over_http, room, tanaka):
    """As of anybody who joins a channel where it is."""
    page.act(tanaka, "leave", channel=room)
    page.act(tanaka, "join", channel=room)
    kinds = [one.payload["event"]["type"] for one in slack.events]
    assert kinds == ["member_left_channel", "member_joined_channel"]


def test_a_direct_message_can_be_opened_with_several(page, slack, tanaka, sato):
    """The same people always meet in the same place."""
    third = slack.person("鈴木")
    people = [sato.id, third.id]
    first = page.act(tanaka, "open_dm", people=people)["channel"]
    assert page.act(third, "open_dm", people=[tanaka.id, sato.id])["channel"] == first
    assert slack.workspace.channels[first].kind == "mpim"
    assert page.act(tanaka, "open_dm", people=[])["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"do": "fly"}, "unknown_act"),
        ({}, "unknown_act"),
        ({"do": "write"}, "invalid_arguments"),
        ({"do": "press"}, "not_on_screen"),
        ({"do": "message_shortcut", "channel": "x"}, "channel_not_found"),
        ({"do": "command", "channel": "C00000001", "command": "x"}, "invalid_arguments"),
        ({"do": "open_home", "tab": "x"}, "invalid_arguments"),
        ({"do": "open_dm", "people": "x"}, "invalid_arguments"),
        ({"do": "fill", "view": "V-none", "values": {"b": {"a": "x"}}}, "not_on_screen"),
        ({"do": "submit", "view": "V-none"}, "not_on_screen"),
        ({"do": "global_shortcut"}, "invalid_arguments"),
    ],
)
def test_a_wrong_act_is_refused_in_words(page, tanaka, body, error):
    """Whatever a script sends."""
    answer = page.post("/control/act", {"as": tanaka.id} | body)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["message"]


def test_nobody_unknown_can_act(page, tanaka):
    """Nor the bot by this way."""
    for who in ("U-none", "U0ANNAI"):
        answer = page.post("/control/act", {"as": who, "do": "read"})
        assert (answer["status"], answer["error"]) == (404, "no_such_person")
