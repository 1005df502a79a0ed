"""Notices and what they touch, the safety check, the anonymous poll, requests for tools."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _notices()
    _impacts()
    _safety_check()
    _poll()
    _tool_requests()


def _notices() -> None:
    op.create_table(
        "notice_sources",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", _INSTANT, nullable=False),
        sa.Column("removed_at", _INSTANT, nullable=True),
        sa.Column("read_at", _INSTANT, nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_sources"),
        sa.UniqueConstraint("url", name="uq_notice_sources_url"),
    )
    op.create_table(
        "notices",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", _ROW_NUMBER, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.Column("post_at", _INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", name="uq_notices_key"),
        sa.ForeignKeyConstraint(
            ["source"], ["notice_sources.id"], name="fk_notices_source_notice_sources"
        ),
    )
    op.create_index("ix_notices_status_created_at", "notices", ["status", "created_at"])
    op.create_index("ix_notices_post_at", "notices", ["post_at"])


def _impacts() -> None:
    op.create_table(
        "notice_impacts",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("notice", _ROW_NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notice_impacts"),
        sa.UniqueConstraint(
            "notice", "kind", "subject", name="uq_notice_impacts_notice_kind_subject"
        ),
        sa.ForeignKeyConstraint(
            ["notice"], ["notices.id"], name="fk_notice_impacts_notice_notices"
        ),
    )
    op.create_index("ix_notice_impacts_status", "notice_impacts", ["status"])


def _safety_check() -> None:
    op.create_table(
        "safety_rounds",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("questions", _JSON, nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("closes_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("period", name="pk_safety_rounds"),
    )
    op.create_table(
        "safety_participants",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("period", "member", name="pk_safety_participants"),
        sa.ForeignKeyConstraint(
            ["period"], ["safety_rounds.period"], name="fk_safety_participants_period_safety_rounds"
        ),
    )
    op.create_table(
        "safety_tallies",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "question", name="pk_safety_tallies"),
        sa.ForeignKeyConstraint(
            ["period"], ["safety_rounds.period"], name="fk_safety_tallies_period_safety_rounds"
        ),
    )


def _poll() -> None:
    op.create_table(
        "poll_rounds",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("questions", _JSON, nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("closes_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("period", name="pk_poll_rounds"),
    )
    op.create_table(
        "poll_participants",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("group", _ROW_NUMBER, nullable=False),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("period", "member", name="pk_poll_participants"),
        sa.ForeignKeyConstraint(
            ["period"], ["poll_rounds.period"], name="fk_poll_participants_period_poll_rounds"
        ),
    )
    op.create_table(
        "poll_counts",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("group", _ROW_NUMBER, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "group", "question", "option", name="pk_poll_counts"),
        sa.ForeignKeyConstraint(
            ["period"], ["poll_rounds.period"], name="fk_poll_counts_period_poll_rounds"
        ),
    )


def _tool_requests() -> None:
    op.create_table(
        "tool_requests",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tool_requests"),
        sa.UniqueConstraint("key", name="uq_tool_requests_key"),
    )
    op.create_index("ix_tool_requests_status_asked_at", "tool_requests", ["status", "asked_at"])
    op.create_index("ix_tool_requests_member_asked_at", "tool_requests", ["member", "asked_at"])


def downgrade() -> None:
    for table in (
        "tool_requests",
        "poll_counts",
        "poll_participants",
        "poll_rounds",
        "safety_tallies",
        "safety_participants",
        "safety_rounds",
        "notice_impacts",
        "notices",
        "notice_sources",
    ):
        op.drop_table(table)
