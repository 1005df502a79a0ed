"""`annai unmask`: masked words put back in a terminal, from a locked file instead of a database."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from bot.phrases import say
from handlers.texts import load_texts
from handlers.views.unmask import not_restored
from knowledge.unmasking import merge_maps, originals_of, unmask_answer
from knowledge.vault import Closed, Vault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.settings import Settings
    from handlers.texts import Language
    from knowledge.verdict import Verdict

_FIRST_LINE = b"annai-map 1\n"
# Whoever has the file and the key may open it; in Slack it is the member.
_OWNER = "terminal"
_LARGEST = 16 * 1024 * 1024


class MapError(Exception):
    """A map cannot be written or used. The message is for the person, in their language."""


def open_vault(settings: Settings, language: Language) -> Vault:
    """Return the lock.

    Raises:
        MapError: there is no key.
    """
    if settings.annai_secret_key is None:
        raise MapError(say(language, "unmask.no_key"))
    return Vault(settings.annai_secret_key.get_secret_value())


def require_writable(path: Path, language: Language) -> None:
    """Let a place through where nothing is yet, or a map that may be written over.

    Raises:
        MapError: something else is there, or nothing can be written there.
    """
    try:
        if path.exists() and not _is_map(_beginning(path)):
            raise MapError(say(language, "unmask.not_overwritten", path=path))
        if not path.parent.is_dir():
            raise MapError(say(language, "unmask.cannot_write", path=path))
    except OSError:
        raise MapError(say(language, "unmask.cannot_write", path=path)) from None


def write_map(
    path: Path, verdict: Verdict, vault: Vault, now: datetime, language: Language
) -> None:
    """Write what the masked text of a verdict leaves out, locked, for the owner of the file only.

    What was written and what was not is said on stderr: stdout is the verdict's.

    Raises:
        MapError: the file cannot be written.
    """
    originals = originals_of(verdict)
    if not originals:
        sys.stderr.write(say(language, "unmask.nothing_to_keep", path=path) + "\n")
        return
    content = _FIRST_LINE + vault.lock(_OWNER, originals, now).encode("ascii") + b"\n"
    try:
        _replace(path, content)
    except OSError:
        raise MapError(say(language, "unmask.cannot_write", path=path)) from None
    sys.stderr.write(say(language, "unmask.kept", path=path) + "\n")


def read_map(path: Path, vault: Vault, now: datetime, language: Language) -> Mapping[str, str]:
    """Read a map that was written by `write_map`.

    Raises:
        MapError: there is none, it is none, its day is over, or it was locked with another key.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except FileNotFoundError:
        raise MapError(say(language, "check.no_file", path=path)) from None
    except OSError:
        raise MapError(say(language, "check.unreadable", path=path)) from None
    if not _is_map(content) or not content.isascii():
        raise MapError(say(language, "unmask.not_a_map", path=path))
    locked = content.removeprefix(_FIRST_LINE).strip().decode("ascii")
    opened = vault.open(_OWNER, locked, now)
    if isinstance(opened, Closed):
        raise MapError(say(language, f"unmask.{opened}", path=path))
    return opened


def print_unmasked(answer: str, originals: Mapping[str, str], language: Language) -> None:
    """Print the answer with the originals in it; on stderr, what could not be put back."""
    restored = unmask_answer(answer, merge_maps([originals]))
    sys.stdout.write(restored.text if restored.text.endswith("\n") else restored.text + "\n")
    sys.stdout.flush()
    voice = load_texts().voice(language)
    for line in not_restored(restored, voice, of_all=False, some_locked=False):
        sys.stderr.write(line + "\n")


def _is_map(content: bytes) -> bool:
    return content.startswith(_FIRST_LINE)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_FIRST_LINE))


def _replace(path: Path, content: bytes) -> None:
    """Put a new file in the place of the old one, readable by its owner only, whole or not."""
    handle, beside = mkstemp(dir=path.parent, prefix=".annai-map-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).replace(path)
    except OSError:
        with suppress(OSError):
            Path(beside).unlink()
        raise
