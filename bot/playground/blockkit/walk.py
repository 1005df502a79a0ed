"""Finding the elements of a surface: which block, which element, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.playground.json_types import Json

# Elements that only show something: nobody can act on them, so they have no action_id.
_STILL = frozenset({"image", "mrkdwn", "plain_text"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An element with the block in which it stands, and its JSON pointer below that block."""

    block: Json
    element: Json
    path: str

    @property
    def block_id(self) -> str:
        return str(self.block.get("block_id") or "")

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id") or "")


def interactive(blocks: Iterable[Json]) -> Iterator[Placed]:
    """Yield every element that a person can act on."""
    for block in blocks:
        for path, element in _elements(block):
            if isinstance(element, dict) and element.get("type") not in _STILL:
                yield Placed(block, element, path)


def _elements(block: Json) -> Iterator[tuple[str, object]]:
    match block.get("type"):
        case "section" if block.get("accessory"):
            yield "/accessory", block["accessory"]
        case "input":
            yield "/element", block.get("element")
        case "actions" if isinstance(block.get("elements"), list):
            for index, element in enumerate(block["elements"]):
                yield f"/elements/{index}", element
