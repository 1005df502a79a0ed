"""Who shows a person's Home at this moment: one after the other, so that the newest stays."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCKS = 64


class HomeTurns:
    """Turns for each person.

    Whoever shows a Home reads the database and then tells Slack. Between the two another may do
    both, and what was read earlier would be what the person sees from then on.
    """

    def __init__(self) -> None:
        # People may share one; then they wait a little for each other.
        self._locks = tuple(Lock() for _ in range(_LOCKS))

    @contextmanager
    def turn(self, member: str, seconds: float) -> Iterator[None]:
        """Wait for one's turn, but no longer than this: an older Home is better than none."""
        lock = self._locks[hash(member) % _LOCKS]
        has_it = lock.acquire(timeout=seconds)
        try:
            yield
        finally:
            if has_it:
                lock.release()
