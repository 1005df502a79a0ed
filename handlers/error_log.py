"""How an error that nobody expected reaches the log: where it happened, never what was said."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

OWN_PACKAGES = frozenset({"annai", "bot", "handlers", "knowledge", "scheduler"})
_FRAMES = 12


def report(error: BaseException) -> str:
    """Log an unexpected error and return the reference number under which it stands there.

    The line shows types and places only. The message of an exception, and the values in its
    frames, may hold the text that a person asked about.
    """
    reference = secrets.token_hex(4).upper()
    log.error("unexpected error %s: %s", reference, outline(error))
    return reference


def place_of(path: str, line: int) -> str:
    """Return where in a source file, without the folders of this machine."""
    parts = Path(path).parts
    for anchor in ("site-packages", "dist-packages"):
        if anchor in parts:
            parts = parts[parts.index(anchor) + 1 :]
            return f"{'/'.join(parts)}:{line}"
    for at, part in enumerate(parts):
        if part in OWN_PACKAGES and at + 1 < len(parts):
            return f"{'/'.join(parts[at:])}:{line}"
    return f"{parts[-1] if parts else '?'}:{line}"


def outline(error: BaseException) -> dict[str, Any]:
    """Return the type of an exception, of its causes, and the frames; never its message.

    The message of an exception that nobody foresaw may hold the very text that was checked.
    """
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    shown: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [place_of(frame.filename, frame.lineno or 0) for frame in frames],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        shown["cause"] = f"{type(cause).__module__}.{type(cause).__qualname__}"
    return shown
