"""The control API: what a person does on a page goes the way of the actors."""

import base64

import pytest

TEXT = {"type": "plain_text", "text": "文"}
OPTIONS = [{"text": {"type": "plain_text", "text": f"選択{n}"}, "value": f"v{n}"} for n in (1, 2)]


def element(kind, **more):
    return {"type": kind, "action_id": kind, **more}


ELEMENTS = [
    (element("plain_text_input"), "打った文", {"value": "打った文"}),
    (element("email_text_input"), "a@example.com", {"value": "a@example.com"}),
    (element("url_text_input"), "https://example.com", {"value": "https://example.com"}),
    (element("number_input", is_decimal_allowed=False), "12", {"value": "12"}),
    (element("static_select", options=OPTIONS), "v2", {"selected_option": OPTIONS[1]}),
    (element("radio_buttons", options=OPTIONS), "v1", {"selected_option": OPTIONS[0]}),
    (element("checkboxes", options=OPTIONS), ["v1", "v2"], {"selected_options": OPTIONS}),
    (
        element("multi_static_select", options=OPTIONS),
        ["v2"],
        {"selected_options": [OPTIONS[1]]},
    ),
    (element("datepicker"), "2026-11-25", {"selected_date": "2026-11-25"}),
    (element("timepicker"), "09:30", {"selected_time": "09:30"}),
    (element("datetimepicker"), 1_764_032_400, {"selected_date_time": 1_764_032_400}),
    (element("users_select"), "U0ANNAI", {"selected_user": "U0ANNAI"}),
    (element("multi_users_select"), ["U0ANNAI"], {"selected_users": ["U0ANNAI"]}),
    (element("channels_select"), "C00000001", {"selected_channel": "C00000001"}),
    (element("conversations_select"), "C00000001", {"selected_conversation": "C00000001"}),
    (
        element("multi_channels_select"),
        ["C00000001"],
        {"selected_channels": ["C00000001"]},
    ),
]
WRONG = [
    (element("plain_text_input"), 3, "invalid_arguments"),
    (element("plain_text_input"), "x" * 40_001, "invalid_arguments"),
    (element("static_select", options=OPTIONS), "v3", "no_such_choice"),
    (element("checkboxes", options=OPTIONS), ["v1", 2], "invalid_arguments"),
    (element("datepicker"), "25.11.2026", "invalid_arguments"),
    (element("timepicker"), "9:30", "invalid_arguments"),
    (element("datetimepicker"), "2026-11-25", "invalid_arguments"),
    (element("users_select"), "U-none", "no_such_choice"),
    (element("file_input"), ["F-none"], "no_such_choice"),
    (element("file_input"), [{"name": "a", "content": "%"}], "invalid_arguments"),
    (element("rich_text_input"), ["x"], "invalid_arguments"),
]


def modal(*blocks, **more):
    return {
        "type": "modal",
        "callback_id": "form",
        "title": TEXT,
        "submit": TEXT,
        "blocks": list(blocks),
        **more,
    }


def field(of, **more):
    return {"type": "input", "block_id": "b", "label": TEXT, "element": of, **more}


@pytest.fixture
def opened(page, app, over_http, tanaka):
    """Open this view, as /form does; return its id."""

    def open_view(view):
        @app.command("/form")
        def on_form(ack, body, client):
            client.views_open(trigger_id=body["trigger_id"], view=view)
            ack()

        room = page.slack.workspace.general
        assert page.act(tanaka, "command", channel=room, command="/form")["ok"]
        return page.state(tanaka)["modals"][-1]["id"]

    return open_view


@pytest.fixture
def submitted(app):
    """The values of each submission."""
    seen = []

    @app.view("form")
    def on_form(ack, view):
        seen.append(view["state"]["values"])
        ack()

    return seen


@pytest.mark.parametrize(("of", "value", "state"), ELEMENTS, ids=lambda one: str(one)[:20])
def test_each_element_is_filled_in_and_sent(page, opened, submitted, tanaka, of, value, state):
    """The app gets what Slack would send; a reload meanwhile finds it still there."""
    view = opened(modal(field(of)))
    values = {"b": {of["action_id"]: value}}
    assert page.act(tanaka, "fill", view=view, values=values)["ok"]
    kept = page.state(tanaka)["modals"][-1]["values"]["b"][of["action_id"]]
    assert kept == {"type": of["type"], **state}
    assert page.act(tanaka, "submit", view=view)["errors"] == {}
    assert submitted == [{"b": {of["action_id"]: kept}}]
    assert page.state(tanaka)["modals"] == []


@pytest.mark.parametrize(("of", "value", "error"), WRONG, ids=lambda one: str(one)[:20])
def test_what_no_page_of_ours_sends_is_refused(page, opened, tanaka, of, value, error):
    """And the form stays as it was."""
    view = opened(modal(field(of)))
    before = page.state(tanaka)["modals"]
    answer = page.act(tanaka, "submit", view=view, values={"b": {of["action_id"]: value}})
    assert (answer["ok"], answer["error"]) == (False, error)
    assert page.state(tanaka)["modals"] == before


def test_rich_text_may_be_typed_as_plain_words(page, opened, submitted, tanaka):
    """The server makes of it what Slack's editor would."""
    view = opened(modal(field(element("rich_text_input"))))
    page.act(tanaka, "submit", view=view, values={"b": {"rich_text_input": "見て @田中"}})
    (values,) = submitted
    section = values["b"]["rich_text_input"]["rich_text_value"]["elements"][0]
    assert section["elements"][1] == {"type": "user", "user_id": tanaka.id}


def test_a_file_in_a_form_reaches_the_app(page, slack, opened, submitted, tanaka):
    """With its name and content; a file that is there already may be kept by its id."""
    view = opened(modal(field(element("file_input"))))
    new = {"name": "../a.txt", "content": base64.b64encode(b"abc").decode()}
    page.act(tanaka, "fill", view=view, values={"b": {"file_input": [new]}})
    ident = page.state(tanaka)["modals"][-1]["values"]["b"]["file_input"]["files"][0]["id"]
    page.act(tanaka, "submit", view=view, values={"b": {"file_input": [ident]}})
    (file,) = submitted[0]["b"]["file_input"]["files"]
    assert (file["name"], slack.workspace.contents[file["id"]]) == (".._a.txt", b"abc")


def test_a_required_field_is_asked_for_before_anything_is_sent(page, opened, submitted, tanaka):
    """In the person's language, as Slack's client does."""
    view = opened(modal(field(element("plain_text_input"))))
    answer = page.act(tanaka, "submit", view=view)
    assert answer["errors"] == {"b": "この必須項目を入力してください。"}
    assert page.state(tanaka)["modals"][-1]["errors"] == answer["errors"]
    assert submitted == []


def test_errors_of_the_app_stand_at_their_fields(page, app, opened, tanaka):
    """The modal stays open with what was typed."""

    @app.view("form")
    def on_form(ack):
        ack(response_action="errors", errors={"b": "短くしてください"})

    view = opened(modal(field(element("plain_text_input"))))
    answer = page.act(tanaka, "submit", view=view, values={"b": {"plain_text_input": "長い"}})
    assert answer["errors"] == {"b": "短くしてください"}
    (shown,) = page.state(tanaka)["modals"]
    assert shown["values"]["b"]["plain_text_input"]["value"] == "長い"


def test_modals_stack_up_to_three_and_only_the_top_one_can_be_used(page, app, opened, tanaka):
    """A fourth is refused to the app as Slack does; what is below cannot be pressed."""
    button = {"type": "button", "action_id": "more", "text": TEXT}
    view = modal({"type": "actions", "block_id": "a", "elements": [button]}, notify_on_close=True)
    refused, closed = [], []

    @app.action("more")
    def on_more(ack, body, client):
        ack()
        answer = client.api_call(
            "views.push", json={"trigger_id": body["trigger_id"], "view": view}
        )
        refused.append(answer["ok"])

    @app.view_closed("form")
    def on_closed(ack, body):
        closed.append(body["is_cleared"])
        ack()

    first = opened(view)
    more = {"block_id": "a", "action_id": "more"}
    for _ in range(2):
        top = page.state(tanaka)["modals"][-1]["id"]
        assert page.act(tanaka, "press", on={"view": top}, **more)["ok"]
    assert len(page.state(tanaka)["modals"]) == 3
    assert page.act(tanaka, "press", on={"view": first}, **more)["error"] == "not_on_screen"
    top = page.state(tanaka)["modals"][-1]["id"]
    page.act(tanaka, "close", view=top)
    assert (len(page.state(tanaka)["modals"]), closed) == (2, [False])
    top = page.state(tanaka)["modals"][-1]["id"]
    page.act(tanaka, "close", view=top, everything=True)
    assert (page.state(tanaka)["modals"], closed) == ([], [False, True, True])
    assert refused == [True, True]


def test_a_press_in_a_modal_takes_along_what_was_typed(page, app, opened, tanaka):
    """As Slack sends a view's state with each action."""
    seen = []

    @app.action("go")
    def on_go(ack, body):
        seen.append(body["view"]["state"]["values"]["b"]["plain_text_input"]["value"])
        ack()

    button = {"type": "button", "action_id": "go", "text": TEXT}
    view = opened(
        modal(
            field(element("plain_text_input")),
            {"type": "actions", "block_id": "a", "elements": [button]},
        )
    )
    values = {"b": {"plain_text_input": "打った"}}
    page.act(tanaka, "press", on={"view": view}, block_id="a", action_id="go", values=values)
    assert seen == ["打った"]


def test_buttons_in_messages_and_in_private_lines_can_be_pressed(page, app, over_http, tanaka):
    """By their ids, on the very message that is meant."""
    seen = []

    @app.action("go")
    def on_go(ack, body, action):
        seen.append((body["container"]["message_ts"], action["value"]))
        ack()

    button = {"type": "button", "action_id": "go", "text": TEXT, "value": "x"}
    blocks = [{"type": "actions", "block_id": "a", "elements": [button]}]
    room = page.slack.channel("営業", [tanaka])
    posted = app.client.chat_postMessage(channel=room, text="文", blocks=blocks)["ts"]
    whispered = app.client.chat_postEphemeral(
        channel=room, user=tanaka.id, text="文", blocks=blocks
    )["message_ts"]
    for ts in (posted, whispered):
        on = {"channel": room, "ts": ts}
        assert page.act(tanaka, "press", on=on, block_id="a", action_id="go")["notice"] == ""
    assert seen == [(posted, "x"), (whispered, "x")]
    gone = {"channel": room, "ts": "1.1"}
    assert page.act(tanaka, "press", on=gone, block_id="a", action_id="go")["status"] == 404
    on = {"channel": room, "ts": posted}
    answer = page.act(tanaka, "press", on=on, block_id="a", action_id="none")
    assert answer["error"] == "not_on_screen"


def test_an_external_menu_offers_what_the_app_offers(page, app, opened, submitted, tanaka):
    """And takes what it has offered, even after another search."""

    @app.options("external_select")
    def on_search(ack, payload):
        text = {"type": "plain_text", "text": payload["value"]}
        ack(options=[{"text": text, "value": payload["value"]}])

    view = opened(modal(field(element("external_select", min_query_length=1))))
    place = {"on": {"view": view}, "block_id": "b", "action_id": "external_select"}
    offered = page.act(tanaka, "options", typed="北", **place)["options"]
    assert offered[0]["value"] == "北"
    page.act(tanaka, "fill", view=view, values={"b": {"external_select": "北"}})
    page.act(tanaka, "options", typed="南", **place)
    page.act(tanaka, "submit", view=view, values={"b": {"external_select": "北"}})
    assert submitted[0]["b"]["external_select"]["selected_option"]["value"] == "北"


def test_a_command_that_fails_is_said_by_slackbot(page, slack, app, over_http, tanaka):
    """For the person alone, with the error that Slack names."""

    @app.command("/broken")
    def on_broken(ack):
        raise RuntimeError

    page.act(tanaka, "command", channel=slack.workspace.general, command="/broken")
    (line,) = page.messages(tanaka, slack.workspace.general)
    assert (line["ephemeral"], line["author"]["name"]) == (True, "Slackbot")
    assert "http_service_error" in line["text"]
    assert len(slack.take_problems()) == 1


def test_what_does_not_reach_the_app_is_said_in_passing(page, slack, app, over_http, tanaka):
    """A shortcut and a button have no place of their own for that."""
    over_http.stop()
    button = {"type": "button", "action_id": "go", "text": TEXT}
    blocks = [{"type": "actions", "block_id": "a", "elements": [button]}]
    room = slack.workspace.general
    slack.workspace.join(room, "U0ANNAI")
    ts = app.client.chat_postMessage(channel=room, text="文", blocks=blocks)["ts"]
    slack.settle()
    on = {"channel": room, "ts": ts}
    acts = [
        ("global_shortcut", {"callback_id": "x"}),
        ("message_shortcut", {"callback_id": "x", **on}),
        ("press", {"on": on, "block_id": "a", "action_id": "go"}),
    ]
    for do, more in acts:
        assert page.act(tanaka, do, **more)["notice"] == (
            "接続できませんでした。もう一度お試しください。"
        )
    slack.take_problems()


def test_home_is_opened_and_shown(page, app, over_http, tanaka):
    """What the app publishes for the person."""

    @app.event("app_home_opened")
    def on_home(event, client):
        blocks = [{"type": "section", "text": TEXT}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    assert page.state(tanaka)["home"] is None
    page.act(tanaka, "open_home")
    assert page.state(tanaka)["home"]["view"]["blocks"][0]["text"]["text"] == "文"
