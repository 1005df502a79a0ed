"""What a person has typed and chosen, as `view.state.values`, and what their client refuses.

Every element that keeps a value reports it under one field name of its own: `value` for text,
`selected_option` for a menu, `selected_date` for a date. The table below is that vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bot.playground.blockkit.walk import Placed, interactive
from bot.playground.json_types import Json
from bot.playground.slack_says import (
    NOT_A_NUMBER,
    NOT_A_URL,
    NOT_AN_EMAIL,
    REQUIRED,
    TOO_LONG,
    TOO_SHORT,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Drafts = Mapping[tuple[str, str], Json]

# element type: (field of its state, field with what stands there at first, keeps several)
_FIELDS: Final[Mapping[str, tuple[str, str, bool]]] = {
    "plain_text_input": ("value", "initial_value", False),
    "email_text_input": ("value", "initial_value", False),
    "url_text_input": ("value", "initial_value", False),
    "number_input": ("value", "initial_value", False),
    "rich_text_input": ("rich_text_value", "initial_value", False),
    "file_input": ("files", "", True),
    "static_select": ("selected_option", "initial_option", False),
    "external_select": ("selected_option", "initial_option", False),
    "users_select": ("selected_user", "initial_user", False),
    "conversations_select": ("selected_conversation", "initial_conversation", False),
    "channels_select": ("selected_channel", "initial_channel", False),
    "multi_static_select": ("selected_options", "initial_options", True),
    "multi_external_select": ("selected_options", "initial_options", True),
    "multi_users_select": ("selected_users", "initial_users", True),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", True),
    "multi_channels_select": ("selected_channels", "initial_channels", True),
    "checkboxes": ("selected_options", "initial_options", True),
    "radio_buttons": ("selected_option", "initial_option", False),
    "datepicker": ("selected_date", "initial_date", False),
    "timepicker": ("selected_time", "initial_time", False),
    "datetimepicker": ("selected_date_time", "initial_date_time", False),
}
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


class NoSuchChoiceError(LookupError):
    """A person cannot choose this: the element does not offer it. The message lists what it does."""


def keeps_a_value(element: Json) -> bool:
    return element.get("type") in _FIELDS


def options_of(element: Json) -> list[Json]:
    """Return the options that the element itself lists, those in groups included."""
    grouped = [group["options"] for group in element.get("option_groups") or ()]
    return [*(element.get("options") or ()), *(option for group in grouped for option in group)]


def initial_state(element: Json) -> Json:
    """Return the element's state before anybody touches it."""
    kind = str(element["type"])
    if kind not in _FIELDS:
        return {"type": kind}
    field, initial, several = _FIELDS[kind]
    return {"type": kind, field: element.get(initial) or ([] if several else None)}


def is_empty(state: Json) -> bool:
    return not any(value for name, value in state.items() if name != "type")


def chosen_state(element: Json, value: object, searched: Sequence[Json] = ()) -> Json:
    """Return the element's state after a person has typed or chosen `value`.

    A choice may be given by its value or by its visible label; `searched` are the options that
    the app has offered for an external menu.

    Raises:
        NoSuchChoiceError: nothing of that value or label is offered.
    """
    kind = str(element["type"])
    field, _, several = _FIELDS[kind]
    wanted = value if isinstance(value, list | tuple) else [value]
    if field.startswith("selected_option"):
        initial = [element.get("initial_option"), *(element.get("initial_options") or ())]
        offered = [*options_of(element), *searched, *filter(None, initial)]
        chosen: list[object] = [_named(offered, one, element) for one in wanted if one is not None]
    else:
        chosen = [one for one in wanted if one is not None and one != ""]
    if kind == "number_input":
        chosen = [str(one) for one in chosen]
    if several:
        return {"type": kind, field: chosen}
    return {"type": kind, field: chosen[0] if chosen else None}


def chosen_option(element: Json, wanted: object) -> Json:
    """Return the option of this value or label.

    Raises:
        NoSuchChoiceError: there is none.
    """
    return _named(options_of(element), wanted, element)


def _named(offered: Sequence[Json], wanted: object, element: Json) -> Json:
    for option in offered:
        if wanted in (option.get("value"), option["text"]["text"]):
            return option
    labels = ", ".join(str(option["text"]["text"]) for option in offered)
    raise NoSuchChoiceError(f"{element.get('action_id')} does not offer {wanted!r}, only: {labels}")


def state_values(blocks: Iterable[Json], drafts: Drafts) -> Json:
    """Return `state.values`: block_id, then action_id, then the element's state."""
    values: Json = {}
    for placed in interactive(blocks):
        if keeps_a_value(placed.element):
            state = drafts.get((placed.block_id, placed.action_id)) or initial_state(placed.element)
            values.setdefault(placed.block_id, {})[placed.action_id] = state
    return values


def refusals(blocks: Iterable[Json], drafts: Drafts, language: str) -> dict[str, str]:
    """Return what the person's own client says before anything is sent, by block_id."""
    said: dict[str, str] = {}
    for placed in interactive(blocks):
        if placed.block.get("type") != "input":
            continue
        state = drafts.get((placed.block_id, placed.action_id)) or initial_state(placed.element)
        template = _refusal(placed, state)
        if template is not None:
            said[placed.block_id] = template[language].format(
                least=placed.element.get("min_length"), most=placed.element.get("max_length")
            )
    return said


def _refusal(placed: Placed, state: Json) -> Mapping[str, str] | None:
    if is_empty(state):
        return None if placed.block.get("optional") else REQUIRED
    text, element = state.get("value"), placed.element
    if not isinstance(text, str):
        return None
    if len(text) < int(element.get("min_length") or 0):
        return TOO_SHORT
    if element.get("max_length") and len(text) > int(element["max_length"]):
        return TOO_LONG
    return _form_refusal(str(element["type"]), text)


def _form_refusal(kind: str, text: str) -> Mapping[str, str] | None:
    match kind:
        case "email_text_input" if "@" not in text.strip("@"):
            return NOT_AN_EMAIL
        case "url_text_input" if not text.startswith(("http://", "https://")):
            return NOT_A_URL
        case "number_input" if not _NUMBER.fullmatch(text):
            return NOT_A_NUMBER
        case _:
            return None
