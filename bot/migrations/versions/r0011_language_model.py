"""The language model: what was spent in a month, and its opinions on questions put to people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "model_months",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_model_months"),
    )
    op.create_table(
        "model_opinions",
        sa.Column("escalation", _ROW_NUMBER, autoincrement=False, nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("escalation", name="pk_model_opinions"),
        sa.ForeignKeyConstraint(
            ["escalation"], ["escalations.id"], name="fk_model_opinions_escalation_escalations"
        ),
    )


def downgrade() -> None:
    op.drop_table("model_opinions")
    op.drop_table("model_months")
