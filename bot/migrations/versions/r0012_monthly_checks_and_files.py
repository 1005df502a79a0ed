"""Checks counted by month, so that reports stay fast, and files that go out with a message."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Before this, a month was counted nowhere else than in Japan.
_MONTH = {
    # Whole seconds: SQLite rounds, and would let the last moment of a month be in the next.
    "sqlite": sa.text("strftime('%Y-%m', substr(at, 1, 19), '+9 hours')"),
    "postgresql": sa.text("to_char(at AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM')"),
}


def upgrade() -> None:
    op.create_table(
        "monthly_checks",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "member", "level", "masked", name="pk_monthly_checks"),
    )
    _count_what_is_there()
    op.create_table(
        "delivery_files",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_delivery_files"),
        sa.UniqueConstraint("delivery", "place", name="uq_delivery_files_delivery_place"),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.key"], name="fk_delivery_files_delivery_deliveries"
        ),
    )


def _count_what_is_there() -> None:
    column = sa.column
    month = _MONTH[op.get_bind().dialect.name]
    masked = sa.and_(column("maskable"), sa.not_(column("asked")), column("level") != "ok")
    counted: sa.Select[*tuple[Any, ...]] = (
        sa.select(month, column("member"), column("level"), masked, sa.func.count())
        .select_from(sa.table("checks"))
        .group_by(sa.text("1"), sa.text("2"), sa.text("3"), sa.text("4"))
    )
    columns: list[sa.ColumnClause[Any]] = [
        column(name) for name in ("month", "member", "level", "masked", "checks")
    ]
    op.execute(sa.insert(sa.table("monthly_checks", *columns)).from_select(columns, counted))


def downgrade() -> None:
    op.drop_table("delivery_files")
    op.drop_table("monthly_checks")
