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
