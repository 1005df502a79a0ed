"""Elements: what stands inside blocks and can be pressed, chosen or typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.blockkit import menus
from bot.playground.blockkit.composition import (
    ACTION_ID,
    BOX_OPTION,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    URL,
    plain_text,
    text,
)
from bot.playground.blockkit.menus import ACTION, FOCUS, initial_choice_is_offered
from bot.playground.blockkit.rich_text import RICH_TEXT
from bot.playground.blockkit.rules import (
    anything,
    characters,
    complaint,
    flag,
    items,
    one_of,
    shape,
    whole,
    written_as,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.playground.blockkit.rules import Rule

INPUT_CHARACTERS: Final = 3000

BUTTON: Final = shape(
    {"text": plain_text(75)},
    {
        **ACTION,
        "url": characters(URL),
        "value": characters(2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": characters(75),
    },
)
OVERFLOW: Final = shape({"options": items(OVERFLOW_OPTION, most=5)}, ACTION)
CHECKBOXES: Final = shape(
    {"options": items(BOX_OPTION, most=10)},
    {**ACTION, **FOCUS, "initial_options": items(BOX_OPTION, most=10)},
    initial_choice_is_offered,
)
RADIO_BUTTONS: Final = shape(
    {"options": items(BOX_OPTION, most=10)},
    {**ACTION, **FOCUS, "initial_option": BOX_OPTION},
    initial_choice_is_offered,
)
IMAGE_FIELDS: Final[Mapping[str, Rule]] = {
    "image_url": characters(URL),
    "slack_file": anything,
}


def _one_source(value: object, at: str) -> Iterator[str]:
    if isinstance(value, dict) and ("image_url" in value) == ("slack_file" in value):
        yield complaint("must define either `image_url` or `slack_file`", at)


def image(special: Mapping[str, Rule]) -> Rule:
    return shape({"alt_text": characters(2000)}, {**IMAGE_FIELDS, **special}, _one_source)


_PICKER: Mapping[str, Rule] = {**ACTION, **FOCUS, "placeholder": plain_text(PLACEHOLDER)}
_DATE = written_as(r"\d{4}-\d\d-\d\d", "YYYY-MM-DD")
_TIME = written_as(r"([01]\d|2[0-3]):[0-5]\d", "HH:mm")
PICKERS: Final[Mapping[str, Rule]] = {
    "datepicker": shape({}, {**_PICKER, "initial_date": _DATE}),
    "timepicker": shape({}, {**_PICKER, "initial_time": _TIME, "timezone": characters(255)}),
    "datetimepicker": shape({}, {**ACTION, **FOCUS, "initial_date_time": whole(10**9, 10**10)}),
}

_TRIGGERS = shape(
    {},
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), most=2)},
)
_ENTRY: Mapping[str, Rule] = {
    "action_id": characters(ACTION_ID),
    **FOCUS,
    "placeholder": plain_text(PLACEHOLDER),
    "dispatch_action_config": _TRIGGERS,
}


def _lengths_agree(value: object, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield complaint("`min_length` must not be greater than `max_length`", at)


_INITIAL = {"initial_value": characters(INPUT_CHARACTERS, least=0)}
ENTRIES: Final[Mapping[str, Rule]] = {
    "plain_text_input": shape(
        {},
        {
            **_ENTRY,
            **_INITIAL,
            "multiline": flag,
            "min_length": whole(0, INPUT_CHARACTERS),
            "max_length": whole(1, INPUT_CHARACTERS),
        },
        _lengths_agree,
    ),
    "email_text_input": shape({}, {**_ENTRY, **_INITIAL}),
    "url_text_input": shape({}, {**_ENTRY, **_INITIAL}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {
            **_ENTRY,
            **_INITIAL,
            "min_value": characters(50),
            "max_value": characters(50),
        },
    ),
    "rich_text_input": shape({}, {**_ENTRY, "initial_value": RICH_TEXT}),
    "file_input": shape(
        {},
        {
            "action_id": characters(ACTION_ID),
            "filetypes": items(characters(50), most=100),
            "max_files": whole(1, 10),
        },
    ),
}

_BOXES: Mapping[str, Rule] = {"checkboxes": CHECKBOXES, "radio_buttons": RADIO_BUTTONS}
_PRESSED: Mapping[str, Rule] = {"button": BUTTON, "overflow": OVERFLOW}

# Where each may stand. Typing happens only in an `input` block.
IN_ACTIONS: Final[Mapping[str, Rule]] = {**_PRESSED, **_BOXES, **menus.SINGLE, **PICKERS}
BESIDE_SECTION: Final[Mapping[str, Rule]] = {
    **_PRESSED,
    **_BOXES,
    **menus.SINGLE,
    **menus.MULTIPLE,
    "datepicker": PICKERS["datepicker"],
    "timepicker": PICKERS["timepicker"],
    "image": image({}),
}
IN_INPUT: Final[Mapping[str, Rule]] = {
    **ENTRIES,
    **_BOXES,
    **menus.SINGLE,
    **menus.MULTIPLE,
    **PICKERS,
}
IN_CONTEXT: Final[Mapping[str, Rule]] = {
    "image": image({}),
    "plain_text": text(),
    "mrkdwn": text(),
}
