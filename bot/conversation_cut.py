"""Ending an HTTP conversation at its deadline, whatever the other side does.

The time-outs of an HTTP library are for each read: a server that sends one byte every five
seconds never meets them. So the socket itself is shut, which wakes whoever reads from it.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.openai_answers import ErrorBody

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEGINS = (".connect_tcp.complete", ".start_tls.complete")


class Conversation:
    """One request and what is known of its answer. `note` is told of each step of the connection."""

    def __init__(self) -> None:
        self.status = 0
        self.error = ErrorBody()
        self.retry_after: float | None = None
        self.was_cut = False
        self._lock = Lock()
        self._socket: socket.socket | None = None

    def note(self, name: str, info: Mapping[str, Any]) -> None:
        """Remember the socket of a connection that has just begun (the `trace` of httpcore)."""
        if not name.endswith(_BEGINS):
            return
        opened = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._socket = opened if isinstance(opened, socket.socket) else None
            if self.was_cut:
                self._shut()

    def cut(self) -> None:
        """End it now."""
        with self._lock:
            self.was_cut = True
            self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            # Not the TLS socket's own method, which would take its state away from the reader.
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
