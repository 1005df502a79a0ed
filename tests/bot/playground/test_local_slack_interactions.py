"""Buttons, menus, shortcuts, the Home tab, and the answering URLs that come with them."""

import pytest

from bot.playground.gestures import NotOnScreenError


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


def test_a_button_in_a_message_sends_the_message_and_where_it_is(client, pressed, tanaka):
    """The payload has container, channel, message and an answering URL; and no view."""
    posted = client.chat_postMessage(
        channel=tanaka.id, text="選んで", blocks=actions(button("はい", value="1"))
    )
    tanaka.click("はい")
    (body,) = pressed
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": tanaka.dm_id,
        "is_ephemeral": False,
    }
    assert body["channel"] == {"id": tanaka.dm_id, "name": "directmessage"}
    assert body["message"]["bot_id"] == "B0ANNAI"
    assert body["user"]["id"] == tanaka.id
    assert "view" not in body
    action = body["actions"][0]
    assert (action["type"], action["block_id"], action["value"]) == ("button", "row", "1")


def test_value_says_which_of_several_buttons_is_meant(client, pressed, tanaka):
    """Rows of a list share an action_id; they differ by value."""
    rows = [
        *actions(button("承認", value="1")),
        {"type": "actions", "elements": [button("承認", value="2")]},
    ]
    client.chat_postMessage(channel=tanaka.id, text="一覧", blocks=rows)
    tanaka.click("承認", "2")
    assert pressed[0]["actions"][0]["value"] == "2"
    with pytest.raises(NotOnScreenError):
        tanaka.click("承認", "3")


def test_an_old_picture_of_a_message_can_still_be_pressed(client, pressed, tanaka):
    """Somebody with a slow screen presses a button that has been taken away meanwhile."""
    posted = client.chat_postMessage(channel=tanaka.id, text="x", blocks=actions(button("承認")))
    picture = tanaka.dm[-1]
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="済み", blocks=[])
    with pytest.raises(NotOnScreenError):
        tanaka.click("承認")
    tanaka.click("承認", on=picture)
    assert len(pressed) == 1


def test_a_press_that_is_not_acknowledged_is_a_problem(client, slack, app, over_http, tanaka):
    """An action without a listener gets 404; the person sees only a sign of trouble."""
    client.chat_postMessage(channel=tanaka.id, text="x", blocks=actions(button("承認", "unknown")))
    tanaka.click("承認")
    assert slack.take_problems() == ["block_actions unknown: not acknowledged: http_error 404"]


def test_a_menu_sends_the_chosen_option(client, pressed, tanaka):
    """The choice is named by value or label; what is not offered cannot be chosen."""
    options = [
        {"text": plain(label), "value": value} for label, value in (("甲", "a"), ("乙", "b"))
    ]
    menu = {"type": "static_select", "action_id": "press", "options": options}
    more = {"type": "overflow", "action_id": "more", "options": options}
    client.chat_postMessage(channel=tanaka.id, text="x", blocks=actions(menu, more))
    tanaka.click("press", "乙")
    assert pressed[0]["actions"][0]["selected_option"] == options[1]
    assert pressed[0]["state"]["values"]["row"]["press"]["selected_option"] == options[1]


def test_a_choice_in_a_modal_is_kept_and_sent_if_it_is_asked_for(client, app, over_http, tanaka):
    """An input dispatches only with dispatch_action; either way the choice is in the state."""
    options = [{"text": plain("甲"), "value": "a"}]
    got = []

    @app.action("loud")
    def on_loud(ack, body):
        got.append(body)
        ack()

    def field(name, **rest):
        menu = {"type": "static_select", "action_id": name, "options": options}
        return {"type": "input", "block_id": name, "label": plain(name), "element": menu, **rest}

    @app.global_shortcut("open")
    def on_open(ack, body):
        blocks = [field("quiet"), field("loud", dispatch_action=True)]
        view = {"type": "modal", "title": plain("t"), "submit": plain("s"), "blocks": blocks}
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    tanaka.global_shortcut("open")
    tanaka.click("quiet", "甲")
    assert got == []
    tanaka.click("loud", "甲")
    (body,) = got
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    values = body["view"]["state"]["values"]
    assert [values[name][name]["selected_option"]["value"] for name in ("quiet", "loud")] == [
        "a",
        "a",
    ]
    assert "response_url" not in body


def test_a_menu_that_the_app_fills_offers_what_the_app_answers(
    client, slack, app, over_http, tanaka
):
    """A hundred options are shown and can be chosen; more show as none, with no error."""
    size: list[int] = []

    @app.options("find")
    def on_options(ack, payload):
        many = [{"text": plain(f"{payload['value']}{n}"), "value": str(n)} for n in range(size[-1])]
        ack(options=many)

    @app.action("find")
    def on_choice(ack):
        ack()

    menu = {"type": "external_select", "action_id": "find", "placeholder": plain("探す")}
    client.chat_postMessage(channel=tanaka.id, text="x", blocks=actions(menu))
    size.append(100)
    assert tanaka.options("探す", "見積")[:2] == ["見積0", "見積1"]
    tanaka.click("find", "見積7")
    size.append(101)
    assert tanaka.options("find", "見積") == []
    assert "no more than 100 items allowed" in slack.take_problems()[0]


def test_a_message_shortcut_works_where_the_app_is_not(slack, app, over_http, tanaka):
    """It brings the message itself, from a channel whose history the app may not read."""
    got = []

    @app.message_shortcut("check.message")
    def on_shortcut(ack, body):
        got.append(body)
        ack()

    sato = slack.person("佐藤")
    channel = slack.channel("sales", [tanaka, sato], bot=False, private=True)
    ts = sato.message("見積 <100万円>", channel)
    tanaka.shortcut("check.message", message_ts=ts)
    (body,) = got
    assert body["type"] == "message_action"
    assert body["message"]["text"] == "見積 &lt;100万円&gt;"
    assert body["message"]["user"] == sato.id
    assert body["message_ts"] == ts
    assert body["channel"] == {"id": channel, "name": "privategroup"}
    assert {"trigger_id", "response_url", "action_ts", "team", "token"} <= set(body)


def test_a_shortcut_on_a_message_out_of_sight_is_impossible(slack, tanaka):
    """A person can only use the menu of a message that they see."""
    other = slack.channel("secret", [slack.person("佐藤")], private=True)
    ts = slack.person("佐藤").message("x", other)
    with pytest.raises(NotOnScreenError):
        tanaka.shortcut("check.message", message_ts=ts)


def test_home_is_published_when_it_is_opened(app, over_http, client, slack, tanaka):
    """Opening the tab is an event; the second time it brings the view that is there."""
    got = []

    @app.event("app_home_opened")
    def on_home(event):
        got.append(event)
        block = {"type": "section", "text": {"type": "mrkdwn", "text": "ようこそ"}}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    assert tanaka.home is None
    assert tanaka.open_home().text == "== home ==\nようこそ"
    tanaka.open_home()
    assert tanaka.screen == "== home ==\nようこそ"
    assert slack.person("佐藤").home is None
    assert "view" not in got[0]
    assert got[1]["view"]["id"] == tanaka.open_home().view["id"]
    assert (got[1]["tab"], got[1]["channel"]) == ("home", tanaka.dm_id)
