"""The monthly review: cycles, what departments wrote, decisions; and threads in the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("thread_of", sa.Text(), nullable=True))
    op.create_index("ix_deliveries_thread_of", "deliveries", ["thread_of"])
    op.create_table(
        "review_cycles",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("remind_at", _INSTANT, nullable=False),
        sa.Column("remind_again_at", _INSTANT, nullable=False),
        sa.Column("tell_lead_at", _INSTANT, nullable=False),
        sa.Column("closes_at", _INSTANT, nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("closed_at", _INSTANT, nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("period", name="pk_review_cycles"),
    )
    op.create_index("ix_review_cycles_status", "review_cycles", ["status"])
    _entries()
    _outcomes()


def _entries() -> None:
    op.create_table(
        "review_entries",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("cycle", sa.Text(), nullable=False),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("texts", _JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_entries"),
        sa.UniqueConstraint("key", name="uq_review_entries_key"),
        sa.ForeignKeyConstraint(
            ["cycle"], ["review_cycles.period"], name="fk_review_entries_cycle_review_cycles"
        ),
        sa.ForeignKeyConstraint(
            ["department"], ["departments.id"], name="fk_review_entries_department_departments"
        ),
    )
    op.create_index("ix_review_entries_cycle", "review_entries", ["cycle"])
    op.create_index("ix_review_entries_department", "review_entries", ["department"])


def _outcomes() -> None:
    op.create_table(
        "review_outcomes",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("cycle", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("settled_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review_outcomes"),
        sa.UniqueConstraint("key", name="uq_review_outcomes_key"),
        sa.ForeignKeyConstraint(
            ["cycle"], ["review_cycles.period"], name="fk_review_outcomes_cycle_review_cycles"
        ),
    )
    op.create_index("ix_review_outcomes_cycle", "review_outcomes", ["cycle"])
    op.create_index("ix_review_outcomes_state", "review_outcomes", ["state"])


def downgrade() -> None:
    for table in ("review_outcomes", "review_entries", "review_cycles"):
        op.drop_table(table)
    op.drop_index("ix_deliveries_thread_of", "deliveries")
    op.drop_column("deliveries", "thread_of")
