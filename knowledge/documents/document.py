"""What comes out of a file: its text, and what of it nobody has read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Reason(StrEnum):
    """Why a file, or a part of it, was not read. Each is counted."""

    # The whole file.
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    OLD_OFFICE = "old_office"
    IMAGE = "image"
    SOUND = "sound"
    ARCHIVE = "archive"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"
    UNDECODABLE = "undecodable"
    MISNAMED = "misnamed"
    # A part of it.
    PAGES = "pages"
    PICTURES = "pictures"
    CHARTS = "charts"
    OBJECTS = "objects"
    MACROS = "macros"
    MAIL_FILES = "mail_files"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Unread:
    """A kind of thing that was not read, and how many of it."""

    reason: Reason
    count: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file and what it does not hold. `repr` shows no text.

    A row of a table is a line, with tabs between its cells.
    """

    text: str = field(repr=False)
    unread: tuple[Unread, ...] = ()


class NotReadError(Exception):
    """Nothing more of this file can be read; says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Sink:
    """Where a reader puts lines as it meets them: what came before an error is not lost."""

    def __init__(self, most: int, go_on: Callable[[], bool] = lambda: True) -> None:
        self._left = most
        self._go_on = go_on
        self._lines: list[str] = []
        self._missed: Counter[Reason] = Counter()

    def look_at_time(self) -> None:
        """Stop when nobody waits any longer.

        Raises:
            NotReadError: the time is over.
        """
        if not self._go_on():
            raise NotReadError(Reason.REST)

    def line(self, text: str) -> None:
        """Take a line.

        Raises:
            NotReadError: there is no room for all of it.
        """
        self._lines.append(text[: self._left])
        self._left -= len(text) + 1
        if self._left < 0:
            raise NotReadError(Reason.REST)

    def miss(self, reason: Reason, count: int = 1) -> None:
        """Take note of what is not read."""
        if count > 0:
            self._missed[reason] += count

    def document(self) -> Document:
        missed = tuple(Unread(reason, count) for reason, count in self._missed.items())
        return Document("\n".join(self._lines), missed)
