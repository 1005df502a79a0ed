"""Maps of masked texts: locked, for one person and one day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "masking_maps",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("locked", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_masking_maps"),
        sa.UniqueConstraint("handle", name="uq_masking_maps_handle"),
    )
    op.create_index("ix_masking_maps_member_at_id", "masking_maps", ["member", "at", "id"])
    op.create_index("ix_masking_maps_expires_at", "masking_maps", ["expires_at"])


def downgrade() -> None:
    op.drop_table("masking_maps")
