"""The monthly report and Home over a small and a large year of checks, on both databases.

`python -m tests.bench.reports [CHECKS…]`
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import psycopg
from slack_sdk import WebClient
from sqlalchemy import text
from typing_extensions import override

from bot.migrations.run import downgrade, upgrade
from handlers import home_tab
from handlers.askers import Asker
from handlers.background import Background
from handlers.report_mail import letters
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.calendar import Calendar
from knowledge.company import UNKNOWN_COMPANY
from knowledge.months import Month
from knowledge.roles import Role
from knowledge.rulebook import load_rulebook
from knowledge.store.database import Database
from knowledge.store.reports import read_report
from knowledge.store.roles import set_holders
from tests.bench.table import milliseconds, show
from tests.conftest import running_postgres
from tests.corpus.year_by_hand import ByHand
from tests.corpus.year_of_use import YearOfUse, make_year, put_into, put_newer_into

T = TypeVar("T")

_SIZES = (10_000, 100_000, 1_000_000)
# All but the checks is the same in every year.
_USUAL = {"template_uses": 5_000, "stories": 300, "questions": 400}
_NOW = datetime(2026, 10, 28, 3, tzinfo=UTC)
_TOKYO = Calendar(ZoneInfo("Asia/Tokyo"))
_MONTH = Month(2026, 9)
_LEAD, _EXECUTIVE = "U0001", "U0002"
_ROUNDS = 15


class _Patient(Background):
    """Waits to the end, so that what takes too long is seen instead of being left out."""

    @override
    def within(self, seconds: float, work: Callable[[], T], otherwise: T) -> T:
        return work()


def main(argv: list[str]) -> int:
    """Print the times and their ratios, and whether the figures agree with a count by hand."""
    sizes = [int(one) for one in argv] or _SIZES
    taken: dict[str, dict[int, dict[str, float]]] = {"SQLite": {}, "PostgreSQL": {}}
    with _servers() as addresses:
        for size in sizes:
            year = make_year(size, checks=size, **_USUAL)
            for name, address in addresses.items():
                taken[name][size] = _times(address(size), year)
            del year
    for name, by_size in taken.items():
        _show(name, by_size)
    return 0


def _show(name: str, by_size: dict[int, dict[str, float]]) -> None:
    first, last = min(by_size), max(by_size)
    rows = []
    for what in by_size[first]:
        times = [milliseconds(by_size[size][what]) for size in by_size]
        rows.append((what, *times, f"{by_size[last][what] / by_size[first][what]:.2f}"))
    heads = ("", *(f"{size:,}" for size in by_size), "比 ratio")
    show(f"月の報告とホーム / report and Home, {name}, by number of checks", heads, rows)


def _times(url: str, year: YearOfUse) -> dict[str, float]:
    _fill(url, year)
    database = Database(url)
    background = _Patient()
    try:
        services = _services(database, background)
        _compare(services, year)
        return {
            "ホーム（リーダー）/ Home of a lead": _seconds(lambda: _home(services, _LEAD)),
            "ホーム（社員）/ Home of a member": _seconds(lambda: _home(services, "U0000")),
            "報告の数字 / figures of the report": _seconds(lambda: _read(services)),
            "報告とファイル / report with its files": _seconds(
                lambda: letters(services, _MONTH), 3
            ),
        }
    finally:
        background.close()
        database.close()


def _fill(url: str, year: YearOfUse) -> None:
    upgrade(url)
    # What is counted by month is counted as for a company that was there before.
    downgrade(url, "0011")
    database = Database(url)
    with database.begin() as session:
        put_into(session, year)
    upgrade(url)
    with database.begin() as session:
        put_newer_into(session, year)
        set_holders(session, Role.LEAD, [_LEAD], by=_LEAD, now=_NOW)
        set_holders(session, Role.EXECUTIVE, [_EXECUTIVE], by=_LEAD, now=_NOW)
        set_holders(session, Role.ADMIN, [_EXECUTIVE], by=_LEAD, now=_NOW)
        # As the server does by itself a while after so many rows.
        session.execute(text("ANALYZE"))
    database.close()


def _compare(services: Services, year: YearOfUse) -> None:
    """Count every figure of the month by hand."""
    with services.database.read() as session:
        report = read_report(session, _MONTH, _TOKYO)
    expected = ByHand(year, str(_MONTH)).figures()
    found = {kpi: report.figure(kpi).value for kpi in expected}
    if found != expected:
        raise SystemExit(f"the figures differ: {found} {expected}")


def _services(database: Database, background: Background) -> Services:
    rulebook = load_rulebook()
    return Services(
        database=database,
        rulebook=lambda: rulebook,
        company=lambda: UNKNOWN_COMPANY,
        texts=load_texts(),
        clock=lambda: _NOW,
        calendar=lambda: _TOKYO,
        background=background,
    )


def _home(services: Services, member: str) -> None:
    client = WebClient(token="xoxb-local", base_url="http://127.0.0.1:9/api/")
    voice = services.texts.voice("ja")
    made = home_tab._home(services, client, Asker(member, "T1", "ja"), voice)
    if voice("home.not_read") in str(made):
        raise SystemExit("the database did not answer")


def _read(services: Services) -> None:
    with services.database.read() as session:
        read_report(session, _MONTH, _TOKYO)


def _seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    # The shortest: whatever else the machine does only adds to it.
    return min(taken)


@contextmanager
def _servers() -> Iterator[dict[str, Callable[[int], str]]]:
    folder = Path(tempfile.mkdtemp(prefix="annai-bench-", dir="/tmp"))
    try:
        with running_postgres(folder) as server:

            def on_server(size: int) -> str:
                with psycopg.connect(server, autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE bench_{size}")
                return str(server).replace("/postgres?", f"/bench_{size}?")

            yield {
                "SQLite": lambda size: f"sqlite:///{folder / str(size)}.db",
                "PostgreSQL": on_server,
            }
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
