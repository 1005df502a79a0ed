"""Block Kit's limits: at each of them Slack still takes it, and one beyond it does not."""

import pytest

from bot.playground.blockkit.blocks import complaints_about_blocks
from bot.playground.blockkit.views import complaints_about_view, is_too_large


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


def in_message(*blocks):
    return complaints_about_blocks(list(blocks), "message", "/blocks")


def modal(*blocks, **rest):
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **rest}


def about_modal(*blocks, **rest):
    return complaints_about_view(modal(*blocks, **rest), "modal")


CONFIRM = {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain()}

# name: (the limit, what is built with that many, the pointer of the complaint)
LIMITS = {
    "section text": (3000, lambda n: section(text=mrkdwn("あ" * n)), "/text/text"),
    "section field": (2000, lambda n: section(fields=[mrkdwn("あ" * n)]), "/fields/0/text"),
    "section fields": (10, lambda n: section(fields=[mrkdwn()] * n), "/fields"),
    "header": (150, lambda n: {"type": "header", "text": plain("あ" * n)}, "/text/text"),
    "block_id": (255, lambda n: section(block_id="a" * n), "/block_id"),
    "markdown": (12_000, lambda n: {"type": "markdown", "text": "あ" * n}, "/text"),
    "context elements": (10, lambda n: {"type": "context", "elements": [mrkdwn()] * n}, "/elements"),
    "actions elements": (25, lambda n: actions(*[button()] * n), "/elements"),
    "button text": (75, lambda n: actions(button(text=plain("あ" * n))), "/elements/0/text/text"),
    "button value": (2000, lambda n: actions(button(value="a" * n)), "/elements/0/value"),
    "button url": (3000, lambda n: actions(button(url="u" * n)), "/elements/0/url"),
    "action_id": (255, lambda n: actions(button(action_id="a" * n)), "/elements/0/action_id"),
    "options": (100, lambda n: actions(select(options=[option()] * n)), "/elements/0/options"),
    "option text": (
        75, lambda n: actions(select(options=[option("あ" * n)])), "/elements/0/options/0/text/text",
    ),
    "option value": (
        150, lambda n: actions(select(options=[option(value="v" * n)])), "/elements/0/options/0/value",
    ),
    "option description": (
        75,
        lambda n: actions(select(options=[option(description=plain("あ" * n))])),
        "/elements/0/options/0/description/text",
    ),
    "placeholder": (
        150, lambda n: actions(select(placeholder=plain("あ" * n))), "/elements/0/placeholder/text",
    ),
    "overflow": (
        5,
        lambda n: actions({"type": "overflow", "options": [option()] * n}),
        "/elements/0/options",
    ),
    "checkboxes": (
        10,
        lambda n: actions({"type": "checkboxes", "options": [option()] * n}),
        "/elements/0/options",
    ),
    "radio buttons": (
        10,
        lambda n: actions({"type": "radio_buttons", "options": [option()] * n}),
        "/elements/0/options",
    ),
    "confirm title": (
        100,
        lambda n: actions(button(confirm={**CONFIRM, "title": plain("あ" * n)})),
        "/elements/0/confirm/title/text",
    ),
    "confirm text": (
        300,
        lambda n: actions(button(confirm={**CONFIRM, "text": mrkdwn("あ" * n)})),
        "/elements/0/confirm/text/text",
    ),
    "confirm button": (
        30,
        lambda n: actions(button(confirm={**CONFIRM, "deny": plain("あ" * n)})),
        "/elements/0/confirm/deny/text",
    ),
    "image alt text": (
        2000, lambda n: {"type": "image", "image_url": "u", "alt_text": "a" * n}, "/alt_text",
    ),
    "label": (2000, lambda n: field(typing(), label=plain("あ" * n)), "/label/text"),
    "hint": (2000, lambda n: field(typing(), hint=plain("あ" * n)), "/hint/text"),
    "max_length": (3000, lambda n: field(typing(max_length=n)), "/element/max_length"),
    "initial value": (
        3000, lambda n: field(typing(initial_value="あ" * n)), "/element/initial_value",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_a_block_is_taken_up_to_its_limit(name):
    """The largest that fits has no complaint; one more has exactly one, with its place."""
    most, build, pointer = LIMITS[name]
    assert in_message(build(most)) == []
    (complaint,) = in_message(build(most + 1))
    assert complaint.endswith(f"[json-pointer:/blocks/0{pointer}]")
    assert str(most) in complaint or str(most + 1) in complaint


VIEW_LIMITS = {
    "title": (24, lambda n: modal(section(), title=plain("あ" * n)), "/title/text"),
    "submit": (24, lambda n: modal(section(), submit=plain("あ" * n)), "/submit/text"),
    "close": (24, lambda n: modal(section(), close=plain("あ" * n)), "/close/text"),
    "private_metadata": (3000, lambda n: modal(private_metadata="a" * n), "/private_metadata"),
    "callback_id": (255, lambda n: modal(callback_id="a" * n), "/callback_id"),
    "external_id": (255, lambda n: modal(external_id="a" * n), "/external_id"),
    "blocks": (100, lambda n: modal(*[section()] * n), "/blocks"),
}


@pytest.mark.parametrize("name", VIEW_LIMITS)
def test_a_view_is_taken_up_to_its_limit(name):
    """The same for titles, buttons, metadata and the number of blocks."""
    most, build, pointer = VIEW_LIMITS[name]
    assert complaints_about_view(build(most), "modal") == []
    (complaint,) = complaints_about_view(build(most + 1), "modal")
    assert complaint.endswith(f"[json-pointer:/view{pointer}]")


def test_a_message_has_fifty_blocks_and_a_home_a_hundred():
    """The number of blocks depends on where they are shown."""
    assert in_message(*[section()] * 50) == []
    assert in_message(*[section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert complaints_about_view({"type": "home", "blocks": [section()] * 100}, "home") == []


def test_a_character_outside_the_basic_plane_counts_twice():
    """The stricter count is used: 𠮷 and emoji are two UTF-16 units each."""
    assert about_modal(section(), title=plain("𠮷" * 12)) == []
    assert about_modal(section(), title=plain("𠮷" * 13)) != []


def test_a_view_has_a_greatest_size():
    """More than 250 kB is too large, whatever it is made of."""
    assert not is_too_large(modal(*[section(text=mrkdwn("あ" * 800))] * 100))
    assert is_too_large(modal(*[section(text=mrkdwn("あ" * 3000))] * 100))
