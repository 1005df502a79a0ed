"""Cursors: a long list in pages, each with the address of the next."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar

from bot.playground.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.json_types import Json
    from bot.playground.web.arguments import Arguments

_Item = TypeVar("_Item")


def page(
    arguments: Arguments, items: Sequence[_Item], *, default: int, most: int
) -> tuple[Sequence[_Item], Json]:
    """Return one page and its `response_metadata`; an empty `next_cursor` means the end.

    Raises:
        SlackError: `invalid_cursor` or `invalid_limit`.
    """
    size = arguments.limit(default, most)
    start = _start(arguments.text("cursor"))
    rest = start + size
    following = base64.b64encode(f"next:{rest}".encode()).decode() if rest < len(items) else ""
    return items[start:rest], {"next_cursor": following}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        kind, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise SlackError("invalid_cursor") from error
    if kind != "next" or not number.isdecimal():
        raise SlackError("invalid_cursor")
    return int(number)
