"""Slash commands: what the app gets, and what the person sees of the answer."""

import pytest
from werkzeug.wrappers import Response

from bot.playground.envelopes import Answer
from bot.playground.http_server import HttpServer
from bot.playground.installation import Installation
from bot.playground.server import LocalSlack


@pytest.fixture
def heard(app, over_http):
    """What the app's command listener got; it answers with the text that it got."""
    bodies = []

    @app.command("/can-i-enter")
    def on_command(ack, body):
        bodies.append(body)
        ack(f"聞きました: {body['text']}")

    return bodies


def test_the_answer_in_the_acknowledgement_is_for_the_person_alone(slack, heard, tanaka):
    """A text acknowledgement becomes a line that only the person who asked can see."""
    sato = slack.person("佐藤")
    surface = tanaka.command("/can-i-enter", "見積書")
    assert (surface.kind, surface.text) == ("ephemeral", "聞きました: 見積書")
    assert tanaka.screen == "聞きました: 見積書"
    assert sato.screen == ""


def test_a_command_has_the_keys_of_a_real_one(slack, heard, tanaka):
    """The form has what Slack sends, all of it text, and nothing about threads."""
    tanaka.command("/can-i-enter", "a", channel=tanaka.dm_id)
    body = heard[0]
    assert set(body) == {
        "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name",
        "command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
    }  # fmt: skip
    assert body["channel_name"] == "directmessage"
    assert body["user_id"] == tanaka.id


def test_typed_text_arrives_encoded_and_wrapped(slack, heard, tanaka):
    """Slack encodes three characters and wraps addresses, people and channels."""
    tanaka.command("/can-i-enter", "R&D <案> hanako@example.co.jp https://example.co.jp/?a=1&b=2")
    assert heard[0]["text"] == (
        "R&amp;D &lt;案&gt; <mailto:hanako@example.co.jp|hanako@example.co.jp>"
        " <https://example.co.jp/?a=1&amp;b=2>"
    )
    tanaka.command("/can-i-enter", "@田中さんと #generalへ")
    assert heard[1]["text"] == f"<@{tanaka.id}|田中>さんと <#{slack.workspace.general}|general>へ"


def test_a_command_that_does_not_escape_keeps_names_and_addresses_as_typed(clock):
    """Without should_escape only the three characters are encoded; unknown commands do not exist."""
    seen = []

    class Listening:
        def carry(self, envelope):
            seen.append(envelope.payload["text"])
            return Answer(200)

    installation = Installation(commands={"/can-i-enter": False})
    with LocalSlack(clock, installation=installation) as slack:
        slack.delivery.carrier = Listening()
        tanaka = slack.person("田中")
        tanaka.command("/can-i-enter", "@田中 a@example.co.jp <b>")
        tanaka.command("/other", "x")
    assert seen == ["@田中 a@example.co.jp &lt;b&gt;"]
    assert tanaka.screen == "/other is not a valid command."


def test_blocks_in_the_acknowledgement_are_shown(app, over_http, tanaka):
    """An acknowledgement with blocks is a message like any other, with buttons to press."""

    @app.command("/can-i-enter")
    def on_command(ack):
        button = {
            "type": "button",
            "text": {"type": "plain_text", "text": "担当に聞く"},
            "action_id": "ask",
        }
        ack(text="△", blocks=[{"type": "actions", "elements": [button]}])

    surface = tanaka.command("/can-i-enter")
    assert surface.text == "[担当に聞く] -> ask"
    assert surface.buttons == ["担当に聞く"]


def test_an_answer_to_all_shows_the_command_to_all(slack, app, over_http, tanaka):
    """With in_channel even the words after the command become visible to everybody."""

    @app.command("/can-i-enter")
    def on_command(ack):
        ack(text="◯", response_type="in_channel")

    sato = slack.person("佐藤")
    tanaka.command("/can-i-enter", "ひみつ")
    assert [one.text for one in sato.surfaces] == ["/can-i-enter ひみつ", "◯"]


def test_blocks_that_slack_refuses_are_a_problem_and_an_error_to_the_person(
    slack, app, over_http, tanaka
):
    """The app is never told that its acknowledgement was wrong, so the test must be."""

    @app.command("/can-i-enter")
    def on_command(ack):
        ack(text="△", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "あ" * 3001}}])

    tanaka.command("/can-i-enter")
    assert tanaka.screen == '/can-i-enter failed with the error "invalid_blocks"'
    (problem,) = slack.take_problems()
    assert "must be less than 3001 characters [json-pointer:/blocks/0/text/text]" in problem


def test_an_app_that_takes_too_long_shows_as_operation_timeout(clock, app, over_http, client):
    """After the seconds that Slack gives, the person sees Slack's own line."""
    with LocalSlack(clock, seconds_to_answer=0.05) as hasty:
        hasty.send_to(f"{over_http.url}/slack/events", "local-signing-secret")

        @app.command("/can-i-enter")
        def on_command(ack):
            hasty.faults.wait(1)
            ack("遅れました")

        tanaka = hasty.person("田中")
        tanaka.command("/can-i-enter", "見積")
        assert tanaka.screen == '/can-i-enter failed with the error "operation_timeout"'
        assert len(hasty.take_problems()) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(404, "http_client_error"), (500, "http_service_error")]
)
def test_an_http_error_is_shown_by_its_kind(slack, tanaka, status, error):
    """A command without a listener is 404 and one that raises 500; Slack names the two apart."""
    server = HttpServer(Response("", status))
    server.start()
    slack.send_to(server.url, "s")
    tanaka.command("/can-i-enter")
    server.stop()
    assert tanaka.screen == f'/can-i-enter failed with the error "{error}"'
    slack.take_problems()


def test_an_app_that_is_not_there_shows_as_dispatch_failed(slack, tanaka):
    """With no connection and no address there is nobody to send a command to."""
    tanaka.command("/can-i-enter")
    assert tanaka.screen == '/can-i-enter failed with the error "dispatch_failed"'
    slack.take_problems()


def test_a_wrong_signing_secret_is_refused_by_the_app(slack, app, over_http, tanaka):
    """Delivery is signed: an app that knows another secret says 401."""
    slack.send_to(f"{over_http.url}/slack/events", "another-secret")
    tanaka.command("/can-i-enter")
    assert tanaka.screen == '/can-i-enter failed with the error "http_client_error"'
    slack.take_problems()


def test_the_request_url_echoes_the_challenge(slack, over_http):
    """The app passes the check that Slack makes when its address is entered."""
    assert slack.verify_url()
