"""The Web API: what each method answers, and the names of its refusals."""

import json
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.installation import Installation
from bot.playground.server import LocalSlack


def refusal(call, *arguments, **named):
    """Return the answer with which Slack refuses."""
    with pytest.raises(SlackApiError) as refused:
        call(*arguments, **named)
    return refused.value.response


def raw(slack, method, body=b"", headers=None):
    """Call a method without slack_sdk; return the answer."""
    address = urlsplit(slack.api_url)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection(address.hostname, address.port)) as connection:
        connection.request("POST", address.path + method, body, headers or form)
        return json.load(connection.getresponse())


@pytest.fixture
def channel(slack, tanaka):
    return slack.channel("ai", [tanaka])


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("", "not_authed"),
        ("xoxb-other", "invalid_auth"),
        ("xapp-1-local-app-token", "not_allowed_token_type"),
    ],
)
def test_a_token_is_checked_before_anything_else(slack, token, error):
    """No token, a wrong one, and one of the wrong kind have names of their own."""
    client = WebClient(token=token, base_url=slack.api_url)
    assert refusal(client.auth_test)["error"] == error
    slack.take_problems()


def test_auth_test_says_who_the_app_is_and_what_it_may_do(slack, client):
    """The scopes are in a header of the answer."""
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (
        "U0ANNAI",
        "B0ANNAI",
        "T0LOCAL",
    )
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_the_token_may_be_sent_as_an_argument(slack):
    """A form with the token in it is as good as the header."""
    body = urlencode({"token": slack.bot_token}).encode()
    assert raw(slack, "auth.test", body)["ok"] is True


def test_a_body_that_is_no_json_object_is_refused(slack):
    """A JSON body must parse, and be an object."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    assert raw(slack, "auth.test", b"{", headers)["error"] == "invalid_json"
    assert raw(slack, "auth.test", b"[]", headers)["error"] == "json_not_object"
    assert len(slack.take_problems()) == 2


def test_an_unknown_method_is_named(slack, client):
    """A method that the local Slack does not have fails loudly."""
    answer = refusal(client.api_call, "chat.shout")
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")
    assert slack.take_problems() == ["chat.shout: unknown_method"]


@pytest.mark.parametrize(
    ("method", "missing"),
    [
        ("chat.postMessage", ["channel"]),
        ("chat.postEphemeral", ["channel", "user"]),
        ("chat.update", ["channel", "ts"]),
        ("users.info", ["user"]),
        ("views.open", ["trigger_id", "view"]),
        ("views.update", ["view"]),
        ("views.publish", ["user_id", "view"]),
        ("conversations.replies", ["channel", "ts"]),
        ("reactions.add", ["channel", "timestamp", "name"]),
    ],
)
def test_missing_arguments_are_listed(slack, client, method, missing):
    """invalid_arguments names every required field that is not there."""
    answer = refusal(client.api_call, method)
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        f"[ERROR] missing required field: {name}" for name in missing
    ]
    slack.take_problems()


def test_a_misspelt_argument_is_a_problem(slack, client, channel):
    """Slack ignores what it does not know; the double does as well, and says so."""
    client.chat_postMessage(channel=channel, text="x", thread_tss="1.1")
    assert slack.take_problems() == ["chat.postMessage: Slack ignores the argument thread_tss"]


def test_a_scope_that_the_manifest_forgot_is_missing(clock):
    """The answer says what is needed and what there is."""
    with LocalSlack(clock, installation=Installation(scopes=frozenset({"chat:write"}))) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        answer = refusal(client.users_info, user="U0ANNAI")
        assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
        assert answer["provided"] == "chat:write"


def test_blocks_and_flags_may_come_as_form_text(slack, tanaka, channel):
    """A form carries blocks as JSON text and flags as 1 or true."""
    blocks = json.dumps([{"type": "divider"}])
    body = urlencode({"token": slack.bot_token, "channel": channel, "blocks": blocks, "text": "あ"})
    assert (
        raw(slack, "chat.postMessage", body.encode())["message"]["blocks"][0]["type"] == "divider"
    )
    body = urlencode({"token": slack.bot_token, "user": tanaka.id, "include_locale": "1"})
    assert raw(slack, "users.info", body.encode())["user"]["locale"] == "ja-JP"


# Where the app may write


def test_where_the_app_is_not_it_cannot_write(slack, client, tanaka, channel):
    """A public channel is not_in_channel; what is hidden from the app is channel_not_found."""
    sato = slack.person("佐藤")
    slack.archive(channel)
    places = {
        slack.channel("open", bot=False): "not_in_channel",
        slack.channel("closed", bot=False, private=True): "channel_not_found",
        slack.dm_between(tanaka, sato): "channel_not_found",
        "C0NOWHERE": "channel_not_found",
        channel: "is_archived",
    }
    for place, error in places.items():
        assert refusal(client.chat_postMessage, channel=place, text="x")["error"] == error


def test_a_person_or_a_name_may_stand_for_a_channel(slack, client, tanaka, channel):
    """A person's id means the DM with them; a deactivated person gets it unread."""
    assert client.chat_postMessage(channel="#ai", text="x")["channel"] == channel
    slack.deactivate(tanaka)
    assert client.chat_postMessage(channel=tanaka.id, text="x")["channel"] == tanaka.dm_id
    assert client.users_info(user=tanaka.id)["user"]["deleted"] is True


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": " "}, "no_text"),
        ({"text": "あ" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        (
            {"text": "x", "metadata": {"event_type": "a", "event_payload": {"b": "あ" * 6000}}},
            "metadata_too_large",
        ),
        (
            {
                "text": "x",
                "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "あ" * 3000}}]
                * 5,
            },
            "msg_blocks_too_long",
        ),
    ],
)
def test_content_is_judged(slack, client, channel, content, error):
    """Each way in which a message can be wrong has its name, and is a problem of the app."""
    answer = refusal(client.api_call, "chat.postMessage", json={"channel": channel, **content})
    assert answer["error"] == error
    assert error in slack.take_problems()[0]


def test_refused_blocks_say_what_and_where(slack, client, channel):
    """invalid_blocks comes with a message and a pointer for each complaint."""
    long = {"type": "header", "text": {"type": "plain_text", "text": "あ" * 151}}
    answer = refusal(client.chat_postMessage, channel=channel, text="x", blocks=[long])
    complaint = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert answer["errors"] == [complaint]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {complaint}"]
    slack.take_problems()


def test_an_ephemeral_needs_its_reader_in_the_channel(slack, client, tanaka, channel):
    """Somebody who is not there cannot be shown anything."""
    sato = slack.person("佐藤")
    assert (
        refusal(client.chat_postEphemeral, channel=channel, user=sato.id, text="x")["error"]
        == "user_not_in_channel"
    )
    client.chat_postEphemeral(channel=channel, user=tanaka.id, text="x")
    assert [one.text for one in tanaka.ephemerals] == ["x"]


def test_update_changes_only_own_messages(slack, client, tanaka, channel):
    """Another's message, a missing one, too long a text: each has its name."""
    ts = tanaka.message("x", channel)
    own = client.chat_postMessage(channel=channel, text="x")["ts"]
    for arguments, error in (
        ({"ts": ts, "text": "y"}, "cant_update_message"),
        ({"ts": "1.1", "text": "y"}, "message_not_found"),
        ({"ts": own, "text": "あ" * 4001}, "msg_too_long"),
    ):
        assert refusal(client.chat_update, channel=channel, **arguments)["error"] == error
    slack.take_problems()
    assert refusal(client.chat_delete, channel=channel, ts=ts)["error"] == "cant_delete_message"


def test_a_text_alone_takes_the_place_of_blocks(client, tanaka, channel):
    """An update with text and no blocks removes the blocks; one with metadata alone keeps all."""
    divider = [{"type": "divider", "block_id": "d"}]
    posted = client.chat_postMessage(channel=channel, text="x", blocks=divider)
    place = {"channel": channel, "ts": posted["ts"]}
    metadata = {"event_type": "a", "event_payload": {}}
    kept = client.api_call("chat.update", json={**place, "metadata": metadata})
    assert kept["message"]["blocks"] == divider
    assert "blocks" not in client.chat_update(**place, text="y")["message"]
    assert tanaka.messages(channel)[0].text == "y"


def test_delete_takes_a_message_away(client, tanaka, channel):
    """A deleted message is gone for everybody, also for a second deletion."""
    ts = client.chat_postMessage(channel=channel, text="x")["ts"]
    client.chat_delete(channel=channel, ts=ts)
    assert tanaka.messages(channel) == []
    assert refusal(client.chat_delete, channel=channel, ts=ts)["error"] == "message_not_found"


def test_a_reply_joins_the_thread_of_the_first_message(client, tanaka, channel):
    """Threads have one level: a reply to a reply is a reply to its parent."""
    parent = tanaka.message("x", channel)
    first = client.chat_postMessage(channel=channel, text="1", thread_ts=parent)["ts"]
    second = client.chat_postMessage(channel=channel, text="2", thread_ts=first)["message"]
    assert second["thread_ts"] == parent
    assert (
        refusal(client.chat_postMessage, channel=channel, text="3", thread_ts="1.1")["error"]
        == "thread_not_found"
    )


def test_a_permalink_names_channel_message_and_thread(client, tanaka, channel):
    """The link of a reply carries its thread."""
    parent = tanaka.message("x", channel)
    reply = client.chat_postMessage(channel=channel, text="1", thread_ts=parent)["ts"]
    link = client.chat_getPermalink(channel=channel, message_ts=reply)["permalink"]
    assert link.endswith(
        f"/archives/{channel}/p{reply.replace('.', '')}?thread_ts={parent}&cid={channel}"
    )


def test_a_reaction_of_the_app_is_put_once(slack, client, tanaka, channel):
    """The second time it is already_reacted."""
    ts = tanaka.message("x", channel)
    place = {"channel": channel, "timestamp": ts}
    client.reactions_add(**place, name="eyes")
    assert refusal(client.reactions_add, **place, name="eyes")["error"] == "already_reacted"
    history = client.conversations_history(channel=channel)
    assert history["messages"][0]["reactions"] == [
        {"name": "eyes", "users": ["U0ANNAI"], "count": 1}
    ]


# Reading


def test_history_has_the_top_level_only_and_replies_has_the_thread(client, tanaka, channel):
    """A reply is not in history; asked for by its ts, history gives the neighbour before it."""
    first = tanaka.message("一", channel)
    parent = tanaka.message("二", channel)
    reply = tanaka.message("返事", channel, parent)
    texts = [one["text"] for one in client.conversations_history(channel=channel)["messages"]]
    assert texts == ["二", "一"]
    nearest = client.conversations_history(channel=channel, latest=reply, inclusive=True, limit=1)
    assert nearest["messages"][0]["ts"] == parent
    thread = client.conversations_replies(channel=channel, ts=parent)["messages"]
    assert [one["text"] for one in thread] == ["二", "返事"]
    assert (thread[0]["reply_count"], thread[0]["latest_reply"]) == (1, reply)
    assert thread[1]["parent_user_id"] == tanaka.id
    alone = client.conversations_replies(channel=channel, ts=reply)["messages"]
    assert [one["ts"] for one in alone] == [reply]
    between = client.conversations_history(channel=channel, oldest=first, latest=reply)["messages"]
    assert [one["ts"] for one in between] == [parent]
    assert (
        refusal(client.conversations_replies, channel=channel, ts="1.1")["error"]
        == "thread_not_found"
    )


def test_metadata_is_read_only_by_who_asks(client, channel):
    """History leaves it out unless include_all_metadata is set."""
    metadata = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    client.chat_postMessage(channel=channel, text="x", metadata=metadata)
    plain = client.conversations_history(channel=channel)["messages"][0]
    full = client.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert full["metadata"] == metadata


def test_long_lists_come_in_pages(slack, client, tanaka, channel):
    """The cursor leads through; a made-up one, or too large a page, is refused."""
    for number in range(5):
        tanaka.message(str(number), channel)
    pages = [page["messages"] for page in client.conversations_history(channel=channel, limit=2)]
    assert [len(page) for page in pages] == [2, 2, 1]
    people = [slack.person(f"社員{number}").id for number in range(4)]
    members = [one["id"] for page in client.users_list(limit=3) for one in page["members"]]
    assert members == ["U0ANNAI", tanaka.id, *people]
    assert refusal(client.users_list, cursor="?")["error"] == "invalid_cursor"
    assert refusal(client.users_list, limit=1001)["error"] == "invalid_limit"


def test_people_are_described_and_outsiders_are_strangers(slack, client):
    """The locale comes only on request; somebody of another company is marked, and in no list."""
    guest = slack.person("客", locale="en-US", outsider=True)
    assert "locale" not in client.users_info(user=guest.id)["user"]
    user = client.users_info(user=guest.id, include_locale=True)["user"]
    assert (user["locale"], user["is_stranger"], user["team_id"]) == ("en-US", True, "T0OTHER")
    assert guest.id not in [one["id"] for one in client.users_list()["members"]]
    assert refusal(client.users_info, user="U404")["error"] == "user_not_found"


def test_conversations_are_described_listed_and_opened(slack, client, tanaka, channel):
    """Private ones are listed only where the app is; a DM is opened with a person, not a bot."""
    slack.channel("closed", bot=False, private=True)
    inside = slack.channel("inner", [tanaka], private=True)
    slack.archive(channel)
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert [one["name"] for one in listed] == ["general", "ai", "inner"]
    active = client.conversations_list(exclude_archived=True)["channels"]
    assert [one["name"] for one in active] == ["general"]
    info = client.conversations_info(channel=inside)["channel"]
    assert (info["is_private"], info["is_member"]) == (True, True)
    dm = client.conversations_open(users=tanaka.id, return_im=True)["channel"]
    assert (dm["id"], dm["is_im"], dm["user"]) == (tanaka.dm_id, True, tanaka.id)
    for users, error in (
        ("", "users_list_not_supplied"),
        ("U404", "user_not_found"),
        ("U0ANNAI", "cannot_dm_bot"),
    ):
        assert (
            refusal(client.api_call, "conversations.open", params={"users": users})["error"]
            == error
        )
    slack.deactivate(tanaka)
    assert refusal(client.conversations_open, users=tanaka.id)["error"] == "user_disabled"


def test_the_bot_can_look_itself_up(client):
    """bots.info leads from the bot's id to its user."""
    assert client.bots_info(bot="B0ANNAI")["bot"]["user_id"] == "U0ANNAI"
    assert refusal(client.bots_info, bot="B404")["error"] == "bot_not_found"


def test_home_is_published_for_a_known_person(slack, client, tanaka):
    """views.publish takes a Home only, minds the hash, and knows nobody else."""
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = client.views_publish(user_id=tanaka.id, view=home)["view"]
    second = client.views_publish(user_id=tanaka.id, view=home, hash=first["hash"])["view"]
    assert second["id"] == first["id"]
    for arguments, error in (
        ({"user_id": "U404", "view": home}, "user_not_found"),
        ({"user_id": tanaka.id, "view": home, "hash": first["hash"]}, "hash_conflict"),
        ({"user_id": tanaka.id, "view": {**home, "type": "modal"}}, "invalid_arguments"),
    ):
        assert refusal(client.views_publish, **arguments)["error"] == error
    slack.take_problems()


def test_calls_are_recorded_with_arguments_and_answers(slack, client, clock, channel):
    """A test can ask what was called, with what, when, and what Slack said."""
    client.chat_postMessage(channel=channel, text="こんにちは")
    (call,) = slack.calls_to("chat.postMessage")
    assert call.arguments["text"] == "こんにちは"
    assert call.response["ts"]
    assert (call.ok, call.status, call.at) == (True, 200, clock())
    assert "こんにちは".encode() not in call.body


def test_every_word_that_left_the_app_can_be_searched(slack, app, over_http, channel, tanaka):
    """Escapes, forms, JSON within forms, answering URLs and acknowledgements hide nothing."""

    @app.command("/can-i-enter")
    def on_command(ack, client, respond):
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "秘密イ"}}
        client.chat_postMessage(channel=channel, text="秘密ア", blocks=json.dumps([section]))
        respond("秘密エ")
        ack(blocks=[section | {"block_id": "秘密オ"}], text="x")

    body = urlencode({"token": slack.bot_token, "user": "秘密ウ"}).encode()
    raw(slack, "users.info", body)
    tanaka.command("/can-i-enter")
    everything = slack.everything_sent_by_app()
    assert [
        word for word in ("ア", "イ", "ウ", "エ", "オ") if f"秘密{word}" not in everything
    ] == []
    assert "秘密オ" not in slack.everything_sent_by_app(acknowledgements=False)
    assert "/api/users.info" in everything
