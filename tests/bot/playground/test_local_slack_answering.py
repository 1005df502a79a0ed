"""Answering URLs: what they do to the message that was acted on, where they work, how often."""

import json

import pytest
from slack_sdk.webhook import WebhookClient


def plain(text):
    return {"type": "plain_text", "text": text}


def button(label, action_id="press", **rest):
    return {"type": "button", "text": plain(label), "action_id": action_id, **rest}


def actions(*elements):
    return [{"type": "actions", "block_id": "row", "elements": list(elements)}]


@pytest.fixture
def pressed(app, over_http):
    """What the app gets when `press` is pressed; it only acknowledges."""
    bodies = []

    @app.action("press")
    def on_press(ack, body):
        bodies.append(body)
        ack()

    return bodies


def answer(url, **content):
    """Post to an answering URL as slack_sdk does; return the status."""
    return WebhookClient(url, retry_handlers=[]).send_dict(content).status_code


def test_an_ephemeral_is_pressed_without_its_content(client, slack, pressed, tanaka):
    """Slack does not send an ephemeral's content along; the answering URL can replace it."""
    channel = slack.channel("ai", [tanaka])
    client.chat_postEphemeral(
        channel=channel, user=tanaka.id, text="x", blocks=actions(button("消す"))
    )
    tanaka.click("消す")
    (body,) = pressed
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    assert answer(body["response_url"], replace_original="true", text="消しました") == 200
    assert [one.text for one in tanaka.ephemerals] == ["消しました"]
    assert answer(body["response_url"], delete_original=True) == 200
    assert tanaka.ephemerals == []


def test_an_answering_url_replaces_deletes_or_adds(client, slack, pressed, tanaka):
    """For a message: replaced in place, a line for one, a message for all, deleted."""
    channel = slack.channel("ai", [tanaka])
    client.chat_postMessage(channel=channel, text="x", blocks=actions(button("承認")))
    tanaka.click("承認")
    url = pressed[0]["response_url"]
    answer(url, replace_original=True, text="承認済み")
    assert [one.text for one in tanaka.messages(channel)] == ["承認済み"]
    answer(url, text="あなただけに")
    assert [one.text for one in tanaka.ephemerals] == ["あなただけに"]
    answer(url, text="皆さんに", response_type="in_channel")
    assert [one.text for one in tanaka.messages(channel)] == ["承認済み", "皆さんに"]
    answer(url, delete_original="true")
    assert [one.text for one in tanaka.messages(channel)] == ["皆さんに"]


def test_an_answering_url_works_five_times(client, pressed, tanaka):
    """The sixth answer is refused with 404 used_url."""
    client.chat_postMessage(channel=tanaka.id, text="x", blocks=actions(button("承認")))
    tanaka.click("承認")
    url = pressed[0]["response_url"]
    assert [answer(url, text=str(n)) for n in range(6)] == [200] * 5 + [404]
    assert [one.text for one in tanaka.ephemerals] == list("01234")


def test_an_answering_url_works_for_thirty_minutes(client, clock, pressed, tanaka):
    """After that, and for an address that never was, the answer is expired_url."""
    client.chat_postMessage(channel=tanaka.id, text="x", blocks=actions(button("承認")))
    tanaka.click("承認")
    url = pressed[0]["response_url"]
    clock.advance(minutes=30)
    assert answer(url, text="間に合う") == 200
    clock.advance(seconds=1)
    for late in (url, url + "0"):
        refused = WebhookClient(late, retry_handlers=[]).send(text="x")
        assert (refused.status_code, json.loads(refused.body)["error"]) == (404, "expired_url")


def test_wrong_blocks_at_an_answering_url_are_a_problem(client, slack, pressed, tanaka):
    """The same limits hold there as for any message."""
    client.chat_postMessage(channel=tanaka.id, text="x", blocks=actions(button("承認")))
    tanaka.click("承認")
    assert answer(pressed[0]["response_url"], text="x", blocks=[{"type": "nonsense"}]) == 404
    assert "unsupported type: nonsense" in slack.take_problems()[0]


def test_an_answer_reaches_a_dm_that_the_app_is_not_in(slack, app, over_http, client, tanaka):
    """In a DM between two people posting fails, and the answer to the command works."""
    sato = slack.person("佐藤")
    private = slack.dm_between(tanaka, sato)
    urls = []

    @app.command("/can-i-enter")
    def on_command(ack, body):
        urls.append(body["response_url"])
        ack()

    tanaka.command("/can-i-enter", "見積", channel=private)
    assert answer(urls[0], text="△") == 200
    assert tanaka.screen == "△"
    assert sato.screen == ""


def test_a_conversation_chosen_in_a_modal_gets_an_answering_url(
    app, over_http, client, slack, tanaka
):
    """response_url_enabled gives the submission a URL that writes into the chosen channel."""
    got = []
    channel = slack.channel("ai", [tanaka], bot=False)

    @app.global_shortcut("open")
    def on_open(ack, body):
        menu = {"type": "conversations_select", "action_id": "to", "response_url_enabled": True}
        field = {"type": "input", "block_id": "to", "label": plain("送り先"), "element": menu}
        view = {
            "type": "modal", "callback_id": "send", "title": plain("t"), "submit": plain("s"),
            "blocks": [field],
        }  # fmt: skip
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view("send")
    def on_send(ack, body):
        got.extend(body["response_urls"])
        ack()

    tanaka.global_shortcut("open")
    tanaka.submit(to=channel)
    assert got[0]["channel_id"] == channel
    answer(got[0]["response_url"], text="届きました", response_type="in_channel")
    assert [one.text for one in tanaka.messages(channel)] == ["届きました"]
