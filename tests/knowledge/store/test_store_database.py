"""Transactions behave alike on SQLite and PostgreSQL, under several hands and after outages."""

import os
import signal
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from knowledge.store.database import Database, DatabaseUnavailable
from knowledge.store.models import Setting
from knowledge.store.settings import read_setting, write_setting


@pytest.fixture
def put(database, clock):
    """Write the setting `name` in its own transaction."""

    def write(value, name="name"):
        with database.begin() as session:
            write_setting(session, name, value, clock())

    return write


def _get(database, name="name"):
    with database.read() as session:
        return read_setting(session, name)


def test_a_transaction_is_kept_or_leaves_nothing(database, put, clock):
    """Committed at the end, rolled back on an exception, which passes through."""
    put("kept")

    def fail_halfway():
        with database.begin() as session:
            write_setting(session, "name", "lost", clock())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert _get(database) == "kept"


def test_reading_refuses_to_write(database, put, clock):
    """A session for reading changes nothing, and the next one for writing may."""
    put("before")
    with pytest.raises(DBAPIError), database.read() as session:
        write_setting(session, "name", "after", clock())
    assert _get(database) == "before"
    put("after")
    assert _get(database) == "after"


def test_reading_sees_one_moment(database, put):
    """What others commit meanwhile does not show halfway through a report."""
    put("before")
    with database.read() as session:
        assert read_setting(session, "name") == "before"
        put("after")
        assert read_setting(session, "name") == "before"
    assert _get(database) == "after"


def test_references_are_checked(database):
    """SQLite refuses a row that refers to nothing, as PostgreSQL does."""
    with database.begin() as session:
        session.execute(text("CREATE TABLE shelves (id INTEGER PRIMARY KEY)"))
        session.execute(text("CREATE TABLE votes (story INTEGER REFERENCES shelves (id))"))
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text("INSERT INTO votes VALUES (7)"))


def test_many_threads_read_decide_and_write(database_url, database, put):
    """Nobody is told that the database is locked, and no step is lost (A25)."""
    put("0")
    replicas = [Database(database_url) for _ in range(4)]
    start = Barrier(8)

    def work(number):
        start.wait()
        for _ in range(10):
            with replicas[number % 4].begin() as session:
                # SQLite needs no FOR UPDATE and SQLAlchemy leaves it out there.
                found = session.scalars(select(Setting).with_for_update()).one()
                found.value = str(int(found.value) + 1)
            _get(replicas[number % 4])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert _get(database) == "80"
    for replica in replicas:
        replica.close()


def test_a_writer_that_cannot_have_its_turn_says_so(sqlite_url, clock, monkeypatch):
    """Waiting has an end; afterwards the connection is as good as before."""
    monkeypatch.setattr("knowledge.store.engine.WAIT_SECONDS", 0.01)
    first, second = Database(sqlite_url), Database(sqlite_url)
    with first.begin() as session:
        write_setting(session, "name", "first", clock())
        with pytest.raises(DatabaseUnavailable), second.begin() as other:
            read_setting(other, "name")
        assert _get(second) is None
    with second.begin() as session:
        write_setting(session, "name", "second", clock())
    assert _get(first) == "second"
    first.close()
    second.close()


def test_a_thread_that_cannot_have_its_turn_says_so(sqlite_url, clock, monkeypatch):
    """Within a process writers queue as well, and their waiting has an end too."""
    monkeypatch.setattr("knowledge.store.database.WAIT_SECONDS", 0.01)
    database = Database(sqlite_url)
    with database.begin() as session:
        write_setting(session, "name", "first", clock())
        with pytest.raises(DatabaseUnavailable), database.begin() as other:
            write_setting(other, "name", "second", clock())
    assert _get(database) == "first"
    database.close()


def test_no_free_connection_is_an_outage(database_url, monkeypatch):
    """More transactions at once than the pool has connections end in words, not in a hang."""
    monkeypatch.setattr("knowledge.store.engine.WAIT_SECONDS", 0.01)
    database = Database(database_url)

    def open_at_once(number):
        with database.read() as session:
            read_setting(session, "name")
            if number > 1:
                open_at_once(number - 1)

    open_at_once(10)
    with pytest.raises(DatabaseUnavailable):
        open_at_once(50)
    open_at_once(10)
    database.close()


def test_terminated_connections_are_survived(postgresql_url, clock):
    """After a night in which the server dropped everything, the first click works (A27)."""
    database = Database(postgresql_url)
    with database.begin() as session, database.read() as other:
        write_setting(session, "name", "evening", clock())
        read_setting(other, "name")
    _terminate_all(postgresql_url)
    with database.begin() as session:
        write_setting(session, "name", "morning", clock())
    assert _get(database) == "morning"
    database.close()


def test_a_connection_that_breaks_on_the_way_saves_nothing(postgresql_url, clock):
    """The caller hears of the outage, nothing is half saved, a second try works."""
    database = Database(postgresql_url)

    def write_while_the_server_goes_away():
        with database.begin() as session:
            write_setting(session, "name", "lost", clock())
            _terminate_all(postgresql_url)

    with pytest.raises(DatabaseUnavailable):
        write_while_the_server_goes_away()
    assert _get(database) is None
    with database.begin() as session:
        write_setting(session, "name", "second try", clock())
    assert _get(database) == "second try"
    database.close()


def _terminate_all(url):
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


_HALF_DONE = """
import sys
from datetime import UTC, datetime
from knowledge.store.database import Database
from knowledge.store.models import Setting
from knowledge.store.settings import write_setting

with Database(sys.argv[1]).begin() as session:
    write_setting(session, "name", "half", datetime(2026, 11, 25, 1, tzinfo=UTC))
    session.flush()
    print("written", flush=True)
    sys.stdin.readline()
"""


def test_a_killed_process_leaves_no_lock_and_nothing_half_done(database, database_url, put):
    """When a process is killed in its transaction, others go on at once."""
    command = [sys.executable, "-c", _HALF_DONE, database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        assert _get(database) is None
        os.kill(process.pid, signal.SIGKILL)
    put("whole")
    assert _get(database) == "whole"


_OPEN_NEW = """
import sys
from knowledge.store.database import Database

print("ready", flush=True)
sys.stdin.readline()
for number in range(10):
    database = Database(f"sqlite:///{sys.argv[1]}/{number}.db")
    with database.begin() as session:
        session.connection()
    database.close()
"""


def test_processes_that_open_a_new_file_together_do_not_collide(tmp_path, replicas):
    """Turning a new SQLite file into one for several hands is itself safe."""
    replicas(_OPEN_NEW, str(tmp_path), times=3)


def test_ping(database):
    """A database that answers is silent."""
    assert database.ping() is None


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///{folder}/nowhere/annai.db",
        "sqlite:///{folder}",
        "sqlite:///{folder}/notes.db",
        "postgresql://annai:hunter2@127.0.0.1:1/annai",
        "postgres://annai:hunter2@localhost:1/annai?sslmode=disable",
        "postgresql://annai@/annai?host={folder}&password=hunter2",
    ],
)
def test_an_outage_names_the_place_and_no_password(tmp_path, url):
    """The message can be logged as it is, and so can its traceback."""
    (tmp_path / "notes.db").write_text("これは表ではありません。" * 100)
    database = Database(url.format(folder=tmp_path))
    with pytest.raises(DatabaseUnavailable, match=r"^(SQLite|PostgreSQL) .+/") as caught:
        database.ping()
    told = "".join(traceback.format_exception(caught.value))
    assert "hunter2" not in told
    database.close()


def test_mistakes_in_sql_are_not_outages(database):
    """What a programmer must mend is not blamed on the network; values are not shown."""
    with pytest.raises(DBAPIError) as caught, database.begin() as session:
        session.execute(text("SELECT :value FROM no_such_table"), {"value": "hunter2"})
    assert "hunter2" not in str(caught.value)
    assert type(caught.value).__name__ in {"OperationalError", "ProgrammingError"}
