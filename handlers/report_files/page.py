"""The report on one page, to be printed or read on a telephone: PDF with the font inside."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from handlers.report_files.chart import draw_chart
from handlers.report_files.font import font_file, printable
from handlers.views.figures import say_change, say_name, say_title, say_value

if TYPE_CHECKING:
    from fpdf import FPDF

    from handlers.texts import Voice
    from knowledge.reports import Figure, Report, Section

_FONT: Final = "ipaexg"
_MARGIN, _GUTTER = 12.0, 6.0
_COLUMN: Final = (210 - 2 * _MARGIN - _GUTTER) / 2
_TOP: Final = 26.0
_INK, _PALE = (29, 53, 87), (110, 116, 126)
_VALUE_WIDTH: Final = 30.0
_CHART_SHAPE: Final = 4.6 / 11
_CHART_HEIGHT: Final = (210 - 2 * _MARGIN) * _CHART_SHAPE
# The notes below the chart, and the edge of the page.
_BOTTOM: Final = 21.0


def make_page(report: Report, voice: Voice) -> bytes:
    """Return the page as PDF; the same report makes the same page."""
    page = _new_page(report, voice)
    halves = _halves(report.sections)
    ends = [_column(page, half, place, voice) for place, half in enumerate(halves)]
    bottom = max(ends) + 3
    notes = [voice("report.footer")]
    if report.kept_back:
        notes.insert(0, voice("report.kept_back", count=report.kept_back))
    # The figures take what they need; the chart gets what is left of the page.
    height = min(_CHART_HEIGHT, 297 - _BOTTOM - bottom)
    width = height / _CHART_SHAPE
    chart = BytesIO(draw_chart(report, voice))
    page.image(chart, x=(210 - width) / 2, y=bottom, w=width)
    page.set_xy(_MARGIN, bottom + height + 1)
    for note in notes:
        _write(page, note, 6.5, _PALE, width=210 - 2 * _MARGIN, height=3.2)
        page.set_x(_MARGIN)
    return bytes(page.output())


def _new_page(report: Report, voice: Voice) -> FPDF:
    from fpdf import FPDF  # noqa: PLC0415 - heavy

    page = FPDF(format="A4")
    after = report.month.before(-1)
    # Not when it was made: made again, it is the same file.
    page.set_creation_date(datetime(after.year, after.month, 1, tzinfo=UTC))
    page.set_title(say_title(report, voice))
    page.set_lang(voice.language)
    page.set_auto_page_break(auto=False)
    page.add_font(_FONT, fname=font_file())
    page.add_page()
    page.set_margin(_MARGIN)
    page.set_xy(_MARGIN, 10)
    _write(page, say_title(report, voice), 17, _INK, width=150, height=8)
    _write(page, voice("report.page_intro"), 7, _PALE, width=150, height=3.5)
    page.set_draw_color(*_INK)
    page.line(_MARGIN, _TOP - 2.5, 210 - _MARGIN, _TOP - 2.5)
    return page


def _halves(sections: tuple[Section, ...]) -> tuple[list[Section], list[Section]]:
    """Share the topics out to two columns of about the same length, in their order."""
    heights = [len(section.figures) + 1 for section in sections]
    cut = min(
        range(len(sections) + 1),
        key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])),
    )
    return list(sections[:cut]), list(sections[cut:])


def _column(page: FPDF, sections: list[Section], place: int, voice: Voice) -> float:
    """Write topics into one column; return how far down it goes."""
    left = _MARGIN + place * (_COLUMN + _GUTTER)
    page.set_y(_TOP)
    for section in sections:
        page.set_x(left)
        _write(page, section.topic.title.inn(voice.language), 10, _INK, width=_COLUMN, height=5.2)
        for figure in section.figures:
            _figure(page, figure, left, voice)
        page.set_y(page.get_y() + 1.4)
    return page.get_y()


def _figure(page: FPDF, figure: Figure, left: float, voice: Voice) -> None:
    top = page.get_y()
    name = _COLUMN - _VALUE_WIDTH
    page.set_x(left)
    _write(page, say_name(figure.kpi, voice), 7.6, (20, 20, 20), width=name, height=3.4)
    page.set_x(left)
    _write(page, figure.kpi.formula.inn(voice.language), 5.8, _PALE, width=name, height=2.4)
    end = page.get_y()
    page.set_xy(left + name, top)
    value = say_value(figure.kpi.unit, figure.value, voice)
    _write(page, value, 7.6, (20, 20, 20), width=_VALUE_WIDTH, height=3.4, align="R")
    page.set_x(left + name)
    _write(page, say_change(figure, voice), 5.8, _PALE, width=_VALUE_WIDTH, height=2.4, align="R")
    page.set_y(max(end, page.get_y()) + 0.7)


def _write(
    page: FPDF,
    text: str,
    size: float,
    colour: tuple[int, int, int],
    *,
    width: float,
    height: float,
    align: str = "L",
) -> None:
    from fpdf.enums import WrapMode  # noqa: PLC0415 - heavy

    page.set_font(_FONT, size=size)
    page.set_text_color(*colour)
    # Japanese is broken anywhere, not at the few blanks that it has.
    japanese = any("\u3040" <= one <= "\u9fff" for one in text)
    wrap = WrapMode.CHAR if japanese else WrapMode.WORD
    page.multi_cell(
        width, height, printable(text), align=align, new_x="LEFT", new_y="NEXT", wrapmode=wrap
    )
