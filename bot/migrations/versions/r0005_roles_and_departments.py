"""Departments, their people and ambassadors, and the roles of the whole company."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "departments",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("retired_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_departments"),
        sa.UniqueConstraint("folded", name="uq_departments_folded"),
    )
    op.create_table(
        "role_holders",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("role", "member", name="pk_role_holders"),
    )
    op.create_index("ix_role_holders_member", "role_holders", ["member"])
    op.create_table(
        "ambassadors",
        sa.Column("department_id", _ROW_NUMBER, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("department_id", "member", name="pk_ambassadors"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name="fk_ambassadors_department_id_departments"
        ),
    )
    op.create_index("ix_ambassadors_member", "ambassadors", ["member"])
    op.create_table(
        "member_departments",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("department_id", _ROW_NUMBER, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_member_departments"),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name="fk_member_departments_department_id_departments",
        ),
    )
    op.create_index("ix_member_departments_department_id", "member_departments", ["department_id"])


def downgrade() -> None:
    for table in ("member_departments", "ambassadors", "role_holders", "departments"):
        op.drop_table(table)
