"""The last look at a message or view before it is sent: everything within Slack's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.limits import BLOCK_TEXT, MESSAGE_BLOCKS, VIEW_BLOCKS, shorten, units
from handlers.views.blocks import context

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface

# (type, key) -> how long the text may be. These are shortened.
_TEXTS = {
    ("header", "text"): 150,
    ("section", "text"): BLOCK_TEXT,
    ("input", "label"): 2_000,
    ("input", "hint"): 2_000,
    ("button", "text"): 75,
    ("option", "text"): 75,
    ("plain_text_input", "placeholder"): 150,
    ("static_select", "placeholder"): 150,
    ("multi_static_select", "placeholder"): 150,
    ("multi_users_select", "placeholder"): 150,
    ("conversations_select", "placeholder"): 150,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
}
_CONTEXT_TEXT = 2_000
_FALLBACK_TEXT = 3_000
# Shortening these would change what they mean, so they must fit as they are.
_VALUES = {
    ("button", "value"): 2_000,
    ("option", "value"): 150,
    ("modal", "private_metadata"): 3_000,
}
_IDENTIFIERS = {"action_id": 255, "block_id": 255, "callback_id": 255}
_COUNTS = {
    ("context", "elements"): 10,
    ("actions", "elements"): 25,
    ("radio_buttons", "options"): 10,
    ("static_select", "options"): 100,
    ("multi_static_select", "options"): 100,
}
_OPTIONS = frozenset({"options", "initial_option", "initial_options"})


class TooLargeError(Exception):
    """Something that cannot be shortened. The message names the place, never the content."""


def fit(surface: Surface, voice: Voice) -> Surface:
    """Return the message or view in a form that Slack takes.

    Builders lay out what they know to be long; this holds when a company's own rulebook is
    longer than anybody thought, because a view inside an acknowledgement is judged by Slack
    only after our code has finished, and nobody would see the error.

    Raises:
        TooLargeError: an id, a value or a list of choices does not fit.
    """
    fitted: Surface = _fit(surface, "message")
    most = VIEW_BLOCKS if surface.get("type") in {"modal", "home"} else MESSAGE_BLOCKS
    fitted["blocks"] = _fit_count(fitted["blocks"], most, voice)
    if "text" in fitted:
        fitted["text"] = shorten(fitted["text"], _FALLBACK_TEXT)
    return fitted


def _fit_count(blocks: list[Block], most: int, voice: Voice) -> list[Block]:
    if len(blocks) <= most:
        return blocks
    left_out = len(blocks) - (most - 1)
    return [*blocks[: most - 1], context(voice("limits.left_out", count=left_out))]


def _fit(node: Any, inside: str) -> Any:  # noqa: ANN401 - Block Kit is JSON
    if isinstance(node, list):
        return [_fit(item, inside) for item in node]
    if not isinstance(node, dict):
        return node
    kind = str(node.get("type", inside))
    if kind == "rich_text":
        return _fit_rich_text(node)
    return {key: _fit_value(kind, key, value) for key, value in node.items()}


def _fit_value(kind: str, key: str, value: Any) -> Any:  # noqa: ANN401 - Block Kit is JSON
    place = (kind, key)
    if place in _TEXTS:
        return {**value, "text": shorten(value["text"], _TEXTS[place])}
    if place == ("plain_text", "text"):
        return shorten(value, _CONTEXT_TEXT)
    most = _IDENTIFIERS.get(key) or _VALUES.get(place)
    if most is not None and units(value) > most:
        raise TooLargeError(f"{kind}.{key}: {most}")
    if place in _COUNTS and len(value) > _COUNTS[place]:
        raise TooLargeError(f"{kind}.{key}: {_COUNTS[place]}")
    return _fit(value, "option" if key in _OPTIONS else kind)


def _fit_rich_text(block: Block) -> Block:
    room = BLOCK_TEXT

    def cut(node: Any) -> Any:  # noqa: ANN401 - Block Kit is JSON
        nonlocal room
        if isinstance(node, list):
            return [fitted for item in node if (fitted := cut(item)) is not None]
        if not isinstance(node, dict):
            return node
        if node.get("type") == "text":
            if room <= 0:
                return None
            text = shorten(node["text"], room)
            room -= units(text)
            return {**node, "text": text}
        shorter = {key: cut(value) for key, value in node.items()}
        # A list item of which nothing is left would be refused.
        return None if shorter.get("elements") == [] else shorter

    fitted: Block = cut(block)
    return fitted
