"""Opens SQLite or PostgreSQL so that both behave alike under several hands."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine

WAIT_SECONDS = 5
_READS_ONLY = "annai_reads_only"

# Overridden by the same names in the query of DATABASE_URL.
_POSTGRESQL_DEFAULTS = {
    "application_name": "annai",
    "connect_timeout": "3",
    # A network that drops idle connections in silence is noticed within seconds.
    "keepalives_idle": "60",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "5000",
}


def read_address(url: str) -> URL:
    """Return the address in SQLAlchemy's form, with psycopg 3 for PostgreSQL.

    Raises ValueError, which never shows the address (it may hold a password).
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("DATABASE_URL is not an address of a database.") from None
    kind = address.drivername.partition("+")[0]
    if kind in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address.set(drivername="sqlite+pysqlite")
    raise ValueError("DATABASE_URL must name a SQLite file or a PostgreSQL database.")


def describe(address: URL) -> str:
    """Return where the database is, in words that may be logged: no user, no password."""
    if address.get_backend_name() == "sqlite":
        return f"SQLite {address.database}"
    host = address.host or address.query.get("host", "localhost")
    return f"PostgreSQL {host}/{address.database}"


def open_engine(address: URL, *, check_references: bool = True) -> Engine:
    """Return an engine whose transactions are for writing; nothing is connected yet."""
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address, check_references=check_references)
    missing = {k: v for k, v in _POSTGRESQL_DEFAULTS.items() if k not in address.query}
    return create_engine(
        address.update_query_dict(missing),
        hide_parameters=True,
        pool_pre_ping=True,
        # Transactions are short; small plans of PostgreSQL give twenty connections to all replicas.
        pool_size=5,
        max_overflow=5,
        pool_timeout=WAIT_SECONDS,
    )


def for_reading(engine: Engine) -> Engine:
    """Return the same pool with transactions that see one moment and refuse to write."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READS_ONLY: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _open_sqlite(address: URL, *, check_references: bool) -> Engine:
    engine = create_engine(
        address,
        hide_parameters=True,
        connect_args={"timeout": WAIT_SECONDS},
        pool_size=5,
        max_overflow=20,
        pool_timeout=WAIT_SECONDS,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin before the first write only; `begin` below does it for all.
        connection.isolation_level = None
        _read_while_others_write(connection)
        # Safe when the process is killed; a power cut may take the last moments, never half.
        connection.execute("PRAGMA synchronous = NORMAL")
        # What was forgotten must not stay readable in free pages.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if check_references else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads_only = connection.get_execution_options().get(_READS_ONLY, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads_only else 'OFF'}")
        # A transaction that reads first cannot become a writer once somebody else wrote, and
        # SQLite does not wait in that case: writers queue before they read.
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    return engine


def _read_while_others_write(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # SQLite does not wait here. The mode belongs to the file: whoever is at it now does it
        # for all, and otherwise the next connection does.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
