"""What happened in one month, counted: all that any figure is made of. Nobody's name is in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.groups import SMALLEST_GROUP
from knowledge.incident_figures import IncidentCounts
from knowledge.lead_load import LeadLoad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.months import Month
    from knowledge.verdict import Level


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks by level, and those after which the person had a masked text in hand."""

    levels: Mapping[str, int] = field(default_factory=dict)
    masked: int = 0

    @property
    def total(self) -> int:
        return sum(self.levels.values())

    def of(self, *levels: Level) -> int:
        return sum(self.levels.get(level, 0) for level in levels)


@dataclass(frozen=True, slots=True)
class TemplateUses:
    """Prompts that were finished with a template, and what was said about them afterwards.

    Attributes:
        finished: prompts that were handed out.
        at_once: those of them that needed no correction on the way.
        people: who finished one, each counted once.
        rated, helped: how many were rated, and how many of these as a help.
        reports, minutes: how many said what they saved, and the minutes of all of them.
    """

    finished: int = 0
    at_once: int = 0
    people: int = 0
    rated: int = 0
    helped: int = 0
    reports: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class StoriesTold:
    """Success stories that are public now.

    Attributes:
        published: stories that became public in the month.
        departments: that told at least one of those, each counted once.
        tried: how often somebody said in the month that they did the same.
        reports, minutes: how many authors and followers said what they saved, and the minutes.
    """

    published: int = 0
    departments: int = 0
    tried: int = 0
    reports: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A department in use: who belongs to it now, and what these people did in the month."""

    name: str
    people: int
    active: int = 0
    checks: Checks = field(default_factory=Checks)
    finished: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """How many of some people have answered. `name` is empty for all small groups together."""

    name: str = ""
    asked: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Participation:
    """Who answered a month's safety check: everybody, and the groups of which one may speak."""

    whole: Completion = Completion()
    departments: tuple[Completion, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """One month. Who left the company is among no people; what they did still counts.

    Attributes:
        month: which.
        checks: of everybody.
        active: people who checked something or finished a template at least once.
        groups: the departments in use.
        departments: how many of them there are.
        templates, stories, load, safety_check, incidents: as their classes say.
    """

    month: Month
    checks: Checks = field(default_factory=Checks)
    active: int = 0
    groups: Sequence[Group] = ()
    templates: TemplateUses = field(default_factory=TemplateUses)
    stories: StoriesTold = field(default_factory=StoriesTold)
    load: LeadLoad = field(default_factory=LeadLoad)
    safety_check: Participation = field(default_factory=Participation)
    incidents: IncidentCounts = field(default_factory=IncidentCounts)

    @property
    def people(self) -> int:
        """How many people belong to a department."""
        return sum(group.people for group in self.groups)

    @property
    def people_active(self) -> int:
        """How many of those were active."""
        return sum(group.active for group in self.groups)

    @property
    def shown(self) -> list[Group]:
        """The departments of which something may be said, in their order."""
        hidden = _hidden([group.people for group in self.groups])
        return [group for place, group in enumerate(self.groups) if place not in hidden]


def _hidden(sizes: Sequence[int]) -> set[int]:
    """Return the places of the groups to be kept back.

    When those who are kept back are themselves fewer than five, the total less what is shown
    would tell of them: then the next smallest goes with them.
    """
    hidden = {place for place, size in enumerate(sizes) if size < SMALLEST_GROUP}
    by_size = sorted(set(range(len(sizes))) - hidden, key=lambda place: sizes[place])
    for place in by_size:
        if not 0 < sum(sizes[one] for one in hidden) < SMALLEST_GROUP:
            break
        hidden.add(place)
    return hidden


def together(parts: Sequence[Checks]) -> Checks:
    """Return the checks of all parts as one."""
    levels: Counter[str] = Counter()
    for part in parts:
        levels.update(part.levels)
    return Checks(dict(levels), sum(part.masked for part in parts))
