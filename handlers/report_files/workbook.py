"""The report as a workbook for the lead: every figure with its formula in words, nothing to run."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

from handlers.report_files.chart import draw_chart
from handlers.views.dates import say_month
from handlers.views.figures import say_title
from knowledge.figures import Share, Unit, Unknown
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from handlers.texts import Voice
    from knowledge.figures import Value
    from knowledge.reports import Figure, Report

# A cell is what we say that it is: text that begins with "=" stays text.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS: Final = {
    Unit.TIMES: "#,##0",
    Unit.PEOPLE: "#,##0",
    Unit.HOURS: "#,##0.0",
    Unit.MINUTES: "#,##0",
    Unit.SHARE: "0%",
    Unit.POINTS: "#,##0.0",
}
_LINE_HEIGHT: Final = 15
# Wide enough for their heads in both languages; the last one is for the formulas in words.
_FIGURE_WIDTHS: Final = (26, 36, 12, 10, 10, 15, 12, 15, 96)
_DEPARTMENT_WIDTHS: Final = (36, 14, 14, 22, 14, 30)
_SAFETY_WIDTHS: Final = (36, 14, 14, 14)
_COURSE_WIDTHS: Final = (16, 22, 26, 24, 24)
_LEVELS: Final = (Level.OK, Level.CONDITIONAL, Level.PROHIBITED, Level.UNDECIDED)


def make_workbook(report: Report, voice: Voice) -> bytes:
    """Return the workbook as XLSX; the same report makes the same workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - who makes none does not pay for it

    written = BytesIO()
    book = Workbook(written, _OPTIONS)
    after = report.month.before(-1)
    # Not when it was made: made again, it is the same file.
    book.set_properties(
        {"title": say_title(report, voice), "created": datetime(after.year, after.month, 1)}  # noqa: DTZ001 - XLSX has no zones
    )
    sheets = _Sheets(book, report, voice)
    sheets.figures()
    sheets.departments()
    sheets.safety_check()
    sheets.course()
    book.close()
    return written.getvalue()


class _Sheets:
    """The sheets of one workbook, with the formats that they share."""

    def __init__(self, book: Any, report: Report, voice: Voice) -> None:  # noqa: ANN401 - untyped
        self._book, self._report, self._voice = book, report, voice
        head = {"bold": True, "bg_color": "#1d3557", "font_color": "white"}
        self._heads = {
            align: book.add_format({**head, "align": align, "indent": int(align == "left")})
            for align in ("left", "right")
        }
        self._text = book.add_format(
            {"text_wrap": True, "align": "left", "valign": "top", "indent": 1}
        )
        self._numbers = {
            unit: book.add_format({"num_format": form, "valign": "top"})
            for unit, form in _FORMATS.items()
        }

    def figures(self) -> None:
        heads = ("topic", "name", "value", "of", "unit", "before", "change", "basis")
        names = [f"report.head.{head}" for head in (*heads, "formula")]
        sheet = self._sheet("figures", names, _FIGURE_WIDTHS, numbers={2, 3, 5, 6})
        figures = [
            (section.topic.title, figure)
            for section in self._report.sections
            for figure in section.figures
        ]
        language = self._voice.language
        for row, (topic, figure) in enumerate(figures, 1):
            kpi = figure.kpi
            formula = kpi.formula.inn(language)
            # Not every program makes room for what does not fit into one line.
            sheet.set_row(row, _LINE_HEIGHT * _lines(formula, _FIGURE_WIDTHS[-1]))
            sheet.write_string(row, 0, topic.inn(language), self._text)
            sheet.write_string(row, 1, kpi.name.inn(language), self._text)
            self._values(sheet, row, figure)
            sheet.write_string(row, 4, self._voice(f"report.unit.{kpi.unit}"), self._text)
            sheet.write_string(row, 7, self._voice(f"report.basis.{kpi.basis}"), self._text)
            sheet.write_string(row, 8, formula, self._text)

    def _values(self, sheet: Any, row: int, figure: Figure) -> None:  # noqa: ANN401 - untyped
        unit = figure.kpi.unit
        self._value(sheet, row, 2, unit, figure.value)
        if isinstance(figure.value, Share):
            sheet.write_number(row, 3, figure.value.whole, self._numbers[Unit.TIMES])
        self._value(sheet, row, 5, unit, figure.before)
        if figure.change is not None:
            points = Unit.POINTS if unit is Unit.SHARE else unit
            sheet.write_number(row, 6, round(figure.change, 6), self._numbers[points])

    def _value(self, sheet: Any, row: int, column: int, unit: Unit, value: Value) -> None:  # noqa: ANN401 - untyped
        number = value.ratio if isinstance(value, Share) else value
        if isinstance(number, Unknown):
            sheet.write_string(row, column, self._voice(f"report.said.{number}"), self._text)
        elif number is None:
            sheet.write_string(row, column, self._voice("report.no_share"), self._text)
        else:
            sheet.write_number(row, column, number, self._numbers[unit])

    def departments(self) -> None:
        heads = ("", "_people", "_active", "_share", "_checks", "_finished")
        names = [f"report.head.department{head}" for head in heads]
        sheet = self._sheet("departments", names, _DEPARTMENT_WIDTHS)
        counts = self._numbers[Unit.TIMES]
        lines = self._report.departments
        for row, line in enumerate(lines, 1):
            self._name(sheet, row, line.name)
            sheet.write_number(row, 1, line.active.whole, counts)
            sheet.write_number(row, 2, line.active.part, counts)
            self._value(sheet, row, 3, Unit.SHARE, line.active)
            sheet.write_number(row, 4, line.checks.total, counts)
            sheet.write_number(row, 5, line.finished, counts)
        if not lines:
            sheet.write_string(1, 0, self._voice("report.no_departments"), self._text)
        if self._report.kept_back:
            said = self._voice("report.kept_back", count=self._report.kept_back)
            sheet.write_string(max(len(lines), 1) + 2, 0, said)

    def safety_check(self) -> None:
        heads = ("department", "safety_asked", "safety_done", "safety_share")
        names = [f"report.head.{head}" for head in heads]
        sheet = self._sheet("safety_check", names, _SAFETY_WIDTHS)
        counts = self._numbers[Unit.TIMES]
        lines = self._report.safety_check
        for row, line in enumerate(lines, 1):
            self._name(sheet, row, line.name or self._voice("training.together"))
            sheet.write_number(row, 1, line.asked, counts)
            sheet.write_number(row, 2, line.done, counts)
            self._value(sheet, row, 3, Unit.SHARE, Share(line.done, line.asked))
        if not lines:
            sheet.write_string(1, 0, self._voice("report.no_departments"), self._text)

    def course(self) -> None:
        heads = ["report.head.month", *(f"report.level.{level}" for level in _LEVELS)]
        sheet = self._sheet("course", heads, _COURSE_WIDTHS)
        for row, one in enumerate(self._report.course, 1):
            sheet.write_string(row, 0, say_month(one.month, self._voice), self._text)
            for column, level in enumerate(_LEVELS, 1):
                sheet.write_number(row, column, one.checks.of(level), self._numbers[Unit.TIMES])
        picture = BytesIO(draw_chart(self._report, self._voice))
        place = {"image_data": picture, "x_scale": 0.8, "y_scale": 0.8}
        sheet.insert_image(len(self._report.course) + 2, 0, "chart.png", place)

    def _name(self, sheet: Any, row: int, name: str) -> None:  # noqa: ANN401 - untyped
        sheet.set_row(row, _LINE_HEIGHT * _lines(name, _DEPARTMENT_WIDTHS[0]))
        sheet.write_string(row, 0, name, self._text)

    def _sheet(
        self,
        name: str,
        heads: Sequence[str],
        widths: Sequence[int],
        numbers: Collection[int] | None = None,
    ) -> Any:  # noqa: ANN401 - untyped
        """Begin a sheet; `numbers` are the columns of numbers, by default all but the first."""
        sheet = self._book.add_worksheet(self._voice(f"report.sheet.{name}"))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        right = range(1, len(heads)) if numbers is None else numbers
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            align = "right" if column in right else "left"
            sheet.write_string(0, column, self._voice(head), self._heads[align])
        return sheet


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column; a Japanese letter is two wide."""
    room = width - 2
    return sum(-(-max(_width(line), 1) // room) for line in text.split("\n"))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in text)
