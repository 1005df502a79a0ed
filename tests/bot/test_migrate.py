"""Migrations: up, down, up on both databases, and what is said about a strange database."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.migrations.run import DatabaseNewer, SchemaState, downgrade, schema_state, upgrade
from knowledge.store.database import Database, DatabaseUnavailable
from knowledge.store.models import Base


@pytest.fixture
def look(bare_database_url):
    """Ask one question of the database through its own connection."""
    opened = Database(bare_database_url)

    def ask(question):
        with opened.begin() as session:
            return question(session.connection())

    yield ask
    opened.close()


def _tables(connection):
    return set(inspect(connection).get_table_names())


def test_up_down_up(bare_database_url, look):
    """The schema comes, goes without leaving anything, and comes again."""
    tables = {*Base.metadata.tables, "alembic_version"}
    upgrade(bare_database_url)
    assert look(_tables) == tables
    downgrade(bare_database_url, "base")
    assert look(_tables) == {"alembic_version"}
    upgrade(bare_database_url)
    assert look(_tables) == tables


def test_downgrade_leaves_no_function_behind(bare_postgresql_url):
    """What PostgreSQL keeps beside the tables goes with them."""
    upgrade(bare_postgresql_url)
    downgrade(bare_postgresql_url, "base")
    opened = Database(bare_postgresql_url)
    with opened.read() as session:
        ours = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        assert session.execute(text(ours)).all() == []
    opened.close()


def test_upgrade_twice_changes_nothing(bare_database_url, look):
    """Every start may migrate: rows stay."""
    upgrade(bare_database_url)
    look(lambda c: c.execute(text("INSERT INTO settings VALUES ('a', 'b', '2026-11-25 01:00')")))
    upgrade(bare_database_url)
    assert look(lambda c: c.execute(text("SELECT value FROM settings")).all()) == [("b",)]


def test_migrations_make_what_the_models_say(bare_database_url, look):
    """Alembic finds no difference between the migrated database and the models."""
    upgrade(bare_database_url)

    def differences(connection):
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return compare_metadata(context, Base.metadata)

    assert look(differences) == []


def test_states(bare_database_url, look):
    """The database is missing, current, older or newer, and asking does not change it."""
    assert schema_state(bare_database_url) is SchemaState.MISSING
    upgrade(bare_database_url)
    assert schema_state(bare_database_url) is SchemaState.CURRENT
    look(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    assert schema_state(bare_database_url) is SchemaState.NEWER
    downgraded = text("UPDATE alembic_version SET version_num = '0001'")
    look(lambda c: c.execute(downgraded))
    downgrade(bare_database_url, "base")
    assert schema_state(bare_database_url) is SchemaState.MISSING


def test_older_state(database_url, monkeypatch):
    """A database behind the newest step is older."""
    monkeypatch.setattr(
        "bot.migrations.run.ScriptDirectory.get_heads", lambda _scripts: ["0001", "0002"]
    )
    assert schema_state(database_url) is SchemaState.OLDER


def test_asking_for_the_state_makes_no_file(bare_sqlite_url, tmp_path):
    """A person who only looks does not get an empty database."""
    assert schema_state(bare_sqlite_url) is SchemaState.MISSING
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("act", [upgrade, lambda url: downgrade(url, "base")])
def test_newer_database_is_left_alone(bare_database_url, look, act):
    """An old program says in both languages that it is old, and touches nothing."""
    upgrade(bare_database_url)
    look(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    before = look(_tables)
    with pytest.raises(DatabaseNewer, match=r"更新してください。 / .*update Annai"):
        act(bare_database_url)
    assert look(_tables) == before


def test_failing_step_leaves_nothing_half_done(bare_database_url, look, monkeypatch):
    """Steps are one transaction on both databases."""
    monkeypatch.setattr(
        "alembic.operations.Operations.create_index", lambda *_a, **_k: 1 / 0, raising=True
    )
    with pytest.raises(ZeroDivisionError):
        upgrade(bare_database_url)
    assert look(_tables) == set()


def test_unreachable_database(tmp_path):
    """A place that does not exist is said to be unavailable."""
    with pytest.raises(DatabaseUnavailable):
        upgrade(f"sqlite:///{tmp_path}/nowhere/annai.db")
    with pytest.raises(DatabaseUnavailable):
        schema_state(f"postgresql://annai@/annai?host={tmp_path}")


_MIGRATE = """
import sys
from bot.migrations.run import upgrade
print("ready", flush=True)
sys.stdin.readline()
upgrade(sys.argv[1])
"""


def test_several_processes_migrate_at_once(bare_database_url, replicas):
    """Replicas that start together take turns; none of them fails."""
    replicas(_MIGRATE, bare_database_url, times=3)
    assert schema_state(bare_database_url) is SchemaState.CURRENT
