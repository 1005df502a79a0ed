"""The database at the start: reachable, and of the version that this Annai knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.migrations.run import DatabaseNewer, SchemaState, schema_state, upgrade
from bot.start_error import StartError
from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from bot.settings import Settings


def require_current(settings: Settings) -> None:
    """Let a database through whose tables fit this version; bring a SQLite file up to date.

    A file belongs to one machine and one person. A server may have other replicas on it that
    still run the version before, so there somebody must decide when.

    Raises:
        StartError: the database cannot be reached, or its tables are of another version.
    """
    url = settings.database_url.get_secret_value()
    state = state_of(url)
    if state in {SchemaState.MISSING, SchemaState.OLDER} and settings.uses_sqlite:
        bring_up_to_date(url)
    elif state is not SchemaState.CURRENT:
        raise StartError(f"database_{state.value}")


def bring_up_to_date(url: str) -> None:
    """Create or change the tables as this version needs them.

    Raises:
        StartError: the database cannot be reached, or is already of a newer version.
    """
    try:
        upgrade(url)
    except DatabaseNewer:
        raise StartError("database_newer") from None
    except DatabaseUnavailable:
        raise StartError("database_unavailable", exit_code=1) from None
    except ValueError:
        raise StartError("database_address") from None


def state_of(url: str) -> SchemaState:
    """Return how the tables of a database relate to this version.

    Raises:
        StartError: the database cannot be reached, or its address is none.
    """
    try:
        return schema_state(url)
    except DatabaseUnavailable:
        raise StartError("database_unavailable", exit_code=1) from None
    except ValueError:
        raise StartError("database_address") from None
