"""Modals: opening, typing, submitting, and what the acknowledgement makes of them."""

import pytest

from bot.playground.forms import NoSuchChoiceError, chosen_state
from bot.playground.gestures import NotOnScreenError


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


@pytest.fixture
def opens(app, over_http):
    """Makes the app open the given view at /open; returns what listeners get afterwards."""
    got = []

    def prepare(shown, answer=None):
        @app.command("/open")
        def on_open(ack, body, client):
            client.views_open(trigger_id=body["trigger_id"], view=shown)
            ack()

        @app.view("check.ask")
        def on_submit(ack, body):
            got.append(body)
            ack(**(answer or {}))

        return got

    return prepare


def test_a_modal_opens_and_is_sent_with_what_was_typed(opens, tanaka):
    """The values arrive as typed: unlike messages, a modal's input is not encoded."""
    got = opens(modal())
    surface = tanaka.command("/open")
    assert surface.kind == "modal"
    assert tanaka.submit(text="R&D <案>\n二行目") is None
    assert got[0]["view"]["state"]["values"] == {
        "text": {"typed": {"type": "plain_text_input", "value": "R&D <案>\n二行目"}}
    }
    assert tanaka.modal is None


def test_a_field_is_named_by_block_action_or_label(opens, tanaka):
    """A test may use whichever of the three it knows."""
    got = opens(modal())
    for name in ("text", "typed", "入力文"):
        tanaka.command("/open")
        tanaka.submit({name: name})
    typed = [body["view"]["state"]["values"]["text"]["typed"]["value"] for body in got]
    assert typed == ["text", "typed", "入力文"]


def test_what_stands_in_the_fields_at_first_is_sent_along(opens, tanaka):
    """Initial values count as entered, and untouched empty fields are null or an empty list."""
    option = {"text": plain("会社の"), "value": "company"}
    menu = {"type": "static_select", "action_id": "a", "options": [option]}
    boxes = {"type": "checkboxes", "action_id": "c", "options": [option]}
    got = opens(
        modal(
            text_input(initial_value="はじめから"),
            {
                "type": "input",
                "block_id": "account",
                "label": plain("口座"),
                "element": menu | {"initial_option": option},
            },
            {
                "type": "input",
                "block_id": "boxes",
                "label": plain("箱"),
                "optional": True,
                "element": boxes,
            },
        )
    )
    tanaka.command("/open")
    tanaka.submit()
    values = got[0]["view"]["state"]["values"]
    assert values["text"]["typed"]["value"] == "はじめから"
    assert values["account"]["a"]["selected_option"] == option
    assert values["boxes"]["c"] == {"type": "checkboxes", "selected_options": []}


def test_the_client_refuses_an_empty_required_field_by_itself(opens, tanaka):
    """Nothing is sent; the person sees it in their language, and can go on."""
    got = opens(modal())
    tanaka.command("/open")
    surface = tanaka.submit()
    assert surface.errors == {"text": "この必須項目を入力してください。"}
    assert "! この必須項目を入力してください。" in surface.text
    assert got == []
    tanaka.submit(text="はい")
    assert len(got) == 1


@pytest.mark.parametrize(
    ("element", "typed", "says"),
    [
        ({"min_length": 3}, "あ", "3 文字以上で入力してください。"),
        ({"max_length": 3}, "ああああ", "3 文字以内で入力してください。"),
        ({"type": "email_text_input"}, "x", "有効なメールアドレスを入力してください。"),
        ({"type": "url_text_input"}, "x", "有効な URL を入力してください。"),
        ({"type": "number_input", "is_decimal_allowed": False}, "x", "数値を入力してください。"),
    ],
)
def test_the_client_refuses_what_does_not_fit_a_field(opens, tanaka, element, typed, says):
    """Length and form are checked before the app hears of it."""
    got = opens(modal(text_input(**element)))
    tanaka.command("/open")
    assert tanaka.submit(text=typed).errors == {"text": says}
    assert got == []


def test_field_errors_of_the_app_are_seen_and_the_text_stays(opens, tanaka):
    """response_action errors keeps the modal, with the error and with what was typed."""
    opens(modal(), {"response_action": "errors", "errors": {"text": "短くしてください"}})
    tanaka.command("/open")
    surface = tanaka.submit(text="長い文")
    assert surface.errors == {"text": "短くしてください"}
    assert surface.text == (
        "== modal: 確認 ==\n入力文: 長い文 -> typed\n  ! 短くしてください\n[やめる] [確認する]"
    )
    assert tanaka.modal.errors == surface.errors


def test_update_replaces_the_modal(opens, tanaka):
    """response_action update shows another view under the same id."""
    result = modal({"type": "section", "text": plain("◯")}, title="結果")
    opens(modal(), {"response_action": "update", "view": result})
    before = tanaka.command("/open")
    after = tanaka.submit(text="x")
    assert after.text.startswith("== modal: 結果 ==\n◯")
    assert after.view["id"] == before.view["id"]
    assert after.view["hash"] != before.view["hash"]


def test_push_stacks_and_close_returns_to_the_one_below(opens, tanaka):
    """A pushed view knows the one below and the root; closing it uncovers that."""
    opens(modal(), {"response_action": "push", "view": modal(title="上")})
    first = tanaka.command("/open")
    second = tanaka.submit(text="x")
    assert second.view["previous_view_id"] == first.view["id"]
    assert second.view["root_view_id"] == first.view["id"]
    assert tanaka.close().view["id"] == first.view["id"]
    assert tanaka.close() is None


def test_clear_closes_the_whole_stack(opens, app, tanaka):
    """response_action clear leaves no modal open."""
    opens(modal(), {"response_action": "push", "view": modal(callback_id="top")})

    @app.view("top")
    def on_top(ack):
        ack(response_action="clear")

    tanaka.command("/open")
    tanaka.submit(text="x")
    tanaka.submit(text="y")
    assert tanaka.modal is None


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"response_action": "update", "view": modal(title="あ" * 25)}, "less than 25 characters"),
        ({"response_action": "errors", "errors": {"nowhere": "x"}}, "no input block"),
        ({"response_action": "errors", "errors": {"text": ""}}, "is no text"),
        ({"response_action": "close"}, "no such response_action"),
    ],
)
def test_a_wrong_acknowledgement_is_trouble_for_the_person_and_a_problem_for_the_test(
    slack, opens, tanaka, answer, problem
):
    """Slack judges the answer after the app has gone: the app sees no error at all."""
    opens(modal(), answer)
    tanaka.command("/open")
    surface = tanaka.submit(text="x")
    assert "接続できませんでした" in surface.notice
    assert surface.notice in surface.text
    (said,) = slack.take_problems()
    assert problem in said


def test_a_person_cannot_do_what_is_not_on_screen(opens, tanaka):
    """No modal, no field, no such choice: the test that tries is wrong, and says so."""
    with pytest.raises(NotOnScreenError, match="no modal"):
        tanaka.submit()
    opens(modal())
    tanaka.command("/open")
    with pytest.raises(NotOnScreenError, match="no field 'nothing', only: text/typed"):
        tanaka.submit(nothing="x")
    option = {"text": plain("会社の"), "value": "company"}
    with pytest.raises(NoSuchChoiceError, match="会社の"):
        chosen_state({"type": "static_select", "action_id": "a", "options": [option]}, "個人")
