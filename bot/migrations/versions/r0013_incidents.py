"""Incidents: what was reported, done, said and learned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _incidents()
    _steps_and_told()
    _messages_and_cases()


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("many", sa.Boolean(), nullable=False),
        sa.Column("categories", _JSON, nullable=False),
        sa.Column("rulebook_revision", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reported_at", _INSTANT, nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("taken_at", _INSTANT, nullable=True),
        sa.Column("minutes_to_take", sa.Integer(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("closed_at", _INSTANT, nullable=True),
        sa.Column("working_minutes", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outside", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("due_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
        sa.UniqueConstraint("key", name="uq_incidents_key"),
    )
    op.create_index("ix_incidents_state_due_at", "incidents", ["state", "due_at"])
    op.create_index("ix_incidents_reporter_id", "incidents", ["reporter", "id"])
    op.create_index("ix_incidents_reported_at", "incidents", ["reported_at"])
    op.create_index("ix_incidents_closed_at", "incidents", ["closed_at"])


def _steps_and_told() -> None:
    op.create_table(
        "incident_steps",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("incident", _ROW_NUMBER, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("done_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_incident_steps"),
        sa.UniqueConstraint("incident", "step", name="uq_incident_steps_incident_step"),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name="fk_incident_steps_incident_incidents"
        ),
    )
    op.create_table(
        "incident_told",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("incident", _ROW_NUMBER, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("handles", sa.Boolean(), nullable=False),
        sa.Column("told_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident_told"),
        sa.UniqueConstraint("incident", "member", name="uq_incident_told_incident_member"),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name="fk_incident_told_incident_incidents"
        ),
    )


def _messages_and_cases() -> None:
    op.create_table(
        "incident_messages",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("incident", _ROW_NUMBER, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident_messages"),
        sa.UniqueConstraint("key", name="uq_incident_messages_key"),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name="fk_incident_messages_incident_incidents"
        ),
    )
    op.create_index("ix_incident_messages_incident", "incident_messages", ["incident"])
    op.create_table(
        "incident_cases",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("incident", _ROW_NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", _INSTANT, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_incident_cases"),
        sa.UniqueConstraint("incident", name="uq_incident_cases_incident"),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name="fk_incident_cases_incident_incidents"
        ),
    )
    op.create_index("ix_incident_cases_state_review", "incident_cases", ["state", "review"])


def downgrade() -> None:
    for table in (
        "incident_cases",
        "incident_messages",
        "incident_told",
        "incident_steps",
        "incidents",
    ):
        op.drop_table(table)
