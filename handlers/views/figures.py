"""Figures as people read them: the same words on every screen and in every file."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from handlers.views.dates import say_month
from knowledge.figures import Basis, Share, Unit, Unknown

if TYPE_CHECKING:
    from handlers.texts import Voice
    from knowledge.figures import Value
    from knowledge.kpis import Kpi
    from knowledge.reports import Figure, Report


def say_name(kpi: Kpi, voice: Voice) -> str:
    """Return what a figure is called, marked when people said it or when it is an estimate."""
    name = kpi.name.inn(voice.language)
    return name if kpi.basis is Basis.COUNTED else voice(f"report.mark.{kpi.basis}", name=name)


def say_value(unit: Unit, value: Value, voice: Voice) -> str:
    """Return a value with its unit; a share with its counts, so that everybody can judge it."""
    if isinstance(value, Unknown):
        return voice(f"report.said.{value}")
    if isinstance(value, Share):
        if value.ratio is None:
            return voice("report.no_share")
        percent = int(_rounded(value.ratio * 100, 0))
        return voice("report.share", percent=percent, part=value.part, whole=value.whole)
    return voice(f"report.said.{unit}", count=_count(unit, value))


def say_change(figure: Figure, voice: Voice) -> str:
    """Return by how much it rose, with its sign; empty when that is unknown."""
    if figure.change is None:
        return ""
    unit = Unit.POINTS if figure.kpi.unit is Unit.SHARE else figure.kpi.unit
    size = _count(unit, abs(figure.change))
    sign = "±" if float(size.replace(",", "")) == 0 else "+" if figure.change > 0 else "−"
    return sign + voice(f"report.said.{unit}", count=size)


def say_figure(figure: Figure, voice: Voice) -> str:
    """Return a line: what it is called, what it is now, and what it was in the month before."""
    # Why there is nothing to say is said once, of this month.
    is_known = figure.before is not Unknown.NOTHING
    before = say_value(figure.kpi.unit, figure.before, voice) if is_known else voice("report.none")
    change = say_change(figure, voice)
    said = (
        voice("report.before_change", before=before, change=change)
        if change
        else voice("report.before", before=before)
    )
    return voice(
        "report.line",
        name=say_name(figure.kpi, voice),
        value=say_value(figure.kpi.unit, figure.value, voice),
        before=said,
    )


def say_title(report: Report, voice: Voice) -> str:
    """Return the report's title."""
    return voice("report.title", month=say_month(report.month, voice))


def _count(unit: Unit, value: float) -> str:
    return f"{_rounded(value, 0 if unit in {Unit.TIMES, Unit.PEOPLE, Unit.MINUTES} else 1):,}"


def _rounded(value: float, places: int) -> Decimal:
    """Return the number half up, as people and their spreadsheets round it."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
