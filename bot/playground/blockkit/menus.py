"""Select menus: one choice or several, from options, people, channels or the app's own search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.blockkit.composition import (
    ACTION_ID,
    CONFIRM,
    MENU_OPTION,
    OPTION_GROUP,
    OPTIONS,
    PLACEHOLDER,
    plain_text,
)
from bot.playground.blockkit.rules import (
    anything,
    characters,
    complaint,
    flag,
    items,
    shape,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.playground.blockkit.rules import Rule

SLACK_ID: Final = characters(255)

# What every element that can be pressed or chosen has in common.
ACTION: Final[Mapping[str, Rule]] = {"action_id": characters(ACTION_ID), "confirm": CONFIRM}
FOCUS: Final[Mapping[str, Rule]] = {"focus_on_load": flag}


def initial_choice_is_offered(value: object, at: str) -> Iterator[str]:
    """What is chosen at first must be one of the options, the description included."""
    if not isinstance(value, dict):
        return
    offered = list(value.get("options") or ())
    for group in value.get("option_groups") or ():
        offered += (group.get("options") or ()) if isinstance(group, dict) else ()
    chosen = list(value.get("initial_options") or ())
    if value.get("initial_option") is not None:
        chosen.append(value["initial_option"])
    if any(option not in offered for option in chosen):
        yield complaint("initial option must exactly match one of the provided options", at)


def _options_or_groups(value: object, at: str) -> Iterator[str]:
    if isinstance(value, dict) and ("options" in value) == ("option_groups" in value):
        yield complaint("must define either `options` or `option_groups`", at)


def _menu(special: Mapping[str, Rule], *also: Rule) -> Rule:
    return shape({}, {**ACTION, **FOCUS, "placeholder": plain_text(PLACEHOLDER), **special}, *also)


def _static(special: Mapping[str, Rule]) -> Rule:
    offered = {
        "options": items(MENU_OPTION, most=OPTIONS),
        "option_groups": items(OPTION_GROUP, most=OPTIONS),
    }
    return _menu({**offered, **special}, _options_or_groups, initial_choice_is_offered)


_IDS = items(SLACK_ID, most=100)
_FIRST_OPTION = {"initial_option": MENU_OPTION}
_FIRST_OPTIONS = {"initial_options": items(MENU_OPTION, most=OPTIONS)}
_SEARCH = {"min_query_length": whole(0, 100)}
_CONVERSATIONS = {"default_to_current_conversation": flag, "filter": anything}
_ANSWERABLE = {"response_url_enabled": flag}
_MANY = {"max_selected_items": whole(1, 100)}

SINGLE: Final[Mapping[str, Rule]] = {
    "static_select": _static(_FIRST_OPTION),
    "external_select": _menu({**_FIRST_OPTION, **_SEARCH}),
    "users_select": _menu({"initial_user": SLACK_ID}),
    "conversations_select": _menu(
        {"initial_conversation": SLACK_ID, **_CONVERSATIONS, **_ANSWERABLE}
    ),
    "channels_select": _menu({"initial_channel": SLACK_ID, **_ANSWERABLE}),
}
MULTIPLE: Final[Mapping[str, Rule]] = {
    "multi_static_select": _static({**_FIRST_OPTIONS, **_MANY}),
    "multi_external_select": _menu({**_FIRST_OPTIONS, **_SEARCH, **_MANY}),
    "multi_users_select": _menu({"initial_users": _IDS, **_MANY}),
    "multi_conversations_select": _menu({"initial_conversations": _IDS, **_CONVERSATIONS, **_MANY}),
    "multi_channels_select": _menu({"initial_channels": _IDS, **_MANY}),
}
