"""When something on anybody's screen has changed: one number that rises, and waiting for it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final, TypeVar, overload

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

WATCHERS: Final = 32

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Default = TypeVar("_Default")


class TooManyWatchersError(Exception):
    """As many wait already as may."""


class Changes:
    """Counts changes. Safe to use from any thread; nothing is locked while somebody waits."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 1
        self._waiting = 0
        self._closed = False

    @property
    def number(self) -> int:
        with self._changed:
            return self._number

    def note(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait(self, since: int, seconds: float) -> int:
        """Wait until the number is another than `since`, or the time is over; return it.

        Raises:
            TooManyWatchersError: enough wait already.
        """
        deadline = time.monotonic() + seconds
        with self._changed:
            if self._waiting >= WATCHERS:
                raise TooManyWatchersError
            self._waiting += 1
            try:
                while self._number == since and not self._closed:
                    left = deadline - time.monotonic()
                    if left <= 0:
                        break
                    self._changed.wait(left)
            finally:
                self._waiting -= 1
            return self._number

    def close(self) -> None:
        """Let go all who wait, now and later."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


class Watched(dict[_Key, _Value]):
    """A dictionary that says when it changes, by the ways in which the workspace changes one."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed

    @override
    def __setitem__(self, key: _Key, value: _Value, /) -> None:
        super().__setitem__(key, value)
        self._changed()

    @override
    def __delitem__(self, key: _Key, /) -> None:
        super().__delitem__(key)
        self._changed()

    @overload
    def pop(self, key: _Key, /) -> _Value: ...
    @overload
    def pop(self, key: _Key, default: _Value, /) -> _Value: ...
    @overload
    def pop(self, key: _Key, default: _Default, /) -> _Value | _Default: ...
    @override
    def pop(self, key: _Key, /, *default: object) -> object:
        value = super().pop(key, *default)
        self._changed()
        return value
