"""What the app has sent, call by call and word by word."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.playground.json_types import Json

_LOOK_EVERY: Final = 0.02


@dataclass(frozen=True)
class RecordedCall:
    """One call of the Web API, or one post to an answering URL (method `response_url`)."""

    method: str
    arguments: Json
    response: Json
    status: int
    at: datetime
    fault: str = ""
    body: bytes = field(default=b"", repr=False)

    @property
    def ok(self) -> bool:
        return self.response.get("ok") is True and not self.fault


class Recording:
    """Keeps the calls, and knows whether any is under way. Safe to use from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls: list[RecordedCall] = []
        self._requests: list[str] = []
        self._acknowledgements: list[str] = []
        self._under_way = 0

    @property
    def calls(self) -> list[RecordedCall]:
        with self._changed:
            return list(self._calls)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count something as unfinished while it lasts."""
        with self._changed:
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def note_request(self, head: str, body: bytes) -> None:
        """Keep what came in at once: a call that goes wrong has left the app all the same."""
        with self._changed:
            self._requests.append(f"{head}\n{spelled_out(body)}")

    def note_acknowledgement(self, body: str) -> None:
        with self._changed:
            self._acknowledgements.append(spelled_out(body.encode()))
            self._changed.notify_all()

    def note_call(self, call: RecordedCall) -> None:
        with self._changed:
            self._calls.append(call)

    def everything(self, *, acknowledgements: bool) -> str:
        with self._changed:
            return "\n".join(
                [*self._requests, *(self._acknowledgements if acknowledgements else ())]
            )

    def wait_until(self, is_quiet: Callable[[], bool], seconds: float) -> bool:
        """Wait until nothing is under way and `is_quiet` says so; return whether that came."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while self._under_way or not is_quiet():
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                # Not everything that `is_quiet` may ask about notifies: look again now and then.
                self._changed.wait(min(left, _LOOK_EVERY))
            return True


def spelled_out(body: bytes) -> str:
    """Return a body as sent and, below it, each text in it with every encoding undone.

    A search for a word must find it whether it travelled as JSON with escapes, as a form, or as
    JSON within a form.
    """
    text = body.decode("utf-8", "replace")
    return "\n".join([text, *_texts(text, form=True)])


def _texts(value: object, *, form: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        parsed = _json(value)
        if parsed is not None:
            yield from _texts(parsed)
        elif form:
            for name, inner in parse_qsl(value):
                yield name
                yield from _texts(inner)
        else:
            yield value


def _json(text: str) -> Json | list[object] | None:
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        parsed = json.loads(text)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict | list) else None
