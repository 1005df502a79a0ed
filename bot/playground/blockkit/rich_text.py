"""Rich text: sections, lists, quotes and code made of small pieces, as Slack's editor makes them."""

from __future__ import annotations

from typing import Final

from bot.playground.blockkit.composition import URL
from bot.playground.blockkit.rules import (
    anything,
    by_type,
    characters,
    flag,
    items,
    one_of,
    shape,
    whole,
)

_STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "unlink"), flag),
)
_STYLED = {"style": _STYLE}
_WORDS = characters(40_000)

PIECE: Final = by_type(
    {
        "text": shape({"text": _WORDS}, _STYLED),
        "link": shape({"url": characters(URL)}, {**_STYLED, "text": _WORDS, "unsafe": flag}),
        "emoji": shape(
            {"name": characters(255)},
            {**_STYLED, "unicode": characters(255), "skin_tone": anything},
        ),
        "user": shape({"user_id": characters(255)}, _STYLED),
        "usergroup": shape({"usergroup_id": characters(255)}, _STYLED),
        "channel": shape({"channel_id": characters(255)}, _STYLED),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _STYLED),
        "date": shape(
            {"timestamp": whole(0, 10**11), "format": characters(255)},
            {"url": characters(URL), "fallback": characters(3000), **_STYLED},
        ),
        "color": shape({"value": characters(20)}),
    }
)

_PIECES = items(PIECE, most=1000, least=0)
_BORDER = {"border": whole(0, 1)}
_SECTION = shape({"elements": _PIECES})

PARTS: Final = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_preformatted": shape(
            {"elements": _PIECES}, {**_BORDER, "language": characters(50)}
        ),
        "rich_text_quote": shape({"elements": _PIECES}, _BORDER),
        "rich_text_list": shape(
            {
                "style": one_of("bullet", "ordered"),
                "elements": items(by_type({"rich_text_section": _SECTION}), most=1000),
            },
            {"indent": whole(0, 8), "offset": whole(0, 100_000), **_BORDER},
        ),
    }
)

_RICH_TEXT_FIELDS = {"elements": items(PARTS, most=1000)}
RICH_TEXT_BLOCK: Final = shape(_RICH_TEXT_FIELDS, {"block_id": characters(255)})
RICH_TEXT: Final = by_type({"rich_text": RICH_TEXT_BLOCK})
