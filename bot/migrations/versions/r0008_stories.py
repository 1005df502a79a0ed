"""Success stories: where they come from, what they say, who supports and who tried them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _sources()
    _stories()
    _people()
    # Everything that was sent about a story is found again when it is withdrawn.
    op.create_index("ix_deliveries_about", "deliveries", ["about"])


def _sources() -> None:
    op.create_table(
        "story_sources",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column("next_look_at", _INSTANT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_sources"),
        sa.UniqueConstraint("channel", "ts", name="uq_story_sources_channel_ts"),
    )
    op.create_index("ix_story_sources_next_look_at", "story_sources", ["next_look_at"])


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=True),
        sa.Column("department", _ROW_NUMBER, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("tips", sa.Text(), nullable=False),
        sa.Column("minutes_before", sa.Integer(), nullable=True),
        sa.Column("minutes_after", sa.Integer(), nullable=True),
        sa.Column("times_a_month", sa.Integer(), nullable=True),
        sa.Column("shared_at", _INSTANT, nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_at", _INSTANT, nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", _INSTANT, nullable=True),
        sa.Column("edited_at", _INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.UniqueConstraint("key", name="uq_stories_key"),
    )
    op.create_index("ix_stories_status_published_at", "stories", ["status", "published_at"])
    op.create_index("ix_stories_author_status", "stories", ["author", "status"])


def _people() -> None:
    op.create_table(
        "story_supporters",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("story", _ROW_NUMBER, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_supporters"),
        sa.UniqueConstraint("story", "member", "via", name="uq_story_supporters_story_member_via"),
        sa.ForeignKeyConstraint(
            ["story"], ["stories.id"], name="fk_story_supporters_story_stories"
        ),
    )
    op.create_table(
        "story_tries",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("story", _ROW_NUMBER, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_tries"),
        sa.UniqueConstraint("story", "member", name="uq_story_tries_story_member"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_tries_story_stories"),
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_about", "deliveries")
    for table in ("story_tries", "story_supporters", "stories", "story_sources"):
        op.drop_table(table)
