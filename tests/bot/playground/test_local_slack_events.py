"""Events: what the app hears of messages, mentions, edits and reactions, and how often."""

import pytest

from bot.playground.http_server import HttpServer
from bot.playground.installation import Installation, installation_of
from bot.playground.server import LocalSlack


@pytest.fixture
def heard(app, over_http):
    """The events that reach the app beyond Bolt's own checks."""
    events = []

    @app.middleware
    def note(body, next_):
        events.append(body["event"])
        next_()

    for kind in ("message", "app_mention", "reaction_added", "reaction_removed"):
        app.event(kind)(lambda ack: ack())
    return events


def test_a_direct_message_has_no_subtype_and_channel_type_im(heard, slack, tanaka):
    """The event of a typed message, with its text encoded and its rich-text block."""
    ts = tanaka.message("R&D @田中")
    (event,) = heard
    assert event["text"] == f"R&amp;D <@{tanaka.id}>"
    assert (event["type"], event["channel_type"]) == ("message", "im")
    assert "subtype" not in event
    assert "bot_id" not in event
    assert event["ts"] == event["event_ts"] == ts
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "R&amp;D "},
        {"type": "user", "user_id": tanaka.id},
    ]


def test_the_envelope_of_an_event_is_the_real_one(slack, heard, tanaka):
    """event_id, authorizations and the shared-channel mark are around the event."""
    tanaka.message("x")
    payload = slack.events[0].payload
    assert payload["type"] == "event_callback"
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["is_bot"] is True
    assert payload["is_ext_shared_channel"] is False
    assert slack.events[0].acknowledged


def test_the_apps_own_message_comes_back_to_it(slack, client, heard, tanaka):
    """Slack delivers an app's own messages with bot_id; an app must know itself."""
    client.chat_postMessage(channel=tanaka.id, text="返事")
    slack.settle()
    (event,) = [one.payload["event"] for one in slack.events]
    assert (event["bot_id"], event["text"]) == ("B0ANNAI", "返事")
    # Bolt acknowledges it without calling a listener.
    assert slack.events[0].acknowledged
    assert heard == []


def test_channels_without_the_app_stay_unheard(slack, heard, tanaka):
    """Messages, mentions and reactions reach the app only where it is a member."""
    channel = slack.channel("other", [tanaka], bot=False)
    ts = tanaka.message("@annai どう？", channel)
    tanaka.react("eyes", ts)
    assert heard == []


def test_a_mention_in_a_channel_is_an_event_of_its_own(slack, heard, tanaka):
    """In a channel it comes beside the message; in a DM there is only the message."""
    channel = slack.channel("ai", [tanaka])
    tanaka.message("@annai これは？", channel)
    assert [event["type"] for event in heard] == ["message", "app_mention"]
    assert heard[1]["text"] == "<@U0ANNAI> これは？"
    tanaka.message("@annai これは？")
    assert [event["type"] for event in heard] == ["message", "app_mention", "message"]


def test_a_reply_names_its_thread(slack, heard, tanaka):
    """A reply has thread_ts and the author of the parent."""
    channel = slack.channel("ai", [tanaka])
    parent = tanaka.message("今月の相談です", channel)
    slack.person("佐藤").message("三時間削減", channel, parent)
    assert heard[1]["thread_ts"] == parent
    assert heard[1]["parent_user_id"] == tanaka.id


def test_edit_preview_and_deletion_nest_the_message(slack, heard, tanaka):
    """message_changed comes for an edit and for a mere preview; deletion shows what was there."""
    ts = tanaka.message("まえ")
    tanaka.edit(ts, "あと")
    slack.show_preview(tanaka.dm_id, ts)
    tanaka.delete(ts)
    _, edited, preview, deleted = heard
    assert edited["subtype"] == "message_changed"
    assert (edited["previous_message"]["text"], edited["message"]["text"]) == ("まえ", "あと")
    assert edited["message"]["edited"]["user"] == tanaka.id
    assert edited["message"]["ts"] == ts != edited["ts"]
    assert preview["message"]["text"] == preview["previous_message"]["text"] == "あと"
    assert preview["message"]["attachments"]
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)
    assert tanaka.dm == []


def test_reactions_come_and_go_with_their_skin_tone(slack, heard, tanaka):
    """The tone is part of the name; the same reaction twice is one event."""
    channel = slack.channel("ai", [tanaka])
    ts = tanaka.message("成功", channel)
    sato = slack.person("佐藤")
    slack.workspace.join(channel, sato.id)
    for _ in range(2):
        sato.react("raised_hands::skin-tone-4", ts)
    sato.unreact("raised_hands::skin-tone-4", ts)
    sato.unreact("raised_hands::skin-tone-4", ts)
    added, removed = heard[1:]
    assert added["type"] == "reaction_added"
    assert added["reaction"] == "raised_hands::skin-tone-4"
    assert added["item"] == {"type": "message", "channel": channel, "ts": ts}
    assert (added["user"], added["item_user"]) == (sato.id, tanaka.id)
    assert removed["type"] == "reaction_removed"


def test_a_shared_channel_is_marked_and_its_outsiders_are_of_another_team(slack, heard):
    """Slack Connect shows in is_ext_shared_channel and in the author's team."""
    guest = slack.person("客", outsider=True)
    channel = slack.channel("joint", [guest], shared=True)
    guest.message("こんにちは", channel)
    assert slack.events[0].payload["is_ext_shared_channel"] is True
    assert heard[0]["team"] == "T0OTHER"


class Deaf:
    """An application that notes the headers and answers with one status."""

    def __init__(self, status, *headers):
        self.status, self.headers, self.retries = status, list(headers), []

    def __call__(self, environ, start_response):
        retry = environ.get("HTTP_X_SLACK_RETRY_NUM"), environ.get("HTTP_X_SLACK_RETRY_REASON")
        self.retries.append(retry)
        start_response(self.status, [("Content-Type", "text/plain"), *self.headers])
        return [b""]


@pytest.fixture
def deliver_to(slack):
    servers = []

    def connect(application):
        servers.append(HttpServer(application))
        servers[-1].start()
        slack.send_to(servers[-1].url, "s")
        return application

    yield connect
    for server in servers:
        server.stop()


def test_an_event_that_is_not_acknowledged_comes_again(slack, deliver_to, tanaka):
    """At once a second time, later when the test says; each with its number and reason."""
    deaf = deliver_to(Deaf("500 Oh no"))
    tanaka.message("x")
    assert deaf.retries == [(None, None), ("1", "http_error")]
    (event,) = slack.events
    assert not event.acknowledged
    slack.redeliver(event.event_id, times=2)
    assert deaf.retries[2:] == [("2", "http_error"), ("3", "http_error")]


def test_an_app_may_ask_not_to_be_asked_again(slack, deliver_to, tanaka):
    """X-Slack-No-Retry stops the second try."""
    deaf = deliver_to(Deaf("500 Oh no", ("X-Slack-No-Retry", "1")))
    tanaka.message("x")
    assert len(deaf.retries) == 1


def test_an_acknowledged_event_can_be_delivered_again(slack, heard, tanaka):
    """Slack promises at least once, not once: the same event_id comes as often as a test wants."""
    tanaka.message("x")
    answers = slack.redeliver(slack.events[0].event_id, times=2)
    assert [answer.acknowledged for answer in answers] == [True, True]
    assert [event["text"] for event in heard] == ["x", "x", "x"]


def test_an_acknowledgement_can_be_lost(slack, heard, tanaka):
    """The app has done its work, and gets the event again all the same."""
    slack.faults.next("events_api", "cut")
    tanaka.message("x")
    assert len(heard) == 2
    assert [answer.failure for answer in slack.events[0].answers] == ["connection_failed", ""]


def test_only_what_is_subscribed_to_is_delivered(clock):
    """A manifest without message.channels hears of no channel message."""
    manifest = {
        "features": {"slash_commands": [{"command": "/a", "should_escape": True}]},
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
    }
    installation = installation_of(manifest)
    assert installation == Installation(
        frozenset({"chat:write"}), frozenset({"message.im"}), {"/a": True}, frozenset()
    )
    with LocalSlack(clock, installation=installation) as slack:
        tanaka = slack.person("田中")
        ts = tanaka.message("DM")
        tanaka.react("eyes", ts)
        tanaka.message("部屋", slack.channel("ai", [tanaka]))
        assert [event.payload["event"]["text"] for event in slack.events] == ["DM"]
