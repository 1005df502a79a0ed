"""The book of everything between Slack and the app, with timing: what the inspector shows."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.playground.json_types import Json

KEPT: Final = 1_000


@dataclass(frozen=True)
class Exchange:
    """One question and its answer; `sender` is who asked."""

    sender: Literal["slack", "bot"]
    kind: str
    name: str
    request: Json
    response: object
    seconds: float
    ok: bool
    status: int = 0
    retry: int = 0


@dataclass(frozen=True)
class Numbered:
    number: int
    at: datetime
    exchange: Exchange


class Exchanges:
    """Keeps the newest thousand. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], datetime], changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._lock = threading.Lock()
        self._kept: deque[Numbered] = deque(maxlen=KEPT)
        self._last = 0

    def note(self, exchange: Exchange) -> None:
        with self._lock:
            self._last += 1
            self._kept.append(Numbered(self._last, self._clock(), exchange))
        self._changed()

    def since(self, number: int, limit: int) -> list[Numbered]:
        """Return at most `limit` of those after this number, the newest of them, oldest first."""
        with self._lock:
            newer = [one for one in self._kept if one.number > number]
        return newer[-limit:]

    @property
    def last(self) -> int:
        with self._lock:
            return self._last
