"""A month's report: every figure beside that of the month before. All that is shown is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.figures import Share, Unit, Unknown
from knowledge.kpis import TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.figures import Value
    from knowledge.kpis import Kpi, Topic
    from knowledge.month_counts import Checks, Completion, MonthCounts
    from knowledge.months import Month

MONTHS_SHOWN = 6
"""So far back goes the course of the checks."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the month, and what it was in the month before."""

    kpi: Kpi
    value: Value
    before: Value

    @property
    def change(self) -> float | None:
        """By how much it rose: shares by points, all else in its own unit; None if unknown."""
        now, then = _number(self.value), _number(self.before)
        if now is None or then is None:
            return None
        return (now - then) * 100 if self.kpi.unit is Unit.SHARE else now - then


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of one topic."""

    topic: Topic
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department of which something may be said: who used Annai, and how often."""

    name: str
    active: Share
    checks: Checks
    finished: int


@dataclass(frozen=True, slots=True)
class MonthLevels:
    """The checks of one month of the course."""

    month: Month
    checks: Checks


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say about a month.

    Attributes:
        month: which.
        sections: every topic.
        departments: those that are shown, the most active first.
        kept_back: how many departments are too small to be shown.
        course: the months up to this one, oldest first.
        safety_check: who answered it, by department, small ones together.
    """

    month: Month
    sections: tuple[Section, ...]
    departments: tuple[DepartmentLine, ...]
    kept_back: int
    course: tuple[MonthLevels, ...]
    safety_check: tuple[Completion, ...] = ()

    def figure(self, kpi: str) -> Figure:
        """Return the figure with this id.

        Raises:
            KeyError: there is none.
        """
        for section in self.sections:
            for figure in section.figures:
                if figure.kpi.id == kpi:
                    return figure
        raise KeyError(kpi)


def make_report(
    counts: MonthCounts, before: MonthCounts, course: Sequence[MonthLevels] = ()
) -> Report:
    """Take every figure from the counts of a month and of the one before it."""
    shown = [
        DepartmentLine(group.name, Share(group.active, group.people), group.checks, group.finished)
        for group in counts.shown
    ]
    return Report(
        month=counts.month,
        sections=tuple(_section(topic, counts, before) for topic in TOPICS),
        departments=tuple(sorted(shown, key=lambda line: -(line.active.ratio or 0))),
        kept_back=len(counts.groups) - len(shown),
        course=tuple(course),
        safety_check=counts.safety_check.departments,
    )


def _section(topic: Topic, counts: MonthCounts, before: MonthCounts) -> Section:
    return Section(topic, tuple(Figure(kpi, kpi.of(counts), kpi.of(before)) for kpi in topic.kpis))


def _number(value: Value) -> float | None:
    if isinstance(value, Unknown):
        return None
    return value.ratio if isinstance(value, Share) else float(value)
