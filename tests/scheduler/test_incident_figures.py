"""Mistaken entries of a month: the same figures in the thread, the message, on Home and in files."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from handlers.report_files.table import write_csv
from handlers.report_files.workbook import make_workbook
from handlers.texts import load_texts
from handlers.views.figures import say_figure
from handlers.views.reports import report_message, report_on_home
from handlers.views.reviews import item_message
from knowledge.calendar import Calendar
from knowledge.incident_figures import FIGURES
from knowledge.incidents import Closing, Happened, Outcome, OutsideReport, Place
from knowledge.months import Month
from knowledge.review_sections import all_sections
from knowledge.reviews import ReviewItem
from knowledge.store import incidents as store
from knowledge.store.review_material import read_material

TOKYO = Calendar(ZoneInfo("Asia/Tokyo"))
NOVEMBER = Month(2026, 11)


def jst(text):
    return datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)


@pytest.fixture
def material(database):
    """One of October, closed in November; two of November, one of them open; one of December."""
    with database.begin() as session:
        for number, (at, minutes) in enumerate(
            (
                ("2026-10-31T23:59", 540),
                ("2026-11-01T00:00", 60),
                ("2026-11-30T23:59", None),
                ("2026-12-01T00:00", None),
            )
        ):
            report(session, number, jst(at), minutes)
        return read_material(session, NOVEMBER, TOKYO, templates={}, now=jst("2026-12-03T09:00"))


def report(session, number, at, minutes):
    new = store.NewIncident(
        key=f"incident:{number}",
        reporter="U1",
        place=Place.PRIVATE,
        happened=Happened.NOW,
        categories=("credential",),
        steps=(),
        rulebook_revision="1",
        at=at,
        due_at=at,
        done=frozenset(),
        words="",
    )
    made = store.report(session, new)
    assert made is not None
    if minutes is not None:
        outcome, outside = Outcome.CONTAINED, OutsideReport.NOT_NEEDED
        closed = Closing(outcome, outside, "", "U2", jst("2026-11-10T10:00"), minutes)
        assert store.close(session, made, closed) is None


def test_each_figure(material):
    """By the month of Tokyo; what was closed counts where it was closed, in working hours."""
    values = {one.id: material.report.figure(one.id).value for one in FIGURES}
    assert (values["incidents"], values["incidents_standing"]) == (2, 1)
    assert values["incidents_secrets"] == 2
    assert values["incident_hours_to_close"] == pytest.approx((540 + 60) / 2 / 60)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_same_everywhere(material, language):
    """With its formula, and zero as zero."""
    voice = load_texts().voice(language)
    (safety,) = [one for one in all_sections(material) if one.item is ReviewItem.SAFETY]
    thread = str(item_message(safety, NOVEMBER, voice))
    whole = str(report_message(material.report, voice, for_lead=True, whole=True))
    lines = csv.DictReader(io.StringIO(write_csv(material.report, voice).decode("utf-8-sig")))
    table = {line["id"]: line for line in lines}
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(material.report, voice)))
    cells = {row[1]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    for one in FIGURES:
        figure, formula = material.report.figure(one.id), one.formula.inn(language)
        for screen in (thread, whole):
            assert say_figure(figure, voice) in screen
            assert formula in screen
        assert table[one.id]["formula"] == cells[one.name.inn(language)][8] == formula
        if isinstance(figure.value, int | float):
            assert float(table[one.id]["value"]) == figure.value == cells[one.name.inn(language)][2]
    home = str(report_on_home(material.report, voice, for_lead=True))
    assert say_figure(material.report.figure("incidents"), voice) in home
