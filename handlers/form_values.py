"""What was entered into a form, by the ids of its blocks: each block holds one input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def entered_text(view: Mapping[str, Any], block: str) -> str:
    """Return what was typed; empty if nothing was. Slack does not encode what is typed here."""
    return str(_state(view, block).get("value") or "")


def chosen_option(view: Mapping[str, Any], block: str) -> str:
    """Return the value of the chosen option; empty if none is."""
    return str((_state(view, block).get("selected_option") or {}).get("value", ""))


def chosen_time(view: Mapping[str, Any], block: str) -> str:
    """Return the chosen time as HH:MM; empty if none is."""
    return str(_state(view, block).get("selected_time") or "")


def chosen_date(view: Mapping[str, Any], block: str) -> str:
    """Return the chosen day as YYYY-MM-DD; empty if none is."""
    return str(_state(view, block).get("selected_date") or "")


def chosen_people(view: Mapping[str, Any], block: str) -> list[str]:
    """Return the chosen people in the order in which they stand there."""
    return [str(one) for one in _state(view, block).get("selected_users") or ()]


def chosen_person(view: Mapping[str, Any], block: str) -> str:
    """Return the one chosen person; empty if none is."""
    return str(_state(view, block).get("selected_user") or "")


def chosen_conversation(view: Mapping[str, Any], block: str) -> str:
    """Return the chosen channel; empty if none is."""
    return str(_state(view, block).get("selected_conversation") or "")


def chosen_options(view: Mapping[str, Any], block: str) -> list[str]:
    """Return the values of the chosen options."""
    return [str(one["value"]) for one in _state(view, block).get("selected_options") or ()]


def is_ticked(view: Mapping[str, Any], block: str) -> bool:
    """Return whether any box of the block is ticked."""
    return bool(_state(view, block).get("selected_options"))


def pressed_option(body: Mapping[str, Any]) -> str:
    """Return the value of what was chosen in a menu that calls us by itself."""
    pressed, *_ = body.get("actions") or [{}]
    return str((pressed.get("selected_option") or {}).get("value", ""))


def _state(view: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    inputs: Mapping[str, Any] = view["state"]["values"].get(block) or {}
    return next(iter(inputs.values()), {})
