"""Screens as a person reads them in a terminal: the same words as in Slack, without a Slack."""

from __future__ import annotations

import io
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Block = dict[str, Any]

_COLOURS = {"◯": typer.colors.GREEN, "△": typer.colors.YELLOW, "×": typer.colors.RED}


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale; half a character as its escape, as JSON wants it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def render(blocks: Sequence[Block], *, coloured: bool) -> str:
    """Return blocks of `handlers.views` as lines; with ANSI colours when a terminal reads them."""
    paint = _Paint(coloured)
    parts: list[str] = []
    # A long text to copy comes in several blocks, which are one text.
    for is_copy, group in groupby(blocks, key=_is_preformatted):
        if is_copy:
            parts.append("".join(_text_of(block) for block in group))
        else:
            parts += [part for block in group if (part := paint.block(block))]
    return "\n\n".join(parts) + "\n"


def _is_preformatted(block: Block) -> bool:
    elements = block.get("elements", [])
    return bool(elements) and elements[0]["type"] == "rich_text_preformatted"


def _text_of(block: Block) -> str:
    return "".join(piece["text"] for part in block["elements"] for piece in part["elements"])


class _Paint:
    def __init__(self, coloured: bool) -> None:  # noqa: FBT001 - passed on by name above
        self._coloured = coloured

    def block(self, block: Block) -> str:
        kind = block["type"]
        if kind == "header":
            text = block["text"]["text"]
            return self._style(text, fg=_COLOURS.get(text[:1]), bold=True)
        if kind == "rich_text":
            return "\n".join(line for part in block["elements"] for line in self._rich(part))
        if kind == "context":
            return self._style("\n".join(part["text"] for part in block["elements"]), dim=True)
        return ""

    def _rich(self, part: Block) -> Iterator[str]:
        if part["type"] == "rich_text_list":
            for item in part["elements"]:
                yield f"・ {self._pieces(item)}"
        else:
            yield self._pieces(part)

    def _pieces(self, part: Block) -> str:
        return "".join(
            self._style(piece.get("text", ""), bold=bool(piece.get("style", {}).get("bold")))
            for piece in part["elements"]
        )

    def _style(self, text: str, **style: Any) -> str:  # noqa: ANN401 - typer's own
        return typer.style(text, **style) if self._coloured and any(style.values()) else text
