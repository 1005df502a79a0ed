"""Prompt templates: what the company changed, who uses them, and what nobody wants to be asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _templates()
    _uses()
    _choices_of_people()


def _templates() -> None:
    op.create_table(
        "templates",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_templates"),
    )
    op.create_index("ix_templates_status", "templates", ["status"])
    op.create_table(
        "template_revisions",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_as", sa.Text(), nullable=True),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_template_revisions"),
        sa.UniqueConstraint("key", name="uq_template_revisions_key"),
        sa.UniqueConstraint("template", "number", name="uq_template_revisions_template_number"),
        sa.ForeignKeyConstraint(
            ["template"], ["templates.id"], name="fk_template_revisions_template_templates"
        ),
    )
    op.create_index("ix_template_revisions_status_at", "template_revisions", ["status", "at"])
    op.create_index("ix_template_revisions_author_id", "template_revisions", ["author", "id"])


def _uses() -> None:
    op.create_table(
        "template_uses",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Integer(), nullable=False),
        sa.Column("ended_at", _INSTANT, nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("asked_at", _INSTANT, nullable=True),
        sa.Column("helped", sa.Text(), nullable=True),
        sa.Column("minutes_saved", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_template_uses"),
        sa.UniqueConstraint("key", name="uq_template_uses_key"),
    )
    for columns in (["template", "at"], ["member", "at"], ["at"], ["outcome", "ended_at"]):
        op.create_index(f"ix_template_uses_{'_'.join(columns)}", "template_uses", columns)


def _choices_of_people() -> None:
    op.create_table(
        "template_marks",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("member", "template", "kind", name="pk_template_marks"),
    )
    op.create_index("ix_template_marks_template_kind", "template_marks", ["template", "kind"])
    op.create_table(
        "opt_outs",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("member", "topic", name="pk_opt_outs"),
    )


def downgrade() -> None:
    for table in (
        "opt_outs",
        "template_marks",
        "template_uses",
        "template_revisions",
        "templates",
    ):
        op.drop_table(table)
