"""The first tables: members, checks, claims, the audit trail, settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_INSTANT = sa.DateTime(timezone=True)

# Entries are appended and read. The retention job may delete while a setting of this name
# exists, which it makes and takes away in its own transaction (knowledge/store/audit.py).
_SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER audit_entries_keep_as_is BEFORE UPDATE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entries_keep BEFORE DELETE ON audit_entries
    WHEN NOT EXISTS (SELECT 1 FROM settings WHERE name = 'audit.forgetting')
    BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END
    """,
)
_POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION audit_entries_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM settings WHERE name = 'audit.forgetting') THEN
          RETURN OLD;
        END IF;
      END IF;
      RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entries_keep BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_refuse()
    """,
    """
    CREATE TRIGGER audit_entries_keep_all BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse()
    """,
)


def upgrade() -> None:
    _create_members()
    _create_checks()
    _create_event_receipts()
    _create_settings()
    _create_audit_entries()


def downgrade() -> None:
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entries_refuse()")
    for table in ("settings", "event_receipts", "checks", "members"):
        op.drop_table(table)


def _create_members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_outsider", sa.Boolean(), nullable=False),
        sa.Column("is_deactivated", sa.Boolean(), nullable=False),
        sa.Column("first_seen_at", _INSTANT, nullable=False),
        sa.Column("seen_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
    )


def _create_checks() -> None:
    op.create_table(
        "checks",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("maskable", sa.Boolean(), nullable=False),
        sa.Column("categories", _JSON, nullable=False),
        sa.Column("kinds", _JSON, nullable=False),
        sa.Column("rulebook_revision", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_checks"),
        sa.UniqueConstraint("key", name="uq_checks_key"),
    )
    op.create_index("ix_checks_member_at_id", "checks", ["member", "at", "id"])
    op.create_index("ix_checks_at", "checks", ["at"])


def _create_event_receipts() -> None:
    op.create_table(
        "event_receipts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("claimed_at", _INSTANT, nullable=False),
        sa.Column("lease_until", _INSTANT, nullable=False),
        sa.Column("finished_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_event_receipts"),
    )


def _create_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )


def _create_audit_entries() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("categories", _JSON, nullable=False),
        sa.Column("rulebook_revision", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in _POSTGRESQL_TRIGGERS if on_postgresql else _SQLITE_TRIGGERS:
        op.execute(trigger)
