"""What a message says: text, blocks and metadata, checked before anybody sees it.

The same check serves chat.postMessage, an answering URL and the body of an acknowledgement.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.playground.blockkit.blocks import complaints_about_blocks
from bot.playground.blockkit.rules import length
from bot.playground.blockkit.stored import as_stored
from bot.playground.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.json_types import Json
    from bot.playground.mint import Mint

NEW_TEXT: Final = 40_000
CHANGED_TEXT: Final = 4_000
METADATA_BYTES: Final = 16_000
# Not in Slack's documentation, but observed: all texts of a message's blocks together.
ALL_BLOCKS_TEXT: Final = 13_000
ATTACHMENTS: Final = 100


@dataclass(frozen=True)
class Content:
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    files: tuple[Json, ...] = ()


def read_content(given: Mapping[str, object], mint: Mint, most: int = NEW_TEXT) -> Content:
    """Return the content of a message to be.

    Raises:
        SlackError: no_text, msg_too_long, invalid_blocks_format, invalid_blocks,
            msg_blocks_too_long, invalid_attachments, too_many_attachments,
            invalid_metadata_format, metadata_too_large.
    """
    text = given.get("text") or given.get("markdown_text") or ""
    blocks = _blocks(given.get("blocks"), mint)
    attachments = _attachments(given.get("attachments"))
    if not isinstance(text, str) or not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if length(text) > most:
        raise SlackError("msg_too_long")
    return Content(text, tuple(blocks), tuple(attachments), _metadata(given.get("metadata")))


def _blocks(value: object, mint: Mint) -> list[Json]:
    blocks = _objects(value, "invalid_blocks_format")
    complaints = complaints_about_blocks(blocks, "message", "/blocks")
    if complaints:
        raise SlackError("invalid_blocks", complaints)
    if _written(blocks) > ALL_BLOCKS_TEXT:
        raise SlackError("msg_blocks_too_long")
    return as_stored(blocks, mint)


def _attachments(value: object) -> list[Json]:
    attachments = _objects(value, "invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    complaints = [
        complaint
        for index, one in enumerate(attachments)
        for complaint in complaints_about_blocks(
            one.get("blocks") or [], "message", f"/attachments/{index}/blocks"
        )
    ]
    if complaints:
        raise SlackError("invalid_attachments", complaints)
    return attachments


def _objects(value: object, error: str) -> list[Json]:
    try:
        parsed = json.loads(value) if isinstance(value, str) and value else value
    except ValueError as wrong:
        raise SlackError(error) from wrong
    if not parsed:
        return []
    if not isinstance(parsed, list) or not all(isinstance(one, dict) for one in parsed):
        raise SlackError(error)
    return parsed


def _written(value: object) -> int:
    """Count the characters of everything called `text` in the structure."""
    if isinstance(value, dict):
        return sum(
            length(inner) if name == "text" and isinstance(inner, str) else _written(inner)
            for name, inner in value.items()
        )
    return sum(_written(inner) for inner in value) if isinstance(value, list) else 0


def _metadata(value: object) -> Json | None:
    try:
        parsed = json.loads(value) if isinstance(value, str) and value else value
    except ValueError as wrong:
        raise SlackError("invalid_metadata_format") from wrong
    if not parsed:
        return None
    if (
        not isinstance(parsed, dict)
        or not isinstance(parsed.get("event_type"), str)
        or not isinstance(parsed.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(parsed, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return parsed
