"""`annai export kpi`: the same figures in each form, and plain words for what is wrong."""

import csv
import io
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from pypdf import PdfReader

from bot.__main__ import main
from bot.settings import Settings
from handlers.texts import load_texts
from handlers.views.figures import say_value
from knowledge.calendar import Calendar
from knowledge.figures import Share, Unknown
from knowledge.kpis import KPIS
from knowledge.months import Month, month_of
from knowledge.store.audit import entries
from knowledge.store.checks import record_check
from knowledge.store.departments import add_department, departments, set_department
from knowledge.store.reports import read_report

TOKYO = Calendar(ZoneInfo("Asia/Tokyo"))
OCTOBER = Month(2026, 10)
FORMULA = '=HYPERLINK("http://example.invalid","詳細")'[:40]


@pytest.fixture(autouse=True)
def quiet_place(monkeypatch, tmp_path, database_url):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def annai(capfdbinary):
    """Run a command; return its exit code, output and errors, as bytes and as words."""

    def run(*arguments):
        code = main(["export", "kpi", *arguments])
        said = capfdbinary.readouterr()
        return code, said.out, said.err.decode()

    return run


@pytest.fixture
def october(database):
    """A few checks at both ends of October in Tokyo, in a department with a hostile name."""
    start, end = OCTOBER.span(TOKYO)
    with database.begin() as session:
        for name in (FORMULA, "-5", "営業部"):
            add_department(session, name, by="U1", now=start)
        for place, department in enumerate(departments(session)):
            people = [f"U{place}{number}" for number in range(6)]
            set_department(session, people, department.id, by="U1", now=start)
        for number, at in enumerate([start, start, datetime(2026, 10, 15, 3, tzinfo=UTC), end]):
            record_check(
                session,
                key=None,
                member=f"U{number % 3}0",
                at=at,
                month=month_of(at, TOKYO),
                surface="command",
                asked=False,
                account="company",
                level="conditional",
                maskable=number == 0,
                categories=[],
                kinds={},
                rulebook_revision="1",
                characters=1,
            )
        return read_report(session, OCTOBER, TOKYO)


def test_every_form_has_the_same_figures(annai, october):
    """JSON, CSV, workbook and page say what the report says."""
    made = {}
    for form in ("json", "csv", "xlsx", "pdf"):
        code, made[form], _ = annai("--month", "2026-10", "--format", form)
        assert code == 0
    figures = {one["id"]: one for one in json.loads(made["json"])["figures"]}
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig")))}
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    cells = {row[1]: row for row in book.iter_rows(values_only=True)}
    page = "".join(PdfReader(io.BytesIO(made["pdf"])).pages[0].extract_text().split())
    voice = load_texts().voice("ja")
    assert set(figures) == set(KPIS)
    for kpi in KPIS.values():
        value = october.figure(kpi.id).value
        number = value.part if isinstance(value, Share) else value
        assert "".join(say_value(kpi.unit, value, voice).split()) in page
        if isinstance(number, Unknown):
            assert figures[kpi.id]["value"] is None
            assert figures[kpi.id]["unknown"] == number.value
            assert rows[kpi.id]["value"] == ""
            continue
        assert figures[kpi.id]["value"] == float(rows[kpi.id]["value"]) == pytest.approx(number)
        ratio = value.ratio if isinstance(value, Share) else value
        if ratio is not None:
            assert cells[kpi.name.ja][2] == pytest.approx(ratio)
    assert figures["checks"]["value"] == 3
    assert (figures["masked"]["value"], figures["masked"]["of"]) == (1, 3)


def test_csv_opens_in_a_spreadsheet(annai, october):
    """One mark at its beginning, no cell that runs, and numbers that are numbers."""
    _, out, _ = annai("--month", "2026-10", "--format", "csv")
    assert out.startswith(b"\xef\xbb\xbfmonth,id,")
    assert out.count(b"\xef\xbb\xbf") == 1
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"))))
    names = {row["name"] for row in rows if row["id"] == "department_active"}
    assert names == {f"'{FORMULA}", "'-5", "営業部"}
    _code, out, _ = annai("--month", "2026-11", "--format", "csv")
    (checks,) = [
        row for row in csv.DictReader(io.StringIO(out.decode("utf-8-sig"))) if row["id"] == "checks"
    ]
    assert (checks["value"], checks["change"]) == ("1", "-2.0")


def test_it_can_be_saved(annai, tmp_path, october, monkeypatch):
    """A workbook for a terminal needs a file; the export stands in the audit trail."""
    code, out, _ = annai("--month", "2026-10", "--format", "xlsx", "--output", "十月.xlsx")
    assert (code, out) == (0, b"")
    assert (tmp_path / "十月.xlsx").read_bytes().startswith(b"PK")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, out, said = annai("--format", "pdf")
    assert (code, out) == (2, b"")
    assert "--output" in said


def test_it_is_audited(annai, database, october):
    """Who took which month in which form."""
    annai("--month", "2026-10", "--format", "csv")
    with database.read() as session:
        (entry,) = [one for one in entries(session) if one.action == "kpi.export"]
    assert (entry.subject, entry.outcome) == ("report:2026-10", "csv")
    assert entry.actor.startswith("cli")


@pytest.mark.parametrize("month", ["2026-13", "10月", "2026/10"])
@pytest.mark.parametrize(("language", "says"), [("ja", "2026-10 のように"), ("en", "like 2026-10")])
def test_what_is_no_month(annai, month, language, says):
    """Said in plain words, with the code for wrong input."""
    code, out, said = annai("--month", month, "--language", language)
    assert (code, out) == (2, b"")
    assert says in said


def test_a_place_that_cannot_be_written(annai):
    """Likewise."""
    code, _, said = annai("--output", "nowhere/at/all.json")
    assert code == 2
    assert "nowhere/at/all.json" in said


def test_english(annai, october):
    """Names and formulas in the language that was asked for."""
    _, out, _ = annai("--month", "2026-10", "--language", "en")
    names = {one["name"] for one in json.loads(out)["figures"]}
    assert "Hours saved" in names
