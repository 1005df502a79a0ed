"""Escalations and precedents: questions put to people, and the answers that stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _escalations()
    _asks_and_messages()
    _precedents()


def _escalations() -> None:
    op.create_table(
        "escalations",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("is_question", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("categories", _JSON, nullable=False),
        sa.Column("nearest", _JSON, nullable=False),
        sa.Column("rulebook_revision", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("due_at", _INSTANT, nullable=True),
        sa.Column("same_as", _ROW_NUMBER, nullable=True),
        sa.Column("answer_level", sa.Text(), nullable=True),
        sa.Column("answer_advice", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_as", sa.Text(), nullable=True),
        sa.Column("answered_at", _INSTANT, nullable=True),
        sa.Column("working_minutes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_escalations"),
        sa.UniqueConstraint("key", name="uq_escalations_key"),
        sa.ForeignKeyConstraint(
            ["same_as"], ["escalations.id"], name="fk_escalations_same_as_escalations"
        ),
    )
    op.create_index("ix_escalations_same_as", "escalations", ["same_as"])
    op.create_index("ix_escalations_status_due_at", "escalations", ["status", "due_at"])
    op.create_index("ix_escalations_asker_id", "escalations", ["asker", "id"])
    op.create_index("ix_escalations_answered_at", "escalations", ["answered_at"])


def _asks_and_messages() -> None:
    op.create_table(
        "escalation_asks",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("escalation", _ROW_NUMBER, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalation_asks"),
        sa.UniqueConstraint("escalation", "member", name="uq_escalation_asks_escalation_member"),
        sa.ForeignKeyConstraint(
            ["escalation"], ["escalations.id"], name="fk_escalation_asks_escalation_escalations"
        ),
    )
    op.create_index("ix_escalation_asks_member", "escalation_asks", ["member"])
    op.create_table(
        "escalation_messages",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("escalation", _ROW_NUMBER, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalation_messages"),
        sa.UniqueConstraint("key", name="uq_escalation_messages_key"),
        sa.ForeignKeyConstraint(
            ["escalation"],
            ["escalations.id"],
            name="fk_escalation_messages_escalation_escalations",
        ),
    )
    op.create_index("ix_escalation_messages_escalation", "escalation_messages", ["escalation"])


def _precedents() -> None:
    op.create_table(
        "precedents",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("escalation", _ROW_NUMBER, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("is_question", sa.Boolean(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("checked_as", sa.Text(), nullable=False),
        sa.Column("rules", _JSON, nullable=False),
        sa.Column("rulebook_revision", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", _INSTANT, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_precedents"),
        sa.UniqueConstraint("escalation", name="uq_precedents_escalation"),
        sa.ForeignKeyConstraint(
            ["escalation"], ["escalations.id"], name="fk_precedents_escalation_escalations"
        ),
    )
    op.create_index("ix_precedents_created_at", "precedents", ["created_at"])
    op.create_index("ix_precedents_status_decided_at", "precedents", ["status", "decided_at"])
    op.create_table(
        "precedent_uses",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("precedent", _ROW_NUMBER, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_precedent_uses"),
        sa.ForeignKeyConstraint(
            ["precedent"], ["precedents.id"], name="fk_precedent_uses_precedent_precedents"
        ),
    )
    op.create_index("ix_precedent_uses_precedent_member", "precedent_uses", ["precedent", "member"])
    op.create_index("ix_precedent_uses_at", "precedent_uses", ["at"])


def downgrade() -> None:
    for table in (
        "precedent_uses",
        "precedents",
        "escalation_messages",
        "escalation_asks",
        "escalations",
    ):
        op.drop_table(table)
