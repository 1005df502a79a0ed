"""The door to the database: short transactions for writing and for reading."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import exc, text
from sqlalchemy.orm import Session

from knowledge.store.engine import WAIT_SECONDS, describe, for_reading, open_engine, read_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Engine

# Session for those who only pass it on, and may not know where it comes from.
__all__ = ["Database", "DatabaseUnavailable", "Session"]

# What a person can mend outside of the program: busy, no such place, disk, not a database.
_SQLITE_OUTAGES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
    }
)


class DatabaseUnavailable(Exception):  # noqa: N818 - a state of the world, not a mistake
    """The database cannot be reached or used now; the message names the place, no password."""


class Database:
    """One database, shared by all threads of a process."""

    def __init__(self, url: str, *, check_references: bool = True) -> None:
        """Take the address (`sqlite:///file`, `postgres://…`); connect only when needed.

        Raises ValueError for any other address.
        """
        address = read_address(url)
        self._place = describe(address)
        on_sqlite = address.get_backend_name() == "sqlite"
        self._file = Path(address.database or "") if on_sqlite else None
        self._turns = Lock() if on_sqlite else None
        self._writing = open_engine(address, check_references=check_references)
        self._reading = for_reading(self._writing)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Give a session that may write: committed at the end, rolled back on any exception.

        Raises DatabaseUnavailable; then nothing was written, unless the connection broke
        during the commit itself, when it is unknown (claims make a second try harmless).
        """
        with self._turn(), self._session(self._writing) as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one moment and refuses to write.

        Raises DatabaseUnavailable.
        """
        with self._session(self._reading) as session:
            yield session

    def exists(self) -> bool:
        """Return False if it is a SQLite file that connecting would first have to make."""
        return self._file is None or self._file.exists()

    def ping(self) -> None:
        """Ask the database for a sign of life; raises DatabaseUnavailable."""
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Give all connections back; the object may be used again, which connects anew."""
        self._writing.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        # SQLite has one writer at a time and polls for the lock with growing pauses; threads
        # that queue here instead wait a fraction of that when many write at once.
        if self._turns is None:
            yield
        elif self._turns.acquire(timeout=WAIT_SECONDS):
            try:
                yield
            finally:
                self._turns.release()
        else:
            raise DatabaseUnavailable(f"{self._place} is busy.")

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            # Rows stay readable after the end: they are the records that listeners show.
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except (exc.DBAPIError, exc.TimeoutError) as error:
            if not _is_outage(error):
                raise
            raise DatabaseUnavailable(f"{self._place} cannot be used now.") from error


def _is_outage(error: exc.DBAPIError | exc.TimeoutError) -> bool:
    if isinstance(error, exc.TimeoutError):  # every connection of the pool is taken
        return True
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _SQLITE_OUTAGES
    # For PostgreSQL: no connection, a broken one, too many, a shut-down, a deadlock, a full disk.
    return error.connection_invalidated or isinstance(error, exc.OperationalError)
