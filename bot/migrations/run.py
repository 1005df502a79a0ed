"""Brings a database to the schema that this version of Annai needs, and says how it stands."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from knowledge.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

# Any number does, as long as all versions of Annai use the same.
_POSTGRESQL_LOCK = 20_261_125


class SchemaState(StrEnum):
    """How the database stands to this version of Annai."""

    MISSING = "missing"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


class DatabaseNewer(Exception):  # noqa: N818 - a state of the world, not a mistake
    """The database was made by a newer Annai; the message says so to a person."""


def upgrade(url: str) -> None:
    """Bring the database to the newest schema, from nothing or from an older one.

    All steps happen in one transaction, and several processes take turns.
    Raises DatabaseNewer, DatabaseUnavailable, or ValueError if it is no address.
    """
    with _exclusive(url) as connection:
        command.upgrade(_config(connection), "head")


def downgrade(url: str, revision: str) -> None:
    """Go back to an earlier revision, or to "base", which deletes everything.

    Raises like `upgrade`, and alembic's CommandError for a revision that does not exist.
    """
    with _exclusive(url) as connection:
        command.downgrade(_config(connection), revision)


def schema_state(url: str) -> SchemaState:
    """Say how the database stands; nothing is written, and no SQLite file is made.

    Raises DatabaseUnavailable, or ValueError if it is no address.
    """
    database = Database(url)
    try:
        if not database.exists():
            return SchemaState.MISSING
        with database.read() as session:
            return _state(session.connection())
    finally:
        database.close()


@contextmanager
def _exclusive(url: str) -> Iterator[Connection]:
    # Copying a table means dropping the old one, which must not pull its children along.
    database = Database(url, check_references=False)
    try:
        with database.begin() as session:
            connection = session.connection()
            # On SQLite the transaction itself is the turn: it began with the write lock.
            if connection.dialect.name == "postgresql":
                lock = text("SELECT pg_advisory_xact_lock(:number)")
                connection.execute(lock, {"number": _POSTGRESQL_LOCK})
            if _state(connection) is SchemaState.NEWER:
                raise DatabaseNewer(
                    "このデータベースは、より新しい版の Annai で作られています。"
                    "Annai を更新してください。 / "
                    "This database was made by a newer Annai. Please update Annai."
                )
            yield connection
    finally:
        database.close()


def _state(connection: Connection) -> SchemaState:
    found = set(MigrationContext.configure(connection).get_current_heads())
    scripts = ScriptDirectory.from_config(_config(connection))
    if not found:
        return SchemaState.MISSING
    if found == set(scripts.get_heads()):
        return SchemaState.CURRENT
    known = {step.revision for step in scripts.walk_revisions()}
    return SchemaState.OLDER if found <= known else SchemaState.NEWER


def _config(connection: Connection) -> Config:
    # Made here, because an installed Annai has no pyproject.toml beside it.
    config = Config()
    folder = str(Path(__file__).parent)
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
