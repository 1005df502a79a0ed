"""What Alembic runs: applies the steps through a connection that the caller opened.

`run.py` hands its connection over. For a developer's `alembic -x url=sqlite:///dev.db check` or
`revision --autogenerate` the address comes from the command line.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from alembic import context

from knowledge.store.database import Database
from knowledge.store.models import Base
from knowledge.store.times import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.autogenerate.api import AutogenContext
    from sqlalchemy.engine import Connection


def _spell(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    # A step must not change its meaning when our own class does.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def _connection() -> Iterator[Connection]:
    handed_over: Connection | None = context.config.attributes.get("connection")
    if handed_over is not None:
        yield handed_over
        return
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not isinstance(url, str):
        raise SystemExit("Say which database: alembic -x url=sqlite:///dev.db …")
    database = Database(url, check_references=False)
    try:
        with database.begin() as session:
            yield session.connection()
    finally:
        database.close()


with _connection() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_spell,
        # SQLite cannot alter most things; Alembic then copies the table. Triggers are lost by
        # that: a step that copies `audit_entries` makes them anew.
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
