"""What the commands on decisions share: the database, who is at the keyboard, how they end."""

from __future__ import annotations

import getpass
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.database import require_current, state_of
from bot.input_error import InputError
from bot.migrations.run import SchemaState
from bot.settings import SettingsError, load_settings
from bot.start_error import StartError
from knowledge.store.database import Database, DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings
    from handlers.texts import Language


@contextmanager
def explained(language: Language) -> Iterator[None]:
    """End the command with words and an exit code when something is wrong that a person can mend.

    Raises:
        typer.Exit: 2 for wrong input, 1 for what did not answer.
    """
    try:
        yield
    except InputError as error:
        _end(str(error), 2)
    except SettingsError as error:
        _end(error.explain(language), 2)
    except StartError as error:
        _end(error.explain(language), error.exit_code)
    except DatabaseUnavailable:
        _end(StartError("database_unavailable").explain(language), 1)


def _end(says: str, code: int) -> None:
    sys.stdout.flush()
    sys.stderr.write(says + "\n")
    raise typer.Exit(code) from None


@contextmanager
def open_database() -> Iterator[Database]:
    """Give the database for writing; a SQLite file is made when it is not there yet.

    Raises:
        SettingsError, StartError: it cannot be used.
    """
    with _opened(load_settings()) as database:
        yield database


@contextmanager
def look_into_database() -> Iterator[Database | None]:
    """Give the database for reading; None when nobody has made one yet.

    Raises:
        SettingsError, StartError: it cannot be used.
    """
    settings = load_settings()
    if state_of(settings.database_url.get_secret_value()) is SchemaState.MISSING:
        yield None
        return
    with _opened(settings) as database:
        yield database


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    require_current(settings)
    database = Database(settings.database_url.get_secret_value())
    try:
        yield database
    finally:
        database.close()


def who() -> str:
    """Return who is at the keyboard, for the audit trail."""
    try:
        return f"cli:{getpass.getuser()}"
    except (OSError, KeyError, ImportError):  # a container whose user has no name
        return "cli"
