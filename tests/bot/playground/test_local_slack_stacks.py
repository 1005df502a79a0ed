"""Triggers, stacks and updates of modals: what views.* allows, and when."""

import pytest
from slack_sdk.errors import SlackApiError


def plain(text):
    return {"type": "plain_text", "text": text}


def text_input(block_id="text", **element):
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("入力文"),
        "element": {"type": "plain_text_input", "action_id": "typed", **element},
    }


def modal(*blocks, title="確認", **rest):
    return {
        "type": "modal",
        "callback_id": "check.ask",
        "title": plain(title),
        "submit": plain("確認する"),
        "close": plain("やめる"),
        "blocks": list(blocks) or [text_input()],
        **rest,
    }


def test_view_closed_is_told_to_those_that_ask_for_it(app, over_http, client, tanaka):
    """Only a view with notify_on_close is told of, and whether all was cleared with it."""
    views, closed = [modal(), modal(notify_on_close=True), modal(notify_on_close=True)], []

    @app.view_closed("check.ask")
    def on_close(ack, body):
        closed.append(body["is_cleared"])
        ack()

    @app.global_shortcut("open")
    def on_open(ack, body):
        client.views_open(trigger_id=body["trigger_id"], view=views.pop(0))
        ack()

    for everything in (False, False, True):
        tanaka.global_shortcut("open")
        tanaka.close(everything=everything)
    assert closed == [False, True]


def test_typed_text_survives_an_update_where_the_ids_stay(app, over_http, client, tanaka):
    """views.update keeps drafts by block_id and action_id, and drops the others."""

    @app.global_shortcut("open")
    def on_open(ack, body):
        client.views_open(
            trigger_id=body["trigger_id"], view=modal(text_input("one"), text_input("two"))
        )
        ack()

    surface = tanaka.global_shortcut("open")
    tanaka.fill(one="一", two="二")
    client.views_update(
        view_id=surface.view["id"], view=modal(text_input("one"), text_input("three"))
    )
    assert tanaka.modal.view["state"]["values"] == {
        "one": {"typed": {"type": "plain_text_input", "value": "一"}},
        "three": {"typed": {"type": "plain_text_input", "value": None}},
    }
    client.views_update(view_id=surface.view["id"], view=modal(text_input("two")))
    assert tanaka.modal.view["state"]["values"]["two"]["typed"]["value"] is None


def test_an_old_or_used_trigger_opens_nothing(app, over_http, client, clock, tanaka):
    """A trigger is good once, and for three seconds of the workspace's clock."""
    triggers = []

    @app.global_shortcut("open")
    def on_open(ack, body):
        triggers.append(body["trigger_id"])
        ack()

    tanaka.global_shortcut("open")
    tanaka.global_shortcut("open")
    client.views_open(trigger_id=triggers[0], view=modal())
    for trigger, seconds, error in (
        (triggers[0], 0, "exchanged_trigger_id"),
        (triggers[1], 3.1, "expired_trigger_id"),
        ("1.2.3", 0, "invalid_trigger_id"),
    ):
        clock.advance(seconds=seconds)
        with pytest.raises(SlackApiError) as refused:
            client.views_open(trigger_id=trigger, view=modal())
        assert refused.value.response["error"] == error


def test_push_needs_a_modal_below_and_stops_at_three(app, over_http, client, slack, tanaka):
    """views.push goes on top of the modal in which the gesture was, up to three."""
    button = {"type": "button", "action_id": "more", "text": plain("もっと")}
    view = modal({"type": "actions", "elements": [button]})

    @app.global_shortcut("open")
    def on_open(ack, body):
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    answers = []

    @app.action("more")
    def on_more(ack, body):
        ack()
        try:
            client.views_push(trigger_id=body["trigger_id"], view=view)
        except SlackApiError as refused:
            answers.append(refused.response["error"])

    tanaka.global_shortcut("open")
    for _ in range(3):
        tanaka.click("もっと")
    assert answers == ["push_limit_reached"]
    assert len(slack.workspace.modals_of(tanaka.id)) == 3


def test_update_minds_hash_and_external_id(app, over_http, client, tanaka):
    """An outdated hash is refused, a closed view is not found, an external id finds its view."""

    @app.global_shortcut("open")
    def on_open(ack, body):
        client.views_open(trigger_id=body["trigger_id"], view=modal(external_id="e-1"))
        ack()

    surface = tanaka.global_shortcut("open")
    old = surface.view
    client.views_update(external_id="e-1", view=modal(title="二"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=old["id"], hash=old["hash"], view=modal(title="三"))
    tanaka.close()
    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(view_id=old["id"], view=modal())
