"""The figures of a review: each with its change, its formula, and a zero where it is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.dates import say_month
from knowledge import months
from knowledge.reviews import SMALLEST_GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.texts import Voice
    from handlers.views.blocks import Block
    from knowledge.reviews import DepartmentUse, Figure, Month, Section

_DEPARTMENTS = 30
_TITLES = 10
_TITLE = 120


def month_name(month: Month, voice: Voice) -> str:
    """Return 「2026年11月」 or "Nov 2026"."""
    return say_month(months.Month(month.year, month.number), voice)


def section_blocks(section: Section, month: Month, voice: Voice) -> Iterator[Block]:
    """What is known about an item: nothing at all where nothing is counted."""
    if section.figures:
        lines = [_line(figure, voice) for figure in section.figures]
        yield kit.bullets(voice("review.figures", month=month_name(month, voice)), lines)
    yield from _departments(section, voice)
    if section.titles:
        titles = [shorten(title, _TITLE) for title in section.titles[:_TITLES]]
        yield kit.bullets(voice(f"review.titles.{section.item}"), titles)
    if (more := len(section.titles) - _TITLES) > 0:
        yield kit.context(voice("review.more_titles", count=more))
    names = [_formula(figure.name) for figure in section.figures]
    if section.departments:
        names.append("share")
    formulas = [voice(f"review.formula.{name}") for name in dict.fromkeys(names)]
    if formulas:
        yield kit.context(voice("review.formulas", list="\n".join(formulas)))


def _formula(figure: str) -> str:
    # All levels are counted in one way.
    return "level" if figure.startswith("level_") else figure


def _line(figure: Figure, voice: Voice) -> str:
    if figure.now is None:
        return voice(f"review.none.{figure.name}")
    said = voice(f"review.figure.{figure.name}", now=_number(figure.now))
    if figure.before is None:
        return said
    change = round(figure.now - figure.before, 1)
    if change == 0:
        return said + voice("review.change.same")
    way = "more" if change > 0 else "less"
    return said + voice(f"review.change.{way}", by=_number(abs(change)))


def _departments(section: Section, voice: Voice) -> Iterator[Block]:
    lines = [_department(one, voice) for one in section.departments[:_DEPARTMENTS]]
    if lines:
        yield kit.bullets(voice("review.by_department"), lines)
    if (more := len(section.departments) - _DEPARTMENTS) > 0:
        yield kit.context(voice("review.more_departments", count=more))
    if section.hidden:
        yield kit.context(voice("review.hidden", count=section.hidden, least=SMALLEST_GROUP))


def _department(use: DepartmentUse, voice: Voice) -> str:
    levels = voice("review.level_between").join(
        voice("review.level", mark=voice(f"level.mark.{level}"), count=count)
        for level, count in use.by_level
    )
    line = voice(
        "review.department",
        name=use.name,
        active=use.active,
        people=use.people,
        share=round(100 * use.active / use.people),
        levels=levels,
    )
    change = use.active - use.active_before
    way = "same" if change == 0 else "more" if change > 0 else "less"
    by = {} if way == "same" else {"by": abs(change)}
    return line + voice(f"review.change.{way}", **by)


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
