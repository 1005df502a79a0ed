"""What people choose with: elements for inputs and for rows of buttons.

Each stands in a block of its own, so a form is read by the ids of its blocks and the ids of
these elements are free, except where choosing itself calls us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views.blocks import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from handlers.views.blocks import Block

_ONLY_INPUT = "input"


def field_of(block: str, round_: int) -> str:
    """Return the name of a field in a form into which drafts were put so many times.

    What was typed into a field stays in it, so a draft needs one of another name.
    """
    return f"{block}:{round_}" if round_ else block


def line(*, most: int, initial: str = "", placeholder: str = "") -> Block:
    """One line of text."""
    made: Block = {"type": "plain_text_input", "action_id": _ONLY_INPUT, "max_length": most}
    if initial:
        made["initial_value"] = initial
    return {**made, "placeholder": plain(placeholder)} if placeholder else made


def lines(*, most: int, initial: str = "", placeholder: str = "") -> Block:
    """Several lines of text."""
    return {**line(most=most, initial=initial, placeholder=placeholder), "multiline": True}


def whole_number(*, least: int, most: int, initial: int) -> Block:
    return {
        "type": "number_input",
        "action_id": _ONLY_INPUT,
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
        "initial_value": str(initial),
    }


def number(*, least: int, most: int, initial: int | None = None) -> Block:
    """A whole number that may be left out."""
    made = whole_number(least=least, most=most, initial=0)
    del made["initial_value"]
    return made if initial is None else {**made, "initial_value": str(initial)}


def time_of_day(initial: time) -> Block:
    return {
        "type": "timepicker",
        "action_id": _ONLY_INPUT,
        "initial_time": initial.strftime("%H:%M"),
    }


def people(*, most: int, initial: Sequence[str] = (), placeholder: str) -> Block:
    """People of the workspace, up to a number."""
    made: Block = {
        "type": "multi_users_select",
        "action_id": _ONLY_INPUT,
        "max_selected_items": most,
        "placeholder": plain(placeholder),
    }
    return {**made, "initial_users": list(initial)} if initial else made


def one_channel(*, initial: str = "", placeholder: str) -> Block:
    """A channel, public or private, of this company only."""
    made: Block = {
        "type": "conversations_select",
        "action_id": _ONLY_INPUT,
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
        "placeholder": plain(placeholder),
    }
    return {**made, "initial_conversation": initial} if initial else made


def menu(
    options: Sequence[tuple[str, str]],
    *,
    placeholder: str,
    initial: str = "",
    action_id: str = _ONLY_INPUT,
) -> Block:
    """A menu of (label, value). Outside of an input, `action_id` is who listens."""
    made = [{"text": plain(label), "value": value} for label, value in options]
    chosen = [option for option in made if option["value"] == initial]
    menu_: Block = {
        "type": "static_select",
        "action_id": action_id,
        "options": made,
        "placeholder": plain(placeholder),
    }
    return {**menu_, "initial_option": chosen[0]} if chosen else menu_


def several(
    options: Sequence[tuple[str, str]], *, initial: Sequence[str], placeholder: str
) -> Block:
    """A menu of (label, value) in which any number may be chosen."""
    made = [{"text": plain(label), "value": value} for label, value in options]
    chosen = [option for option in made if option["value"] in initial]
    menu_: Block = {
        "type": "multi_static_select",
        "action_id": _ONLY_INPUT,
        "options": made,
        "placeholder": plain(placeholder),
    }
    return {**menu_, "initial_options": chosen} if chosen else menu_


def tick(label: str, value: str, *, ticked: bool = False) -> Block:
    """One box."""
    option = {"text": plain(label), "value": value}
    made: Block = {"type": "checkboxes", "action_id": _ONLY_INPUT, "options": [option]}
    return {**made, "initial_options": [option]} if ticked else made


def ticks(options: Sequence[tuple[str, str]]) -> Block:
    """Boxes of (label, value), none of them ticked."""
    made = [{"text": plain(label), "value": value} for label, value in options]
    return {"type": "checkboxes", "action_id": _ONLY_INPUT, "options": made}


def one_of(options: Sequence[tuple[str, str]]) -> Block:
    """Radio buttons of (label, value), none chosen: what must not be sent by not looking."""
    made = [{"text": plain(label), "value": value} for label, value in options]
    return {"type": "radio_buttons", "action_id": _ONLY_INPUT, "options": made}
