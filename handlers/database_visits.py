"""Short visits to the database by a listener, which has no time to wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.services import Services
    from knowledge.store.database import Session

T = TypeVar("T")

_SECONDS = 1.0


def read_briefly(services: Services, work: Callable[[Session], T]) -> T:
    """Return what the work reads.

    Raises:
        DatabaseUnavailable: the database does not answer, or not in time.
    """

    def read() -> T | DatabaseUnavailable:
        try:
            with services.database.read() as session:
                return work(session)
        except DatabaseUnavailable as error:
            return error

    return _in_time(services, read)


def write_briefly(services: Services, work: Callable[[Session], T]) -> T:
    """Return what the work says after it was committed.

    Raises:
        DatabaseUnavailable: nothing was written, or it is not known yet whether it was.
    """

    def write() -> T | DatabaseUnavailable:
        try:
            with services.database.begin() as session:
                return work(session)
        except DatabaseUnavailable as error:
            return error

    return _in_time(services, write)


def _in_time(services: Services, work: Callable[[], T | DatabaseUnavailable]) -> T:
    late: T | DatabaseUnavailable = DatabaseUnavailable("The database takes too long.")
    outcome: T | DatabaseUnavailable = services.background.within(_SECONDS, work, late)
    if isinstance(outcome, DatabaseUnavailable):
        raise outcome
    return outcome
