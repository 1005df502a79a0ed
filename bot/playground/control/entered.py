"""What a page sends as the value of an element, as the forms of the local Slack keep it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.playground.control.given import read_files
from bot.playground.control.refusals import RefusalError
from bot.playground.talking import mentionable
from bot.playground.typed_text import as_blocks, typed
from bot.playground.uploads import upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.actors import Actor
    from bot.playground.blockkit.walk import Placed

_LONGEST: Final = 40_000
_FORMS: Final[Mapping[str, str]] = {
    "datepicker": r"\d{4}-\d\d-\d\d",
    "timepicker": r"([01]\d|2[0-3]):[0-5]\d",
}


def entered_value(actor: Actor, placed: Placed, value: object) -> object:
    """Return the value as `pressing` takes it.

    Raises:
        RefusalError: no page of ours sends such a value for such an element.
    """
    kind = str(placed.element["type"])
    if kind == "button" or value is None:
        return None
    if kind == "rich_text_input":
        return _rich_text(actor, value)
    if kind == "file_input":
        return _files(actor, value)
    if kind == "datetimepicker":
        if not isinstance(value, int) or isinstance(value, bool):
            raise RefusalError("invalid_arguments")
        return value
    several = kind.startswith("multi_") or kind == "checkboxes"
    texts = value if several and isinstance(value, list) else [value]
    if any(not isinstance(one, str) or len(one) > _LONGEST for one in texts):
        raise RefusalError("invalid_arguments")
    _look_at(actor, kind, [str(one) for one in texts])
    return value


def _look_at(actor: Actor, kind: str, texts: list[str]) -> None:
    if any(re.fullmatch(_FORMS.get(kind, ".*"), one, re.DOTALL) is None for one in texts if one):
        raise RefusalError("invalid_arguments")
    if kind.endswith(("users_select", "channels_select", "conversations_select")):
        known = actor.slack.workspace.members.keys() | actor.slack.workspace.channels.keys()
        if not {one for one in texts if one} <= known:
            raise RefusalError("no_such_choice")


def _rich_text(actor: Actor, value: object) -> object:
    if isinstance(value, dict) and value.get("type") == "rich_text":
        return value
    if not isinstance(value, str):
        raise RefusalError("invalid_arguments")
    if not value.strip():
        return None
    workspace = actor.slack.workspace
    pieces = typed(value, mentionable(workspace))
    return as_blocks(pieces, workspace.mint.identifier("b"))[0]


def _files(actor: Actor, value: object) -> object:
    """Keep new files, and return them with those that are kept already, as Slack describes them."""
    workspace = actor.slack.workspace
    given = value if isinstance(value, list) else [value]
    kept = [workspace.files.get(one) for one in given if isinstance(one, str)]
    new = read_files([one for one in given if not isinstance(one, str)])
    if None in kept:
        raise RefusalError("no_such_choice")
    address = actor.slack.address
    return [
        *kept,
        *(upload(workspace, actor.member, name, content, address) for name, content in new),
    ]
