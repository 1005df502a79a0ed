"""JSON Lines in and out: one object a line, and a file that cannot be read told by its line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from bot.input_error import InputError
from bot.phrases import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handlers.texts import Language


def read_cases(path: Path, field: str, language: Language) -> Iterator[tuple[Any, str]]:
    """Yield the id and the named text of each line.

    Raises:
        InputError: the file, or a line of it, cannot be read. Lines before it are yielded.
    """
    # Only "\n" ends a line of JSON Lines; other line ends may stand inside a text.
    for number, raw in enumerate(read_bytes(path, language).split(b"\n"), 1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        try:
            case = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            raise InputError(say(language, "lines.no_json", path=path, number=number)) from None
        if not isinstance(case, dict) or "id" not in case or not isinstance(case.get(field), str):
            raise InputError(
                say(language, "lines.wrong_keys", path=path, number=number, field=field)
            )
        yield case["id"], case[field]


def read_bytes(path: Path, language: Language, most: int = -1) -> bytes:
    """Return the content of a file, at most so many bytes of it.

    Raises:
        InputError: there is no such file, or it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise InputError(say(language, "check.no_file", path=path)) from None
    except OSError:
        raise InputError(say(language, "check.unreadable", path=path)) from None


def print_json(value: dict[str, Any]) -> None:
    """Print one object as a line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
