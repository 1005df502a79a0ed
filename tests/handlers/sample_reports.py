"""Reports for the tests that look at screens and files: a full one, and one of an empty month."""

from knowledge.incident_figures import IncidentCounts
from knowledge.lead_load import LeadLoad
from knowledge.month_counts import (
    Checks,
    Completion,
    Group,
    MonthCounts,
    Participation,
    StoriesTold,
    TemplateUses,
)
from knowledge.months import Month
from knowledge.reports import MonthLevels, make_report

OCTOBER = Month(2026, 10)
_LEVELS = {"ok": 812, "conditional": 231, "prohibited": 64, "undecided": 93}


def full_report(names=("営業部", "製造部", "総務部", "顧問室")):
    """A month in which there was something of everything, and more than in the one before."""
    sizes = (42, 25, 8, 3)
    groups = [
        Group(name, size, size * (3 - place) // 4, Checks({"ok": size * 5}), size * 2)
        for place, (name, size) in enumerate(zip(names, sizes, strict=False))
    ]
    now = MonthCounts(
        OCTOBER,
        checks=Checks(_LEVELS, 187),
        active=51,
        groups=[*groups[:3], Group(groups[3].name, 3), Group("企画室", 2)],
        templates=TemplateUses(154, 121, 33, 60, 51, 44, 1_265),
        stories=StoriesTold(6, 2, 9, 11, 480),
        load=LeadLoad(31, 4, 12, 7, (45, 87, 130, 600)),
        safety_check=Participation(
            Completion("", 80, 57),
            (Completion(names[0], 42, 33), Completion(names[1], 25, 24), Completion("", 13, 0)),
        ),
        incidents=IncidentCounts(3, {"people": 2, "secrets": 1}, 1, (7, 12, 95), (260, 800)),
    )
    before = MonthCounts(
        OCTOBER.before(),
        checks=Checks(_less(1), 149),
        active=40,
        groups=[Group(group.name, group.people, group.active // 2) for group in groups],
        templates=TemplateUses(154, 130, 30, 55, 50, 40, 900),
        load=LeadLoad(20, 4, 12, 9, (45, 200)),
    )
    course = [MonthLevels(OCTOBER.before(back), Checks(_less(back))) for back in range(5, -1, -1)]
    return make_report(now, before, course)


def _less(months):
    """The levels so many months earlier, when Annai was not yet so well known."""
    return {name: count * 7**months // 9**months for name, count in _LEVELS.items()}


def empty_report():
    """A month in which nothing happened, in a company without departments."""
    course = [MonthLevels(OCTOBER.before(back), Checks()) for back in range(5, -1, -1)]
    return make_report(MonthCounts(OCTOBER), MonthCounts(OCTOBER.before()), course)
