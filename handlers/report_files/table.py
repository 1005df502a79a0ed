"""The report as data for other programs: CSV that Excel opens, and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from knowledge.figures import Share, Unit, Unknown
from knowledge.spreadsheet_text import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.texts import Voice
    from knowledge.figures import Value
    from knowledge.reports import Figure, Report, Section

_COLUMNS = (
    "month",
    "id",
    "topic",
    "name",
    "value",
    "of",
    "unit",
    "basis",
    "before",
    "before_of",
    "change",
    "formula",
)


def write_csv(report: Report, voice: Voice) -> bytes:
    """Return a line for each figure, then one for each department, and for its safety check.

    UTF-8 with the mark by which Excel knows it. A share is its two counts; what is unknown is
    an empty cell.
    """
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, _COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows_ = (*_figures(report, voice), *_departments(report, voice), *_safety_check(report, voice))
    for row in rows_:
        rows.writerow(
            {name: guarded(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
        )
    return written.getvalue().encode("utf-8-sig")


def write_json(report: Report, voice: Voice) -> bytes:
    """Return the report as one JSON object; null is unknown, and `unknown` says why."""
    made = {
        "month": str(report.month),
        "figures": [
            {name: cell for name, cell in row.items() if name != "month"}
            | {"unknown": figure.value.value if isinstance(figure.value, Unknown) else None}
            for row, figure in zip(_figures(report, voice), _all(report), strict=True)
        ],
        "departments": [
            {
                "name": line.name,
                "people": line.active.whole,
                "active": line.active.part,
                "checks": dict(line.checks.levels),
                "templates_finished": line.finished,
            }
            for line in report.departments
        ],
        "departments_kept_back": report.kept_back,
        "safety_check": [
            {"name": line.name or None, "asked": line.asked, "done": line.done}
            for line in report.safety_check
        ],
        "course": [
            {"month": str(one.month), "checks": dict(one.checks.levels)} for one in report.course
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _all(report: Report) -> Iterator[Figure]:
    for section in report.sections:
        yield from section.figures


def _figures(report: Report, voice: Voice) -> Iterator[dict[str, Any]]:
    for section in report.sections:
        for figure in section.figures:
            yield _row(report, section, figure, voice)


def _row(report: Report, section: Section, figure: Figure, voice: Voice) -> dict[str, Any]:
    kpi = figure.kpi
    value, of = _counts(figure.value)
    before, before_of = _counts(figure.before)
    return {
        "month": str(report.month),
        "id": kpi.id,
        "topic": section.topic.title.inn(voice.language),
        "name": kpi.name.inn(voice.language),
        "value": value,
        "of": of,
        "unit": kpi.unit.value,
        "basis": kpi.basis.value,
        "before": before,
        "before_of": before_of,
        "change": None if figure.change is None else round(figure.change, 6),
        "formula": kpi.formula.inn(voice.language),
    }


def _departments(report: Report, voice: Voice) -> Iterator[dict[str, Any]]:
    for line in report.departments:
        yield {
            "month": str(report.month),
            "id": "department_active",
            "topic": voice("report.departments"),
            "name": line.name,
            "value": line.active.part,
            "of": line.active.whole,
            "unit": Unit.SHARE.value,
        }


def _safety_check(report: Report, voice: Voice) -> Iterator[dict[str, Any]]:
    for line in report.safety_check:
        yield {
            "month": str(report.month),
            "id": "department_safety_check",
            "topic": voice("report.sheet.safety_check"),
            "name": line.name or voice("training.together"),
            "value": line.done,
            "of": line.asked,
            "unit": Unit.SHARE.value,
        }


def _counts(value: Value) -> tuple[float | None, int | None]:
    if isinstance(value, Unknown):
        return None, None
    if isinstance(value, Share):
        return value.part, value.whole
    return round(value, 6), None
