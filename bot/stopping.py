"""How a process that serves until it is told to stop hears of that, and leaves."""

from __future__ import annotations

import os
import signal
import sys
from threading import Event

# How long what has begun may take to its end.
GRACE_SECONDS = 15.0


def stop_on_signal() -> Event:
    """Return what is set once the process is told to stop."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop


def leave(*, finished: bool) -> int:
    """Return the exit code of a clean stop; a process that could not finish ends right here."""
    if not finished:
        # A thread that never comes back would keep the process that was told to give up its place.
        sys.stderr.flush()
        os._exit(0)
    return 0
