"""The report's files as LibreOffice opens them: Japanese intact, nothing has run."""

import csv
import dataclasses
import shutil
import subprocess

import openpyxl
import pytest

from handlers.report_files.table import write_csv
from handlers.report_files.workbook import make_workbook
from handlers.texts import load_texts
from knowledge.kpis import KPIS
from knowledge.template_exchange import write_csv as write_templates
from knowledge.templates import load_templates
from knowledge.wording import Words
from tests.handlers.sample_reports import full_report

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")

NAMES = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "＝1+1",
    '=HYPERLINK("http://example.invalid","詳細")',
    "営業𠮷髙①部",
)
# Comma, quotes, UTF-8, from line 1; what is shown, each sheet in a file of its own.
_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
_FROM_CSV = "--infilter=CSV:44,34,76,1"


def test_the_files_open_as_they_are(tmp_path):
    """Workbooks and tables of the report in both languages, and the templates as a table."""
    make_files(tmp_path)
    # One test, as LibreOffice takes its time to start.
    for language in ("ja", "en"):
        voice = load_texts().voice(language)
        look_at_workbook(tmp_path, voice)
        look_at_table(tmp_path, voice)
    look_at_templates(tmp_path)


def make_files(made):
    """Put the files into a folder, and beside them what LibreOffice makes of them."""
    for language in ("ja", "en"):
        report, voice = hostile(), load_texts().voice(language)
        (made / f"book_{language}.xlsx").write_bytes(make_workbook(report, voice))
        (made / f"table_{language}.csv").write_bytes(write_csv(report, voice))
    shipped = next(iter(load_templates().values()))
    titled = [
        dataclasses.replace(shipped, id=f"t{number}", title=Words(name, name))
        for number, name in enumerate(NAMES)
    ]
    (made / "table_of_templates.csv").write_bytes(write_templates(titled))
    books, tables = sorted(made.glob("book_*.xlsx")), sorted(made.glob("table_*.csv"))
    convert(made, "--convert-to", _TO_CSV, *books)
    convert(made, _FROM_CSV, "--convert-to", "xlsx", *tables)


def convert(folder, *given):
    assert SOFFICE is not None
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, "--headless", profile, *given, "--outdir", folder / "out"]
    subprocess.run(command, check=True, capture_output=True, timeout=240)  # noqa: S603 - ours


def hostile():
    """A report about departments with the worst of names."""
    report = full_report()
    department, answered = report.departments[0], report.safety_check[0]
    return dataclasses.replace(
        report,
        departments=tuple(dataclasses.replace(department, name=name) for name in NAMES),
        safety_check=tuple(dataclasses.replace(answered, name=name) for name in NAMES),
    )


def sheet(folder, voice, name):
    file = folder / "out" / f"book_{voice.language}-{voice(f'report.sheet.{name}')}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def look_at_workbook(folder, voice):
    """Every name is the text that it is, and every figure is there under its name."""
    language = voice.language
    for name in ("departments", "safety_check"):
        assert [row[0] for row in sheet(folder, voice, name)[1 : len(NAMES) + 1]] == [*NAMES]
    rows = {row[1]: row for row in sheet(folder, voice, "figures")}
    for kpi in KPIS.values():
        assert rows[kpi.name.inn(language)][8] == kpi.formula.inn(language)
    assert float(rows[KPIS["checks"].name.inn(language)][2].replace(",", "")) == 1200


def look_at_table(folder, voice):
    """No cell became a formula; what Annai put before a name is all that was added."""
    (opened,) = openpyxl.load_workbook(folder / "out" / f"table_{voice.language}.xlsx").worksheets
    cells = [cell for row in opened.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    rows = list(opened.iter_rows(values_only=True))
    assert rows[0][:2] == ("month", "id")
    names = [row[3] for row in rows if row[1] == "department_active"]
    assert [str(name).removeprefix("'") for name in names] == [*NAMES]
    assert {row[3] for row in rows[1 : len(KPIS) + 1]} == {
        kpi.name.inn(voice.language) for kpi in KPIS.values()
    }
    assert next(row[10] for row in rows if row[1] == "by_lead") == -2


def look_at_templates(folder):
    """Their titles open as text, too."""
    (opened,) = openpyxl.load_workbook(folder / "out" / "table_of_templates.xlsx").worksheets
    cells = [cell for row in opened.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    heads, *rows = opened.iter_rows(values_only=True)
    titles = [str(row[heads.index("title_ja")]) for row in rows if row[heads.index("title_ja")]]
    assert [title.removeprefix("'") for title in titles] == [*NAMES]
