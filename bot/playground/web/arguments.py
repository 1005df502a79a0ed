"""The arguments of a call, however they were sent: JSON body, form body or query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Request

_TRUE = frozenset({True, "true", "1"})


def read_arguments(request: Request) -> dict[str, object]:
    """Return the arguments as sent, the token among them.

    Raises:
        SlackError: a JSON body that is no JSON, or no object.
    """
    given: dict[str, object] = {**request.args.to_dict(), **request.form.to_dict()}
    if request.mimetype != "application/json":
        return given
    try:
        body = json.loads(request.get_data() or b"{}")
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return {**given, **body}


@dataclass(frozen=True)
class Arguments:
    """Typed access. A form sends everything as text, so each reader accepts text as well."""

    values: Mapping[str, object]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value in _TRUE if isinstance(value, bool | int | str) else False

    def limit(self, default: int, most: int) -> int:
        """Return the page size.

        Raises:
            SlackError: it is no number, or not between 1 and `most`.
        """
        value = self.values.get("limit")
        if value in (None, "", "0", 0):
            return default
        if not str(value).isdecimal() or int(str(value)) > most:
            raise SlackError("invalid_limit")
        return int(str(value))

    def structure(self, name: str) -> object:
        """Return an argument that is an object or a list, sent as JSON or as text holding JSON.

        Raises:
            ValueError: it is text that holds no JSON.
        """
        value = self.values.get(name)
        return json.loads(value) if isinstance(value, str) and value else value
