"""The report's figures, worked out anew from what happened, without any code of the report."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.migrations.run import downgrade, upgrade
from knowledge.calendar import Calendar
from knowledge.figures import Share
from knowledge.kpis import KPIS
from knowledge.months import Month, month_of
from knowledge.store.checks import record_check
from knowledge.store.database import Database
from knowledge.store.departments import add_department, departments, set_department
from knowledge.store.models import Check, MonthlyCheck
from knowledge.store.reports import read_report
from tests.corpus.year_by_hand import ByHand, month
from tests.corpus.year_of_use import make_year, put_into, put_newer_into

TOKYO = Calendar(ZoneInfo("Asia/Tokyo"))
YEAR = make_year(8, checks=4_000, template_uses=800, stories=120)
MONTHS = [Month(2025, 10), *(Month(2025, 11).before(-later) for later in range(12))]


@pytest.fixture
def year(bare_database_url):
    """The year in a database of the version before, brought up to date."""
    upgrade(bare_database_url)
    downgrade(bare_database_url, "0011")
    database = Database(bare_database_url)
    with database.begin() as session:
        put_into(session, YEAR)
    upgrade(bare_database_url)
    with database.begin() as session:
        put_newer_into(session, YEAR)
    yield database
    database.close()


def test_every_figure_of_every_month(year):
    """Of a whole year, and the month before it, in which there was nothing."""
    with year.read() as session:
        reports = [read_report(session, one, TOKYO) for one in MONTHS]
    by_hand = [ByHand(YEAR, str(one)).figures() for one in MONTHS]
    for place, report in enumerate(reports):
        figures = {one.kpi.id: one for section in report.sections for one in section.figures}
        assert {kpi: one.value for kpi, one in figures.items()} == by_hand[place]
        if place:
            assert {kpi: one.before for kpi, one in figures.items()} == by_hand[place - 1]
    assert set(by_hand[0]) == set(KPIS)


def test_departments_and_the_course(year):
    """Sizes, shares and checks of each that is shown, and the levels of six months."""
    with year.read() as session:
        report = read_report(session, Month(2026, 4), TOKYO)
    by_hand = ByHand(YEAR, "2026-04")
    assert report.kept_back == len(by_hand.departments) - len(by_hand.shown()) > 1
    for line in report.departments:
        (id_,) = [one["id"] for one in by_hand.departments if one["name"] == line.name]
        members = {one["member"] for one in YEAR.belongs if one["department_id"] == id_}
        assert line.active.ratio == pytest.approx(by_hand.share(id_))
        assert line.active.whole == by_hand.sizes[id_]
        assert line.checks.total == sum(one["member"] in members for one in by_hand.checks)
        handed = sum(by_hand.home.get(one["member"]) == id_ for one in by_hand.handed)
        assert line.finished == handed
    for shown in report.course:
        levels = Counter(
            one["level"] for one in YEAR.checks if month(one["at"]) == str(shown.month)
        )
        assert shown.checks.levels == levels
    assert [str(one.month) for one in report.course] == [
        "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04",
    ]  # fmt: skip


@pytest.fixture
def beside(request, bare_database_url):
    """An empty database of the same kind as that of the year."""
    kind = bare_database_url.partition(":")[0]
    opened = Database(request.getfixturevalue(f"{kind}_url"))
    yield opened
    opened.close()


def test_what_an_upgrade_counts_is_what_is_counted_along(year, beside):
    """Checks recorded one by one come to the same months as those that were there before."""
    with beside.begin() as session:
        for one in YEAR.checks:
            record_check(session, month=month_of(one["at"], TOKYO), **one)
        along = counted(session)
    with year.read() as session:
        assert counted(session) == along
        assert sum(along.values()) == session.scalar(select(func.count()).select_from(Check))


def counted(session):
    rows = session.scalars(select(MonthlyCheck))
    return {(one.month, one.member, one.level, one.masked): one.checks for one in rows}


@pytest.mark.parametrize("now", ["2026-05-01T00:10+09:00", "2026-05-01T10:00+09:00"])
def test_the_turn_of_a_month(database, now):
    """What happens at 23:59 in Tokyo is April's and at 0:00 May's, whenever one looks."""
    instants = ["2026-04-30T14:59Z", "2026-04-30T15:00Z", "2026-04-30T15:30Z", "2026-12-31T15:00Z"]
    with database.begin() as session:
        for written in instants:
            at = datetime.fromisoformat(written).astimezone(UTC)
            record(session, at)
    current = month_of(datetime.fromisoformat(now), TOKYO)
    with database.read() as session:
        may = read_report(session, current, TOKYO)
        december = read_report(session, Month(2026, 12), TOKYO)
        january = read_report(session, Month(2027, 1), TOKYO)
    assert (may.figure("checks").value, may.figure("checks").before) == (2, 1)
    assert [one.checks.total for one in may.course] == [0, 0, 0, 0, 1, 2]
    assert (december.figure("checks").value, january.figure("checks").value) == (0, 1)


def record(session, at, member="U1", **said):
    usual: dict[str, Any] = {
        "key": None,
        "surface": "command",
        "asked": False,
        "account": "company",
        "level": "ok",
        "maskable": True,
        "categories": [],
        "kinds": {},
        "rulebook_revision": "1",
        "characters": 1,
    }
    return record_check(session, at=at, month=month_of(at, TOKYO), member=member, **(usual | said))


def test_a_check_is_masked_when_there_was_something_to_mask(database, clock):
    """Neither a question nor a text that may go as it is gave anybody a masked text."""
    with database.begin() as session:
        record(session, clock(), level="conditional")
        record(session, clock(), level="conditional", maskable=False)
        record(session, clock(), level="prohibited", asked=True)
        record(session, clock(), level="ok")
        record(session, clock(), level="undecided", maskable=False)
    with database.read() as session:
        report = read_report(session, Month(2026, 11), TOKYO)
    assert report.figure("masked").value == Share(1, 4)


def test_a_check_with_a_known_key_is_counted_once(database, clock):
    """In its month, too."""
    with database.begin() as session:
        assert record(session, clock(), key="Ev1")
        assert not record(session, clock(), key="Ev1", level="prohibited")
        assert counted(session) == {("2026-11", "U1", "ok", False): 1}


def test_people_count_where_they_belong_now(database, clock):
    """Whoever moved took their checks along; who left is no user any more."""
    with database.begin() as session:
        for name in "甲乙":
            add_department(session, name, by="U1", now=clock())
        first, second = departments(session)
        set_department(session, [f"U{n}" for n in range(6)], first.id, by="U1", now=clock())
        set_department(session, [f"U{n}" for n in range(6, 13)], second.id, by="U1", now=clock())
        for number in (0, 1, 7):
            record(session, clock(), f"U{number}")
        set_department(session, ["U0"], second.id, by="U1", now=clock())
        report = read_report(session, Month(2026, 11), TOKYO)
    lines = {line.name: (line.active, line.checks.total) for line in report.departments}
    assert lines == {"甲": (Share(1, 5), 1), "乙": (Share(2, 8), 2)}
