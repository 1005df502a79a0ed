"""The report's files: every figure in them, no character that is missing, nothing that runs."""

import csv
import dataclasses
import io
import json
import zipfile
from pathlib import Path

import matplotlib as mpl
import openpyxl
import pytest
from pypdf import PdfReader

from handlers.report_files.apart import NotDrawnError, make_apart
from handlers.report_files.chart import draw_chart
from handlers.report_files.font import printable
from handlers.report_files.page import make_page
from handlers.report_files.table import write_csv, write_json
from handlers.report_files.workbook import make_workbook
from handlers.texts import load_texts
from handlers.views.figures import say_name, say_value
from knowledge.figures import Share
from knowledge.kpis import KPIS
from tests.handlers.sample_reports import empty_report, full_report

HOSTILE = (
    '=HYPERLINK("http://example.invalid","詳細")',
    "＝1+1 髙①",
    "@hanako $x^2$",
    "営業🙂𠮷部",
)
REPORTS = {
    "full": full_report(),
    "empty": empty_report(),
    "hostile": full_report(HOSTILE),
}


@pytest.fixture(params=REPORTS)
def report(request):
    return REPORTS[request.param]


@pytest.mark.parametrize("make", [draw_chart, make_workbook, make_page])
def test_the_same_report_makes_the_same_file(report, voice, make):
    """Made again after a crash, it is what it was; a missing character would be a warning here."""
    made = make(report, voice)
    assert made == make(report, voice)
    assert len(made) < 400_000


def test_missing_characters_are_said_to_be_missing():
    """Printers put 〓; control characters are left out."""
    assert printable("営業🙂𠮷部\u200b髙①\n◯△×？") == "営業〓〓部髙①◯△×？"


def test_a_font_without_kanji_does_not_pass(monkeypatch):
    """The warning about a missing glyph, which fails every test here, does come."""
    bare = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    monkeypatch.setattr("handlers.report_files.chart.font_file", lambda: bare)
    with pytest.warns(UserWarning, match="Glyph .* missing from font"):
        draw_chart(REPORTS["full"], load_texts().voice("ja"))


def test_all_our_own_words_can_be_printed(voice):
    """No figure, formula or sentence of ours needs a 〓."""
    texts = [
        text for key, text in voice.texts.catalogues[voice.language].items() if "report" in key
    ]
    for kpi in KPIS.values():
        texts += [kpi.name.inn(voice.language), kpi.formula.inn(voice.language)]
    assert [text for text in texts if printable(text) != text.replace("\n", "")] == []


def words(text):
    """Without blanks, at which a page breaks lines as it likes."""
    return "".join(text.split())


def test_the_page_is_one_and_says_everything(report, voice):
    """Each figure with its name, its formula and its value."""
    (page,) = PdfReader(io.BytesIO(make_page(report, voice))).pages
    text = words(page.extract_text())
    for section in report.sections:
        assert words(section.topic.title.inn(voice.language)) in text
        for figure in section.figures:
            assert words(say_name(figure.kpi, voice)) in text
            assert words(figure.kpi.formula.inn(voice.language)) in text
            assert words(say_value(figure.kpi.unit, figure.value, voice)) in text
    assert float(page.mediabox.width) == pytest.approx(595, abs=1)


def test_nothing_hangs_over_the_edge_of_the_page(voice):
    """The largest numbers there may be, and as many departments as a menu has room for."""
    names = [f"とても長い名前を持つ第{number}営業企画推進部門" for number in range(4)]
    report = full_report(names)
    lines = [dataclasses.replace(report.departments[0], name=names[n % 4]) for n in range(100)]
    crowded = dataclasses.replace(report, departments=tuple(lines), kept_back=99)
    (page,) = PdfReader(io.BytesIO(make_page(crowded, voice))).pages
    places = []

    def note(text, _cm, matrix, _font, _size):
        if text.strip():
            places.append(matrix[5])

    page.extract_text(visitor_text=note)
    assert min(places) > 20


def sheets(report, voice):
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(report, voice)))
    return [book[name] for name in book.sheetnames]


def test_the_workbook_has_every_figure_as_a_number(report, voice):
    """Shares are shares, with what they are of; unknown ones say why."""
    figures, *_ = sheets(report, voice)
    rows = {row[1]: row for row in figures.iter_rows(min_row=2, values_only=True)}
    known = [figure for section in report.sections for figure in section.figures]
    assert len(rows) == len(known) == len(KPIS)
    for figure in known:
        row = rows[figure.kpi.name.inn(voice.language)]
        value = figure.value
        if isinstance(value, Share):
            assert row[3] == value.whole
            value = value.ratio
        if isinstance(value, int | float) and not isinstance(value, str):
            assert row[2] == pytest.approx(value)
        else:
            assert isinstance(row[2], str)
        assert row[8] == figure.kpi.formula.inn(voice.language)


def test_no_cell_is_a_formula(voice):
    """What looks like one stays the text that it is, and no address is a link."""
    report = REPORTS["hostile"]
    for sheet in sheets(report, voice):
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "n"} for cell in row)
    names = [line.name for line in report.departments]
    shown = [row[0] for row in sheets(report, voice)[1].iter_rows(min_row=2, values_only=True)]
    assert shown[: len(names)] == names
    assert HOSTILE[0] in shown
    with zipfile.ZipFile(io.BytesIO(make_workbook(report, voice))) as book:
        assert not any(b"<f>" in book.read(name) or "hyperlink" in name for name in book.namelist())


def test_a_negative_change_stays_a_number(voice):
    """The cure for formulas does not spoil figures."""
    figures, *_ = sheets(full_report(), voice)
    changes = [row[6] for row in figures.iter_rows(min_row=2, values_only=True)]
    assert -2 in changes
    assert all(isinstance(one, int | float | None) for one in changes)


def test_departments_that_are_kept_back_are_in_no_file(voice):
    """Neither by name nor by number."""
    report = full_report()
    assert report.kept_back == 2
    everything = [
        str(cell.value)
        for sheet in sheets(report, voice)
        for row in sheet.iter_rows()
        for cell in row
    ]
    (page,) = PdfReader(io.BytesIO(make_page(report, voice))).pages
    assert not any(name in text for name in ("顧問室", "企画室") for text in everything)
    assert "顧問室" not in page.extract_text()
    assert voice("report.kept_back", count=2) in everything


def test_who_answered_the_safety_check_is_in_the_files(voice):
    """By department, small ones together, as in the review and on Home."""
    report = full_report(HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(report, voice)))
    sheet = book[voice("report.sheet.safety_check")]
    rows = [row[:4] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [
        (HOSTILE[0], 42, 33, pytest.approx(33 / 42)),
        (HOSTILE[1], 25, 24, pytest.approx(24 / 25)),
        (voice("training.together"), 13, 0, 0),
    ]
    lines = csv.DictReader(io.StringIO(write_csv(report, voice).decode("utf-8-sig")))
    named = [one["name"] for one in lines if one["id"] == "department_safety_check"]
    assert named == [f"'{HOSTILE[0]}", f"'{HOSTILE[1]}", voice("training.together")]
    assert json.loads(write_json(report, voice))["safety_check"] == [
        {"name": HOSTILE[0], "asked": 42, "done": 33},
        {"name": HOSTILE[1], "asked": 25, "done": 24},
        {"name": None, "asked": 13, "done": 0},
    ]


def test_another_process_makes_the_same_files(monkeypatch, tmp_path):
    """Which gives its memory back; in every language, on a machine that never looked for fonts."""
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    report, texts = REPORTS["hostile"], load_texts()
    made = make_apart(report, [("chart", "ja"), ("page", "en"), ("chart", "ja")])
    assert made == {
        ("chart", "ja"): draw_chart(report, texts.voice("ja")),
        ("page", "en"): make_page(report, texts.voice("en")),
    }


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true", "/nowhere/python"])
def test_a_process_that_fails_is_said_to_have_failed(monkeypatch, program):
    """Whatever the reason."""
    monkeypatch.setattr("handlers.report_files.apart.sys.executable", program)
    with pytest.raises(NotDrawnError):
        make_apart(REPORTS["empty"], [("chart", "ja")])
