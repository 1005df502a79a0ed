"""Blocks, and what must hold across the blocks of one surface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from bot.playground.blockkit import elements
from bot.playground.blockkit.composition import plain_text, text
from bot.playground.blockkit.rich_text import RICH_TEXT_BLOCK
from bot.playground.blockkit.rules import by_type, characters, complaint, flag, items, shape
from bot.playground.blockkit.walk import interactive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.playground.blockkit.rules import Rule
    from bot.playground.json_types import Json

SurfaceKind = Literal["message", "modal", "home"]

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
MARKDOWN: Final = 12_000

_ID: Mapping[str, Rule] = {"block_id": characters(255)}


def _says_something(value: object, at: str) -> Iterator[str]:
    if isinstance(value, dict) and not value.get("text") and not value.get("fields"):
        yield complaint("must define either `text` or `fields`", f"{at}/type")


_EVERYWHERE: Final[Mapping[str, Rule]] = {
    "section": shape(
        {},
        {
            **_ID,
            "text": text(3000),
            "fields": items(text(2000), most=10),
            "accessory": by_type(elements.BESIDE_SECTION),
            "expand": flag,
        },
        _says_something,
    ),
    "header": shape({"text": plain_text(150)}, _ID),
    "divider": shape({}, _ID),
    "image": elements.image({**_ID, "title": plain_text(2000)}),
    "actions": shape({"elements": items(by_type(elements.IN_ACTIONS), most=25)}, _ID),
    "context": shape({"elements": items(by_type(elements.IN_CONTEXT), most=10)}, _ID),
    "input": shape(
        {"label": plain_text(2000), "element": by_type(elements.IN_INPUT)},
        {**_ID, "hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT_BLOCK,
}
_MESSAGE: Final[Mapping[str, Rule]] = {
    **_EVERYWHERE,
    "markdown": shape({"text": characters(MARKDOWN)}, _ID),
}


def complaints_about_blocks(blocks: object, surface: SurfaceKind, at: str) -> list[str]:
    """Return what Slack would say against these blocks; empty when it would take them."""
    kinds = _MESSAGE if surface == "message" else _EVERYWHERE
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    found = list(items(by_type(kinds), most=most, least=0)(blocks, at))
    if found or not isinstance(blocks, list):
        return found
    return [*_repeated_ids(blocks, at), *_focus(blocks, at), *_files(blocks, surface, at)]


def _repeated_ids(blocks: list[Json], at: str) -> Iterator[str]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield complaint(f"`block_id` {block_id} already exists", f"{at}/{index}/block_id")
        seen.add(block_id or "")
        actions: set[str] = set()
        for placed in interactive([block]):
            if placed.action_id and placed.action_id in actions:
                yield complaint(
                    f"`action_id` {placed.action_id} already exists for another element",
                    f"{at}/{index}{placed.path}/action_id",
                )
            actions.add(placed.action_id)


def _focus(blocks: list[Json], at: str) -> Iterator[str]:
    if sum(placed.element.get("focus_on_load") is True for placed in interactive(blocks)) > 1:
        yield complaint("`focus_on_load` may be set on one element only", at)


def _files(blocks: list[Json], surface: SurfaceKind, at: str) -> Iterator[str]:
    for index, block in enumerate(blocks):
        inner = block.get("element")
        if surface != "modal" and inner and inner.get("type") == "file_input":
            yield complaint("unsupported type: file_input", f"{at}/{index}/element/type")
