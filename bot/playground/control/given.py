"""What a page sends with an act, read with care: nothing of it is believed."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.playground.control.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_FILE_BYTES: Final = 20_000_000
LONGEST_FILE_NAME: Final = 255


@dataclass(frozen=True)
class Given:
    """The JSON of an act. Each reader refuses what is of another kind."""

    values: Mapping[str, object]

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there.

        Raises:
            RefusalError: `invalid_arguments`.
        """
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise RefusalError("invalid_arguments")
        return value

    def flag(self, name: str) -> bool:
        return self.values.get(name) is True

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, empty when it is not there.

        Raises:
            RefusalError: `invalid_arguments`.
        """
        value = self.values.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise RefusalError("invalid_arguments")
        return value

    def table(self, name: str) -> Mapping[str, object]:
        """Return an object, empty when it is not there.

        Raises:
            RefusalError: `invalid_arguments`.
        """
        value = self.values.get(name) or {}
        if not isinstance(value, dict):
            raise RefusalError("invalid_arguments")
        return value

    def files(self, name: str = "files") -> list[tuple[str, bytes]]:
        """Return files, each with its name and content.

        Raises:
            RefusalError: `invalid_arguments` or `too_large`.
        """
        return read_files(self.values.get(name) or [])


def read_files(value: object) -> list[tuple[str, bytes]]:
    """Return the files of a list of `{"name", "content"}`, the content as base64.

    Raises:
        RefusalError: `invalid_arguments`, or `too_large` together.
    """
    if not isinstance(value, list):
        raise RefusalError("invalid_arguments")
    files = [_file(one) for one in value]
    if sum(len(content) for _, content in files) > MOST_FILE_BYTES:
        raise RefusalError("too_large")
    return files


def _file(one: object) -> tuple[str, bytes]:
    if not isinstance(one, dict):
        raise RefusalError("invalid_arguments")
    name, content = one.get("name"), one.get("content")
    if not isinstance(name, str) or not isinstance(content, str) or not name.strip():
        raise RefusalError("invalid_arguments")
    try:
        decoded = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusalError("invalid_arguments") from error
    # A browser sends a bare name; whatever looks like a path is none of Slack's.
    return name.replace("/", "_").replace("\\", "_")[:LONGEST_FILE_NAME], decoded
