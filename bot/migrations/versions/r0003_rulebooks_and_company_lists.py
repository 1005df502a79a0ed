"""Rulebooks and company lists: what the company has decided, revision by revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rulebook_revisions",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("imported_at", _INSTANT, nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("approved_at", _INSTANT, nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rulebook_revisions"),
        sa.UniqueConstraint("revision", name="uq_rulebook_revisions_revision"),
    )
    op.create_table(
        "company_lists",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("imported_at", _INSTANT, nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_company_lists"),
    )


def downgrade() -> None:
    op.drop_table("company_lists")
    op.drop_table("rulebook_revisions")
