"""The control API: what a person sees, and that it is theirs alone."""

import base64
import threading

import pytest

from bot.playground import changes
from bot.playground.control import site


@pytest.fixture
def sato(slack):
    return slack.person("佐藤", locale="en-US")


@pytest.fixture
def mori(slack):
    person = slack.person("森", outsider=True)
    person.describe(title="配送", company="青葉")
    return person


def room_of(page, person, channel):
    return next((one for one in page.state(person)["channels"] if one["id"] == channel), None)


def test_the_state_tells_who_is_there_and_who_i_am(page, tanaka, sato, mori):
    """In the order of arrival, with roles and languages; the bot comes last."""
    tanaka.describe(title="主任", department="営業部", role="lead")
    state = page.state(sato)
    assert state["me"] == {"id": sato.id, "language": "en"}
    assert [one["name"] for one in state["people"]] == ["田中", "佐藤", "森", "annai"]
    told = {one["name"]: one for one in state["people"]}
    assert (told["田中"]["role"], told["田中"]["department"]) == ("lead", "営業部")
    assert (told["森"]["role"], told["森"]["company"]) == ("outsider", "青葉")
    assert told["annai"]["is_bot"]
    assert state["bot"]["dm"] == sato.dm_id


def test_somebody_unknown_is_shown_the_first_person_s_screen(page, tanaka, sato):
    """So that a page can begin with nothing."""
    assert page.get("/control/state")["me"]["id"] == tanaka.id
    assert page.get("/control/state", **{"as": "U-none"})["me"]["id"] == tanaka.id


def test_commands_and_shortcuts_are_said_in_the_person_s_language(page, tanaka, sato):
    """As the manifest has them."""
    japanese, english = page.state(tanaka), page.state(sato)
    assert japanese["commands"][0]["command"] == english["commands"][0]["command"] == "/can-i-enter"
    assert japanese["commands"][0]["usage_hint"] != english["commands"][0]["usage_hint"]
    assert "これ入れていい？" in [one["name"] for one in japanese["shortcuts"]]


def test_private_rooms_are_not_shown_to_others(page, slack, tanaka, sato):
    """Neither in the list, nor by name, nor by their messages."""
    private = slack.channel("人事", [tanaka], private=True)
    tanaka.message("ひみつ", channel=private)
    assert room_of(page, tanaka, private)["name"] == "人事"
    assert room_of(page, sato, private) is None
    assert private not in page.state(sato)["names"]
    answer = page.get("/control/messages", **{"as": sato.id, "channel": private})
    assert (answer["status"], answer["error"]) == (404, "channel_not_found")


def test_an_outsider_sees_shared_rooms_only(page, slack, tanaka, mori):
    """And not the public channels of the company."""
    shared = slack.channel("共有", [tanaka, mori], shared=True)
    public = slack.channel("営業", [tanaka])
    assert room_of(page, mori, shared)["shared"]
    assert room_of(page, mori, public) is None
    assert room_of(page, tanaka, public)["member"]


def test_a_public_channel_can_be_read_before_joining(page, slack, tanaka, sato):
    """It is in the list with `member` false, and joining changes that."""
    public = slack.channel("営業", [tanaka])
    tanaka.message("こんにちは", channel=public)
    assert room_of(page, sato, public)["member"] is False
    assert [one["text"] for one in page.messages(sato, public)] == ["こんにちは"]
    assert page.act(sato, "join", channel=public)["ok"]
    assert room_of(page, sato, public)["member"] is True


def test_unread_counts_what_others_wrote_until_it_is_read(page, slack, tanaka, sato):
    """Own messages do not count."""
    room = slack.channel("営業", [tanaka, sato])
    tanaka.message("一", channel=room)
    tanaka.message("二", channel=room)
    assert room_of(page, sato, room)["unread"] == 2
    assert room_of(page, tanaka, room)["unread"] == 0
    page.act(sato, "read", channel=room)
    assert room_of(page, sato, room)["unread"] == 0
    tanaka.message("三", channel=room)
    assert room_of(page, sato, room)["unread"] == 1


def test_messages_come_with_everything_a_client_draws(page, slack, tanaka, sato):
    """Author, reactions with who, replies, edits; the thread begins with its parent."""
    room = slack.channel("営業", [tanaka, sato])
    ts = tanaka.message("親 <b>&", channel=room)
    sato.message("返信", channel=room, thread_ts=ts)
    sato.react("raised_hands::skin-tone-4", ts, room)
    tanaka.edit(ts, "親 <b>& 改", room)
    (parent,) = page.messages(sato, room)
    assert parent["author"] == {"id": tanaka.id, "name": "田中", "is_bot": False}
    assert parent["text"] == "親 &lt;b&gt;&amp; 改"
    assert (parent["edited"], parent["mine"], parent["reply_count"]) == (True, False, 1)
    assert parent["reactions"] == [
        {"name": "raised_hands::skin-tone-4", "count": 1, "users": [sato.id], "mine": True}
    ]
    thread = page.messages(sato, room, thread=ts)
    assert [one["text"] for one in thread] == ["親 &lt;b&gt;&amp; 改", "返信"]


def test_an_ephemeral_is_for_one_person_until_dismissed(page, slack, client, tanaka, sato):
    """Others never see it, and cannot take it away."""
    room = slack.channel("営業", [tanaka, sato])
    client.chat_postEphemeral(channel=room, user=tanaka.id, text="あなただけ")
    (line,) = page.messages(tanaka, room)
    assert (line["ephemeral"], line["text"]) == (True, "あなただけ")
    assert page.messages(sato, room) == []
    assert page.act(sato, "dismiss", channel=room, ts=line["ts"])["error"] == "not_on_screen"
    assert page.act(tanaka, "dismiss", channel=room, ts=line["ts"])["ok"]
    assert page.messages(tanaka, room) == []


def test_metadata_is_on_nobody_s_screen(page, slack, client, tanaka):
    """Neither a message's nor a view's."""
    room = slack.channel("営業", [tanaka])
    metadata = {"event_type": "x", "event_payload": {"secret": "しるし"}}
    client.chat_postMessage(channel=room, text="文", metadata=metadata)
    client.views_publish(
        user_id=tanaka.id, view={"type": "home", "private_metadata": "しるし", "blocks": []}
    )
    query = f"as={tanaka.id}&channel={room}"
    seen = (
        page.send("GET", f"/control/messages?{query}")[2]
        + page.send("GET", f"/control/state?{query}")[2]
    )
    assert "しるし" not in seen.decode()


def test_only_the_newest_messages_when_there_are_more(page, slack, tanaka):
    """As many as were asked for, and it says that there are more."""
    room = slack.channel("営業", [tanaka])
    for number in range(5):
        tanaka.message(str(number), channel=room)
    answer = page.get("/control/messages", **{"as": tanaka.id, "channel": room, "limit": 2})
    assert (answer["more"], [one["text"] for one in answer["messages"]]) == (True, ["3", "4"])


def test_a_file_goes_to_those_who_see_its_message(page, slack, tanaka, sato):
    """A picture is shown; anything else is a download, whatever it claims to be."""
    ts = page.act(
        tanaka,
        "write",
        channel=tanaka.dm_id,
        text="",
        files=[
            {"name": "図.png", "content": base64.b64encode(b"\x89PNG").decode()},
            {"name": '<img src=x>".html', "content": base64.b64encode(b"<script>").decode()},
        ],
    )["ts"]
    (message,) = [one for one in page.messages(tanaka, tanaka.dm_id) if one["ts"] == ts]
    picture, page_file = message["files"]
    assert (picture["is_image"], page_file["is_image"]) == (True, False)
    status, headers, body = page.send("GET", f"/control/file/{picture['id']}?as={tanaka.id}")
    assert (status, headers["Content-Type"], body) == (200, "image/png", b"\x89PNG")
    _, headers, body = page.send("GET", f"/control/file/{page_file['id']}?as={tanaka.id}")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%3Cimg")
    for other in (sato.id, "", "U-none"):
        assert page.send("GET", f"/control/file/{picture['id']}?as={other}")[0] == 404


def test_a_watcher_hears_of_a_change_at_once(page, tanaka):
    """Whoever waits is answered when somebody writes."""
    since = page.state(tanaka)["version"]
    heard = []
    waiting = threading.Thread(
        target=lambda: heard.append(page.get("/control/changes", since=since)["version"])
    )
    waiting.start()
    tanaka.message("やあ")
    waiting.join(20)
    assert heard[0] > since


def test_a_watcher_is_let_go_after_a_while(page, tanaka, monkeypatch):
    """With the same number: nothing has happened."""
    monkeypatch.setattr(site, "LONGEST_WAIT", 0.05)
    since = page.state(tanaka)["version"]
    assert page.get("/control/changes", since=since)["version"] == since


def test_not_everybody_can_wait_at_once(page, tanaka, monkeypatch):
    """One too many is told so, and kept no thread busy."""
    monkeypatch.setattr(changes, "WATCHERS", 0)
    answer = page.get("/control/changes", since=page.state(tanaka)["version"])
    assert (answer["status"], answer["error"]) == (429, "too_many_watchers")
