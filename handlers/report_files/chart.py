"""The report as a picture: the checks month by month, and who used Annai in each department."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from handlers.report_files.font import font_file, printable
from handlers.views.dates import say_month
from handlers.views.figures import say_value
from knowledge.figures import Unit
from knowledge.verdict import Level

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture
    from matplotlib.font_manager import FontProperties

    from handlers.texts import Voice
    from knowledge.reports import Report

# Told apart by everybody, and in grey too: each is darker than the one before.
_COLOURS: Final = {
    Level.OK: "#a8d5ba",
    Level.UNDECIDED: "#b9b4c7",
    Level.CONDITIONAL: "#e9a23b",
    Level.PROHIBITED: "#b23a48",
}
_INK: Final = "#1d3557"
_MOST_DEPARTMENTS: Final = 12
_LONGEST_NAME: Final = 14


def draw_chart(report: Report, voice: Voice) -> bytes:
    """Return the picture as PNG; the same report makes the same picture."""
    # Not pyplot, which keeps every picture and knows only one thread.
    from matplotlib.figure import Figure as Picture  # noqa: PLC0415 - heavy
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    picture = Picture(figsize=(11, 4.6), dpi=120, layout="constrained")
    course, departments = picture.subplots(1, 2)
    _draw_course(course, report, voice)
    _draw_departments(departments, report, voice)
    _set_font(picture, FontProperties(fname=str(font_file())))
    written = BytesIO()
    picture.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _draw_course(axes: Axes, report: Report, voice: Voice) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - heavy

    names = [say_month(one.month, voice) for one in report.course]
    bottom = [0] * len(names)
    for level, colour in _COLOURS.items():
        counts = [one.checks.of(level) for one in report.course]
        label = printable(voice(f"report.level.{level}"))
        axes.bar(names, counts, bottom=bottom, color=colour, label=label, width=0.7)
        bottom = [low + high for low, high in zip(bottom, counts, strict=True)]
    for place, total in enumerate(bottom):
        axes.annotate(f"{total:,}", (place, total), ha="center", va="bottom", color=_INK)
    axes.set_title(printable(voice("report.course")), color=_INK)
    axes.set_ylim(0, max(bottom, default=0) * 1.35 or 1)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="x", labelrotation=30)
    axes.legend(loc="upper left", ncols=2, frameon=False)
    axes.spines[["top", "right"]].set_visible(False)


def _draw_departments(axes: Axes, report: Report, voice: Voice) -> None:
    shown = report.departments[:_MOST_DEPARTMENTS][::-1]
    axes.set_title(printable(voice("report.departments")), color=_INK)
    if not shown:
        axes.annotate(
            printable(voice("report.no_departments")), (0.5, 0.5), ha="center", color=_INK
        )
        axes.set_axis_off()
        return
    # By place, not by name: two long names may look alike once they are shortened.
    places, ratios = range(len(shown)), [(line.active.ratio or 0) * 100 for line in shown]
    axes.barh(places, ratios, color="#457b9d", height=0.6)
    axes.set_yticks(places, [_short(line.name) for line in shown])
    for place, line in enumerate(shown):
        said = printable(say_value(Unit.SHARE, line.active, voice))
        axes.annotate(f" {said}", (ratios[place], place), va="center", color=_INK)
    axes.set_xlim(0, 135)
    axes.set_xticks(range(0, 101, 25), [f"{tick}%" for tick in range(0, 101, 25)])
    axes.spines[["top", "right"]].set_visible(False)


def _short(name: str) -> str:
    shown = printable(name)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"


def _set_font(picture: Picture, font: FontProperties) -> None:
    from matplotlib.text import Text  # noqa: PLC0415 - heavy

    for text in picture.findobj(Text):
        size = text.get_fontsize()
        text.set_fontproperties(font)
        text.set_fontsize(size)
        # Whatever a department is called, it is no formula.
        text.set_parse_math(False)
