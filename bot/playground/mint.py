"""Identifiers and times, counted so that a test which runs twice sees the same ones."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class Mint:
    """Makes what must be unique in a workspace. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._count = 0
        self._last_micros = 0

    def now(self) -> datetime:
        return self._clock()

    def number(self) -> int:
        """Return the next number; also the order in which things appeared."""
        with self._lock:
            self._count += 1
            return self._count

    def identifier(self, prefix: str) -> str:
        """Return an id of Slack's look: a letter for the kind, then letters and digits."""
        return f"{prefix}{self.number():08d}"

    def envelope_id(self) -> str:
        return f"00000000-0000-4000-8000-{self.number():012d}"

    def timestamp(self) -> str:
        """Return the `ts` of a new message: seconds and six digits, never the same twice.

        A clock that a test has stopped still gives rising values: a `ts` is the message's
        identity in its channel, so two messages of one instant must differ.
        """
        micros = int(self._clock().timestamp() * 1_000_000)
        with self._lock:
            self._last_micros = max(micros, self._last_micros + 1)
            seconds, rest = divmod(self._last_micros, 1_000_000)
        return f"{seconds}.{rest:06d}"
