"""Block Kit's grammar: what Slack takes, what it refuses, and in which words."""

import pytest

from bot.playground.blockkit.blocks import complaints_about_blocks
from bot.playground.blockkit.views import complaints_about_view


def plain(text="あ"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="あ"):
    return {"type": "mrkdwn", "text": text}


def section(**content):
    return {"type": "section", "text": mrkdwn(), **content}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def button(**rest):
    return {"type": "button", "text": plain(), **rest}


def option(text="あ", value="v", **rest):
    return {"text": plain(text), "value": value, **rest}


def select(**rest):
    return {"type": "static_select", "options": [option()], **rest}


def field(element, **rest):
    return {"type": "input", "label": plain(), "element": element, **rest}


def typing(**rest):
    return {"type": "plain_text_input", **rest}


def rich(*parts):
    return {"type": "rich_text", "elements": list(parts)}


def words(*pieces):
    return {"type": "rich_text_section", "elements": list(pieces)}


def in_message(*blocks):
    return complaints_about_blocks(list(blocks), "message", "/blocks")


def modal(*blocks, **rest):
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **rest}


def about_modal(*blocks, **rest):
    return complaints_about_view(modal(*blocks, **rest), "modal")


CONFIRM = {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain()}


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ({"type": "sektion"}, "unsupported type: sektion [json-pointer:/blocks/0/type]"),
        ({}, "missing required field: type [json-pointer:/blocks/0]"),
        ("x", "must provide an object [json-pointer:/blocks/0]"),
        (
            {"type": "section"},
            "must define either `text` or `fields` [json-pointer:/blocks/0/type]",
        ),
        (
            section(text=mrkdwn("")),
            "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "header", "text": mrkdwn()},
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
        (
            actions(button(style="green")),
            "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
        ),
        (actions(), "must provide at least 1 items [json-pointer:/blocks/0/elements]"),
        (
            actions(select(options=[])),
            "must provide at least 1 items [json-pointer:/blocks/0/elements/0/options]",
        ),
        (
            actions(typing()),
            "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            actions({"type": "static_select"}),
            "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]",
        ),
        (
            actions(select(initial_option=option(value="other"))),
            (
                "initial option must exactly match one of the provided options"
                " [json-pointer:/blocks/0/elements/0]"
            ),
        ),
        (
            actions({"type": "datepicker", "initial_date": "2026/05/01"}),
            "must match format YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]",
        ),
        (
            actions({"type": "timepicker", "initial_time": "24:00"}),
            "must match format HH:mm [json-pointer:/blocks/0/elements/0/initial_time]",
        ),
        (
            {"type": "image", "alt_text": "a"},
            "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
        ),
        (field(button()), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
        (
            field(typing(min_length=5, max_length=4)),
            "`min_length` must not be greater than `max_length` [json-pointer:/blocks/0/element]",
        ),
        (
            field({"type": "number_input"}),
            "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]",
        ),
        (
            field({"type": "file_input"}),
            "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
        ),
        (
            rich(words({"type": "tekst", "text": "x"})),
            "unsupported type: tekst [json-pointer:/blocks/0/elements/0/elements/0/type]",
        ),
        (
            rich({"type": "rich_text_list", "style": "round", "elements": [words()]}),
            "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            {"type": "video", "title": plain()},
            "unsupported type: video [json-pointer:/blocks/0/type]",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(block, complaint):
    """Each mistake has Slack's wording and points at itself."""
    assert in_message(block) == [complaint]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "divider", "block_id": None},
        section(accessory=button(confirm=CONFIRM, style="danger", value="1")),
        section(accessory={"type": "image", "image_url": "u", "alt_text": "a"}),
        section(accessory={"type": "multi_users_select", "placeholder": plain()}),
        actions({"type": "users_select"}, {"type": "datepicker"}, {"type": "timepicker"}),
        actions({"type": "external_select", "min_query_length": 0}),
        actions(select(options=[option()], initial_option=option())),
        actions(
            {"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}]}
        ),
        field({"type": "checkboxes", "options": [{"text": mrkdwn(), "value": "v"}]}),
        field({"type": "email_text_input"}, optional=True, dispatch_action=True),
        {
            "type": "context",
            "elements": [plain(), {"type": "image", "image_url": "u", "alt_text": "a"}],
        },
        rich(
            words(
                {"type": "text", "text": "あ", "style": {"bold": True}},
                {"type": "link", "url": "u"},
            ),
            {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [words()]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "あ"}]},
            {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "U1"}]},
        ),
    ],
)
def test_what_slack_takes_is_taken(block):
    """The double is not stricter than the real one where that is known."""
    assert in_message(block) == []


def test_ids_are_unique_blocks_in_a_surface_actions_in_a_block():
    """The same action_id may stand in two blocks, the same block_id nowhere twice."""
    assert in_message(actions(button(action_id="a")), actions(button(action_id="a"))) == []
    assert in_message(section(block_id="b"), section(block_id="b")) == [
        "`block_id` b already exists [json-pointer:/blocks/1/block_id]"
    ]
    assert in_message(actions(button(action_id="a"), button(action_id="a"))) == [
        (
            "`action_id` a already exists for another element"
            " [json-pointer:/blocks/0/elements/1/action_id]"
        )
    ]


def test_an_input_in_a_modal_needs_a_submit_button():
    """In a Home or a message it does not."""
    view = modal(section(), field(typing()))
    del view["submit"]
    assert complaints_about_view(view, "modal") == [
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]
    assert complaints_about_view({"type": "home", "blocks": [field(typing())]}, "home") == []


def test_a_view_is_judged_as_a_whole():
    """Kind, unknown fields, markdown in a modal, two focused fields: each is refused."""
    focused = typing(focus_on_load=True)
    for complaints, what in (
        (
            about_modal(section(), submit_disabled=True),
            "invalid additional property: submit_disabled",
        ),
        (about_modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
        (about_modal(field(focused), field(focused)), "`focus_on_load`"),
        (about_modal(title=mrkdwn()), "unsupported type: mrkdwn"),
        (complaints_about_view({"type": "home", "blocks": []}, "modal"), "unsupported type: home"),
        (complaints_about_view("x", "modal"), "must provide an object"),
        (complaints_about_view({"type": "modal"}, "modal"), "missing required field: title"),
    ):
        assert what in complaints[0]
    assert about_modal(field({"type": "file_input", "max_files": 10})) == []
