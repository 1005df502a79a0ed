"""Finding what a person means by a label, and turning a press or choice into an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.blockkit.walk import Placed, interactive
from bot.playground.forms import chosen_option, chosen_state, keeps_a_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.playground.json_types import Json
    from bot.playground.surfaces import Surface


class NotOnScreenError(LookupError):
    """A person cannot do this: nothing before their eyes has it. The message says what has."""


def find_on(surfaces: Sequence[Surface], what: str, value: object) -> tuple[Surface, Placed]:
    """Return the newest place of an element, named by its action_id or by what is written on it.

    Of several buttons with one name, `value` says which.

    Raises:
        NotOnScreenError: there is none.
    """
    for surface in reversed(surfaces):
        for placed in interactive(surface.blocks):
            if is_called(placed, what) and _is_meant(placed, value):
                return surface, placed
    there = [name for surface in surfaces for name in (*surface.buttons, *surface.action_ids)]
    raise NotOnScreenError(f"no {what!r} (value {value!r}) on screen, only: {', '.join(there)}")


def is_called(placed: Placed, what: str) -> bool:
    """Say whether a person or a test would call this element so."""
    element, block = placed.element, placed.block
    written = [element.get("text"), element.get("placeholder"), block.get("label")]
    return what == placed.action_id or any(text and text["text"] == what for text in written)


def _is_meant(placed: Placed, value: object) -> bool:
    is_button = placed.element["type"] == "button"
    return not is_button or value is None or placed.element.get("value") == value


def find_field(blocks: Iterable[Json], name: str) -> Placed:
    """Return the element of a form field, named by block_id, action_id or label.

    Raises:
        NotOnScreenError: the form has no such field.
    """
    fields = [placed for placed in interactive(blocks) if keeps_a_value(placed.element)]
    for placed in fields:
        if placed.block_id == name or is_called(placed, name):
            return placed
    there = ", ".join(f"{placed.block_id}/{placed.action_id}" for placed in fields)
    raise NotOnScreenError(f"no field {name!r}, only: {there}")


def find_exactly(blocks: Iterable[Json], block_id: str, action_id: str) -> Placed:
    """Return the element of these ids.

    Raises:
        NotOnScreenError: there is none.
    """
    for placed in interactive(blocks):
        if (placed.block_id, placed.action_id) == (block_id, action_id):
            return placed
    raise NotOnScreenError(f"no element {block_id}/{action_id}")


def action_of(placed: Placed, value: object, searched: Sequence[Json], ts: str) -> Json:
    """Build the `actions` entry of a press or a choice.

    Raises:
        NoSuchChoiceError: the menu does not offer the value.
    """
    element = placed.element
    action: Json = {"action_id": placed.action_id, "block_id": placed.block_id, "action_ts": ts}
    match element["type"]:
        case "button":
            copied = ("type", "text", "value", "style", "url")
            return action | {name: element[name] for name in copied if name in element}
        case "overflow":
            chosen = chosen_option(element, value)
            return action | {"type": "overflow", "selected_option": chosen}
        case _:
            return action | chosen_state(element, value, searched)
