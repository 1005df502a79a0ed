"""How long a text may be for Slack, how it is measured, cut and shortened."""

from __future__ import annotations

import unicodedata

BLOCK_TEXT = 3_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MODAL_INPUT = 3_000

_ELLIPSIS = "…"


def units(text: str) -> int:
    """Return the length in UTF-16 units.

    The SDK counts code points and nobody says what the server counts; an emoji is one there and
    two here, so what fits here fits in either way of counting.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Return the text, or its beginning with an ellipsis, within the limit."""
    if units(text) <= limit:
        return text
    return text[: _fitting(text, limit - 1)] + _ELLIPSIS


def split_text(text: str, limit: int) -> list[str]:
    """Cut a text into parts within the limit that give the text when joined again.

    A cut stands after a line where there is one, otherwise between two characters as a person
    counts them, and never inside a placeholder 【…】: half a placeholder could not be undone.
    """
    parts: list[str] = []
    rest = text
    while units(rest) > limit:
        cut = _cut(rest, _fitting(rest, limit) or 1)
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest] if rest else parts


def _fitting(text: str, limit: int) -> int:
    """Return how many code points of the beginning fit, with no character left half."""
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if units(text[:middle]) <= limit else (low, middle - 1)
    at = low
    while at > 0 and _joined(text, at):
        at -= 1
    return at or low


def _joined(text: str, at: int) -> bool:
    """Return whether the character at this place belongs to the one before it."""
    if at >= len(text):
        return False
    here, before = text[at], text[at - 1]
    return (
        unicodedata.combining(here) != 0
        or here in "\u200d\ufe0e\ufe0f\u20e3"
        or before == "\u200d"
        or "\U000e0100" <= here <= "\U000e01ef"
        or "\U0001f3fb" <= here <= "\U0001f3ff"
        or (before == "\r" and here == "\n")
    )


def _cut(text: str, most: int) -> int:
    line = text.rfind("\n", most // 2, most) + 1
    if line > 0:
        return line
    opening = text.rfind("【", 0, most)
    if opening > 0 and "】" not in text[opening:most]:
        closing = text.find("】", most)
        # An opening bracket that nobody closes nearby is only a bracket.
        if 0 <= closing - opening <= 40:
            return opening
    return most
