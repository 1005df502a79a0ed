"""Block Kit as the plain text that a person would read, for golden files and for `.screen`.

An unknown block or element raises: a picture with a hole in it would prove nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.outline_elements import outline_element
from bot.playground.outline_text import (
    UnknownBlockError,
    readable,
    readable_text,
    rich_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.playground.json_types import Json

__all__ = ["UnknownBlockError", "outline_blocks", "outline_message", "outline_view"]


def outline_message(
    text: str, blocks: Iterable[Json], names: Mapping[str, str] | None = None
) -> str:
    """Return what a message shows: its blocks if it has any, else its text.

    `names` maps ids of people and channels to what their mentions are shown as.
    """
    shown = list(blocks)
    return outline_blocks(shown, names) if shown else readable(text, names or {})


def outline_view(
    view: Json,
    names: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    drafts: Mapping[tuple[str, str], Json] | None = None,
) -> str:
    """Return what a modal or a Home tab shows, with field errors and what was typed so far."""
    body = outline_blocks(view.get("blocks") or [], names, errors, drafts)
    if view["type"] == "home":
        return f"== home ==\n{body}"
    buttons = [f"[{view[name]['text']}]" for name in ("close", "submit") if view.get(name)]
    lines = [
        f"== modal: {view['title']['text']} ==",
        body,
        *([" ".join(buttons)] if buttons else []),
    ]
    return "\n".join(lines)


def outline_blocks(
    blocks: Iterable[Json],
    names: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    drafts: Mapping[tuple[str, str], Json] | None = None,
) -> str:
    """Return one or more lines for each block.

    Raises:
        UnknownBlockError: a block, element or rich-text piece of a type not listed here.
    """
    lines: list[str] = []
    for block in blocks:
        lines += _block(block, names or {}, drafts or {})
        wrong = (errors or {}).get(str(block.get("block_id")))
        if wrong:
            lines.append(f"  ! {wrong}")
    return "\n".join(lines)


def _block(
    block: Json, names: Mapping[str, str], drafts: Mapping[tuple[str, str], Json]
) -> list[str]:
    def element(inner: Json) -> str:
        key = (str(block.get("block_id")), str(inner.get("action_id")))
        return outline_element(inner, names, drafts.get(key))

    match block.get("type"):
        case "section":
            return _section(
                block, names, element(block["accessory"]) if "accessory" in block else ""
            )
        case "actions":
            return ["  ".join(element(inner) for inner in block["elements"])]
        case "input":
            return _input(block, element(block["element"]))
        case _:
            return _still_block(block, names)


def _still_block(block: Json, names: Mapping[str, str]) -> list[str]:
    match block.get("type"):
        case "header":
            return [f"# {block['text']['text']}"]
        case "divider":
            return ["----"]
        case "context":
            return [f"· {'  '.join(_context(inner, names) for inner in block['elements'])}"]
        case "image":
            return [f"(image: {block['alt_text']})"]
        case "markdown":
            return [str(block["text"])]
        case "rich_text":
            return rich_text(block["elements"], names)
        case other:
            raise UnknownBlockError(f"no outline for a block of type {other!r}")


def _section(block: Json, names: Mapping[str, str], accessory: str) -> list[str]:
    lines = [readable_text(block["text"], names)] if block.get("text") else []
    lines += [f"| {readable_text(field, names)}" for field in block.get("fields") or ()]
    return [*lines, *([accessory] if accessory else [])]


def _context(inner: Json, names: Mapping[str, str]) -> str:
    if inner["type"] == "image":
        return f"(image: {inner['alt_text']})"
    return readable_text(inner, names)


def _input(block: Json, element: str) -> list[str]:
    optional = " (optional)" if block.get("optional") else ""
    hint = [f"  ({block['hint']['text']})"] if block.get("hint") else []
    return [f"{block['label']['text']}{optional}: {element}", *hint]
