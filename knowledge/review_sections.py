"""What is known about each item of a review before anybody has written anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.incident_figures import FIGURES as INCIDENT_FIGURES
from knowledge.reviews import ReviewItem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowledge.month_counts import Completion
    from knowledge.polls import PollResult
    from knowledge.reports import DepartmentLine, Figure, Report
    from knowledge.wording import Words


@dataclass(frozen=True, slots=True)
class Count:
    """A number that no report has, beside that of the month before; its words are in the texts."""

    name: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Material:
    """Everything from which the items of one review are filled.

    Attributes:
        report: the figures of the month that is looked at: those of Home, the files and the
            command line, and no others.
        personal: checks for an account that is not the company's, in that month and before.
        stories: titles of the stories published in it.
        templates: titles of the templates that were changed in it.
        news: titles of what was announced in it.
        poll: the latest poll that is closed, if there was any in the month.
        requests: how many asked for another tool, in that month and before.
        cases: what can be learned from mistaken entries, without anybody in it.
    """

    report: Report
    personal: tuple[int, int] = (0, 0)
    stories: Sequence[Words] = ()
    templates: Sequence[Words] = ()
    news: Sequence[Words] = ()
    poll: PollResult | None = None
    requests: tuple[int, int] = (0, 0)
    cases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What is known about one item.

    Attributes:
        item: which.
        figures: of the report, each with its formula.
        counts: other numbers.
        departments: those that may be shown.
        kept_back: how many are not.
        titles: what has a name of its own, by what it is.
        poll: what an anonymous poll said.
        safety_check: who answered it, by department.
        cases: what can be learned from mistaken entries, in whole.
    """

    item: ReviewItem
    figures: tuple[Figure, ...] = ()
    counts: tuple[Count, ...] = ()
    departments: tuple[DepartmentLine, ...] = ()
    kept_back: int = 0
    titles: Mapping[str, Sequence[Words]] = field(default_factory=dict)
    poll: PollResult | None = None
    safety_check: tuple[Completion, ...] = ()
    cases: tuple[str, ...] = ()


def usage_section(material: Material) -> Section:
    """部門別の利用状況: how much it was used, by whom."""
    report = material.report
    return Section(
        ReviewItem.USAGE,
        _figures(report, "active_people", "active_share", "department_gap", "checks"),
        departments=report.departments,
        kept_back=report.kept_back,
    )


def results_section(material: Material) -> Section:
    """成果の共有: what went well, by the stories of the month."""
    names = ("stories_published", "stories_tried", "sharing_departments", "hours_reported")
    titles = {"stories": material.stories}
    return Section(ReviewItem.RESULTS, _figures(material.report, *names), titles=titles)


def prompts_section(material: Material) -> Section:
    """プロンプト修正のポイント: what templates gave, and which were changed."""
    names = ("templates_finished", "templates_at_once", "templates_helped")
    titles = {"templates": material.templates}
    return Section(ReviewItem.PROMPTS, _figures(material.report, *names), titles=titles)


def safety_section(material: Material) -> Section:
    """安全上の注意: levels, what was masked, who answered the safety check, questions, mistaken entries."""
    names = (
        "checks_ok",
        "checks_conditional",
        "checks_prohibited",
        "checks_undecided",
        "masked",
        "safety_check_done",
        "without_person",
        "median_hours",
        *(one.id for one in INCIDENT_FIGURES),
    )
    report = material.report
    return Section(
        ReviewItem.SAFETY,
        _figures(report, *names),
        safety_check=report.safety_check,
        cases=tuple(material.cases),
    )


def ideas_section(material: Material) -> Section:
    """新しいアイデア: nothing is counted, everybody is asked; what is new may give ideas."""
    return Section(ReviewItem.IDEAS, titles={"news": material.news})


def shadow_ai_section(material: Material) -> Section:
    """シャドーAI防止の確認: what was to be entered outside of the company's workspace."""
    counts = (Count("personal", *material.personal), Count("requests", *material.requests))
    return Section(ReviewItem.SHADOW_AI, counts=counts, poll=material.poll)


SECTIONS: tuple[Callable[[Material], Section], ...] = (
    usage_section,
    results_section,
    prompts_section,
    safety_section,
    ideas_section,
    shadow_ai_section,
)


def all_sections(material: Material) -> list[Section]:
    """Return the six items in their order."""
    return [section(material) for section in SECTIONS]


def _figures(report: Report, *kpis: str) -> tuple[Figure, ...]:
    return tuple(report.figure(kpi) for kpi in kpis)
