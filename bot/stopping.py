"""How a process that serves until it is told to stop hears of that, and leaves."""

from __future__ import annotations

import os
import signal
import sys
import time
from queue import Empty, SimpleQueue

# How long what has begun may take to its end.
GRACE_SECONDS = 15.0
# A signal that comes just before a thread falls asleep does not wake it.
_LOOK_EVERY = 1.0


class StopSign:
    """What a signal sets and the main thread waits for.

    Not an `Event`: its lock is held for moments of `wait`, and a signal's handler runs on the
    same thread in the middle of whatever that does. In such a moment `set` would wait for ever.
    """

    def __init__(self) -> None:
        self._is_set = False
        # Its `put` may interrupt itself and its `get`: that is what it was made for.
        self._signals: SimpleQueue[None] = SimpleQueue()

    def set(self) -> None:
        """Say that it is time to stop; from a signal's handler too."""
        self._is_set = True
        self._signals.put(None)

    def wait(self, seconds: float = float("inf")) -> bool:
        """Wait until told to stop, but no longer than this; return whether that was said."""
        until = time.monotonic() + seconds
        while not self._is_set and (left := until - time.monotonic()) > 0:
            try:
                self._signals.get(timeout=min(left, _LOOK_EVERY))
            except Empty:
                continue
        return self._is_set


def stop_on_signal() -> StopSign:
    """Return what is set once the process is told to stop."""
    stop = StopSign()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop


def leave(*, finished: bool) -> int:
    """Return the exit code of a clean stop; a process that could not finish ends right here."""
    if not finished:
        # A thread that never comes back would keep the process that was told to give up its place.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    return 0
