"""What becomes of text that a person types into a message or behind a slash command.

Slack encodes exactly three characters, and wraps what it recognises: addresses, e-mail, people,
channels. A modal's input fields are *not* treated so; they arrive as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.playground.json_types import Json

_URL: Final = r"https?://[^\s<>|\"、。，．（）「」『』【】]+"
_EMAIL: Final = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_PHONE: Final = r"(?<![\d-])0\d{1,4}-\d{1,4}-\d{3,4}(?![\d-])"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of typed text: how it goes into `text`, and its rich-text element."""

    text: str
    element: Json


def encoded(text: str) -> str:
    """Encode the three characters, the ampersand first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(
    text: str, ids: Mapping[str, str], *, phones: bool = False, labelled: bool = False
) -> list[Piece]:
    """Return the pieces of a typed text.

    `ids` maps `@name` and `#name` to ids. `phones` wraps telephone numbers as well, which some
    clients do when text is pasted from another program. `labelled` writes people as slash
    commands do, `<@U1|name>`; in messages it is `<@U1>`.
    """
    # The longest name first: Japanese is written without a space after it.
    names = [re.escape(name) for name in sorted(ids, key=len, reverse=True)]
    kinds = [_URL, _EMAIL, *([_PHONE] if phones else []), *names]
    pieces: list[Piece] = []
    position = 0
    for match in re.finditer("|".join(f"(?:{kind})" for kind in kinds), text):
        pieces += [*_plain(text[position : match.start()]), _wrapped(match.group(), ids, labelled)]
        position = match.end()
    return [*pieces, *_plain(text[position:])]


def as_text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def as_blocks(pieces: list[Piece], block_id: str) -> list[Json]:
    """Return the one rich-text block that Slack's editor makes of a typed message."""
    section = {"type": "rich_text_section", "elements": [piece.element for piece in pieces]}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _plain(text: str) -> Iterator[Piece]:
    if text:
        yield Piece(encoded(text), {"type": "text", "text": encoded(text)})


def _wrapped(found: str, ids: Mapping[str, str], labelled: bool) -> Piece:  # noqa: FBT001 -- passed on
    if found in ids:
        ident, kind = ids[found], "user" if found[0] == "@" else "channel"
        label = f"|{found[1:]}" if labelled or kind == "channel" else ""
        return Piece(f"<{found[0]}{ident}{label}>", {"type": kind, f"{kind}_id": ident})
    if found.startswith("http"):
        address = encoded(found)
        return Piece(f"<{address}>", {"type": "link", "url": address})
    address = f"mailto:{found}" if "@" in found else f"tel:{found.replace('-', '')}"
    return Piece(f"<{address}|{found}>", {"type": "link", "url": address, "text": found})
