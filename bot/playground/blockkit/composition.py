"""Composition objects: texts, options, option groups, confirmation dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.blockkit.rules import by_type, characters, flag, items, one_of, shape

if TYPE_CHECKING:
    from bot.playground.blockkit.rules import Rule

TEXT: Final = 3000
OPTIONS: Final = 100
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
PLACEHOLDER: Final = 150
URL: Final = 3000
ACTION_ID: Final = 255


def plain_text(most: int) -> Rule:
    """Accept a `plain_text` object only: titles, labels and buttons know no formatting."""
    return by_type({"plain_text": _plain(most)})


def text(most: int = TEXT) -> Rule:
    """Accept either text object."""
    return by_type({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)})


def _plain(most: int) -> Rule:
    return shape({"text": characters(most)}, {"emoji": flag})


def _mrkdwn(most: int) -> Rule:
    return shape({"text": characters(most)}, {"verbatim": flag})


# In menus an option is plain text; check boxes and radio buttons may format theirs.
MENU_OPTION = shape(
    {"text": plain_text(OPTION_TEXT), "value": characters(OPTION_VALUE)},
    {"description": plain_text(OPTION_TEXT)},
)
OVERFLOW_OPTION = shape(
    {"text": plain_text(OPTION_TEXT)},
    {
        "value": characters(OPTION_VALUE),
        "description": plain_text(OPTION_TEXT),
        "url": characters(URL),
    },
)
BOX_OPTION = shape(
    {"text": text(OPTION_TEXT), "value": characters(OPTION_VALUE)},
    {"description": text(OPTION_TEXT)},
)
OPTION_GROUP = shape(
    {"label": plain_text(OPTION_TEXT), "options": items(MENU_OPTION, most=OPTIONS)}
)
CONFIRM = shape(
    {
        "title": plain_text(100),
        "text": text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": one_of("primary", "danger")},
)
