"""Misbehaviour on demand: what Slack and the network do on a bad day, at the moment a test says.

Faults are named by the method they strike (`chat.postMessage`, `response_url`, or `*` for any),
or by the way in which they strike the app: `events_api`, `slash_commands`, `interactive`.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable

FaultKind = Literal["429", "500", "503", "timeout", "cut", "delay"]

ANY = "*"
DELIVERIES = ("events_api", "slash_commands", "interactive")


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad answer.

    429      too many requests; `seconds` is what Retry-After says
    500      an error of Slack's in JSON; 503 one in HTML, as a proxy in front of it makes
    timeout  the call is taken and never answered; the connection is cut after `seconds`
    cut      the connection is cut instead of an answer
    delay    the call is answered, `seconds` later

    `happened` says that the call took effect although its answer was lost. That is the nasty
    one: whoever simply tries again does everything twice.

    Of a delivery to the app only two make sense: `delay`, and `cut`, which means that the app
    got it and its acknowledgement was lost.
    """

    kind: FaultKind
    seconds: float = 1.0
    happened: bool = False


class Faults:
    """The faults to come, first in, first out for each name. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self._choose: Callable[[str], Fault | None] | None = None
        self._stopped = threading.Event()

    def next(
        self,
        name: str,
        kind: FaultKind,
        times: int = 1,
        seconds: float = 1.0,
        *,
        happened: bool = False,
    ) -> None:
        """Let the next `times` calls of this name go wrong.

        Raises:
            ValueError: a kind that does not exist, or that this name cannot have.
        """
        if kind not in get_args(FaultKind):
            raise ValueError(f"no such fault: {kind}")
        if name in DELIVERIES and kind not in {"delay", "cut"}:
            raise ValueError(f"a delivery can only be delayed or cut, not {kind}")
        with self._lock:
            self._waiting[name].extend([Fault(kind, seconds, happened)] * times)

    def whenever(self, choose: Callable[[str], Fault | None]) -> None:
        """Ask `choose`, at every call of the app, what goes wrong; for long runs with many faults."""
        with self._lock:
            self._choose = choose

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._choose = None

    def take(self, name: str) -> Fault | None:
        """Return the fault for a call that has just come, and count it as used."""
        with self._lock:
            is_call = name not in DELIVERIES
            for one in (name, ANY) if is_call else (name,):
                if self._waiting[one]:
                    return self._waiting[one].popleft()
            return self._choose(name) if self._choose and is_call else None

    def wait(self, seconds: float) -> None:
        """Wait, but not beyond the end of the local Slack."""
        self._stopped.wait(seconds)

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        """Release everybody who waits."""
        self._stopped.set()
