"""What the command line and the start of the bot say, in Japanese (the source) and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.texts import Language


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return all phrases by `section.name`, each with its `ja` and `en`."""
    tables = tomllib.loads((files("bot") / "phrases.toml").read_text("utf-8"))
    return {
        f"{section}.{name}": words
        for section, table in tables.items()
        for name, words in table.items()
    }


def say(language: Language, key: str, **values: object) -> str:
    """Return a phrase with its `{name}` places filled in one pass (values are never expanded).

    Raises:
        KeyError: there is no such phrase, or a place was given no value.
    """
    return catalogue()[key][language].format_map(values)
