"""What is known about each item of a review: from counts of two months to figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from knowledge.reviews import DepartmentUse, Figure, ReviewItem, Section, shown_departments
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowledge.lead_load import LeadLoad


# As the guide lists them; what no rule covers comes last.
_LEVELS = (Level.OK, Level.CONDITIONAL, Level.PROHIBITED, Level.UNDECIDED)


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """What was counted in one month. What nothing counts yet is None, and not shown.

    Attributes:
        by_level: checks by level.
        masked: checks whose asker was given a masked text to enter instead.
        personal: checks for an account that is not the company's.
        active: people who checked anything, of `people`.
        by_department: for each department, checks by level and how many people made them.
        load: questions put to people.
        asked: how many questions were put to people.
    """

    by_level: Mapping[str, int] = field(default_factory=dict)
    masked: int = 0
    personal: int = 0
    active: int = 0
    by_department: Mapping[int, tuple[Mapping[str, int], int]] = field(default_factory=dict)
    load: LeadLoad | None = None
    asked: int = 0

    @property
    def checks(self) -> int:
        return sum(self.by_level.values())


@dataclass(frozen=True, slots=True)
class Known:
    """Everything from which the items of one review are filled.

    Attributes:
        now, before: the month that is looked at, and the one before it.
        departments: id, name and number of people of each department in use.
        people: how many belong to any.
    """

    now: MonthCounts
    before: MonthCounts
    departments: Sequence[tuple[int, str, int]] = ()
    people: int = 0


def usage_section(known: Known) -> Section:
    """部門別の利用状況: how much was checked, by whom."""
    uses = [_use(known, *one) for one in known.departments]
    shown = shown_departments(uses)
    return Section(
        ReviewItem.USAGE,
        figures=(
            _figure("checks", known, lambda month: month.checks),
            _figure("active", known, lambda month: month.active),
            *((Figure("people", known.people),) if known.people else ()),
        ),
        departments=shown,
        hidden=len(uses) - len(shown),
    )


def results_section(_known: Known) -> Section:
    """成果の共有: what went well."""
    return Section(ReviewItem.RESULTS)


def prompts_section(_known: Known) -> Section:
    """プロンプト修正のポイント: templates and what was changed in them."""
    return Section(ReviewItem.PROMPTS)


def safety_section(known: Known) -> Section:
    """安全上の注意: levels, what was masked before it was entered, questions to people."""
    levels = [
        Figure(
            f"level_{level}", known.now.by_level.get(level, 0), known.before.by_level.get(level, 0)
        )
        for level in _LEVELS
    ]
    return Section(
        ReviewItem.SAFETY,
        figures=(
            *levels,
            _figure("masked", known, lambda month: month.masked),
            _figure("asked", known, lambda month: month.asked),
            _figure("answer_hours", known, _answer_hours),
            _figure("reports", known, _reports),
        ),
    )


def ideas_section(_known: Known) -> Section:
    """新しいアイデア: nothing is counted, everybody is asked."""
    return Section(ReviewItem.IDEAS)


def shadow_ai_section(known: Known) -> Section:
    """シャドーAI防止の確認: what was to be entered outside of the company's workspace."""
    figures = (_figure("personal", known, lambda month: month.personal),)
    return Section(ReviewItem.SHADOW_AI, figures=figures)


SECTIONS: tuple[Callable[[Known], Section], ...] = (
    usage_section,
    results_section,
    prompts_section,
    safety_section,
    ideas_section,
    shadow_ai_section,
)


def all_sections(known: Known) -> list[Section]:
    """Return the six items in their order."""
    return [section(known) for section in SECTIONS]


def _figure(name: str, known: Known, count: Callable[[MonthCounts], float | None]) -> Figure:
    return Figure(name, count(known.now), count(known.before))


def _use(known: Known, department: int, name: str, people: int) -> DepartmentUse:
    by_level, active = known.now.by_department.get(department, ({}, 0))
    _, active_before = known.before.by_department.get(department, ({}, 0))
    counted = tuple((level.value, by_level.get(level, 0)) for level in _LEVELS)
    return DepartmentUse(name, people, active, counted, active_before)


def _answer_hours(month: MonthCounts) -> float | None:
    minutes = month.load.minutes if month.load else ()
    return round(median(minutes) / 60, 1) if minutes else None


def _reports(month: MonthCounts) -> int:
    return sum(month.load.reports.values()) if month.load else 0
