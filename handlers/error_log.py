"""How an error that nobody expected reaches the log: where it happened, never what was said."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

log = logging.getLogger(__name__)

_FRAMES = 12
_CAUSES = 4


def report(error: BaseException) -> str:
    """Log an unexpected error and return the reference number under which it stands there.

    The line shows types and places only. The message of an exception, and the values in its
    frames, may hold the text that a person asked about.
    """
    reference = secrets.token_hex(4).upper()
    log.error("unexpected error %s: %s", reference, outline(error))
    return reference


def outline(error: BaseException) -> str:
    """Return the types of an error and its causes, and the places that it passed."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < _CAUSES:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{'/'.join(Path(f.filename).parts[-2:])}:{f.lineno}" for f in frames]
    return f"{' from '.join(kinds)} at {' > '.join(places)}"
