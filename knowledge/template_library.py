"""The templates in force: what ships with Annai, with what the company has made of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.department_kinds import kinds_called, kinds_of_department
from knowledge.template_search import TemplateIndex, build_template_index, find_templates
from knowledge.template_states import NEVER_USED, PACKAGED, Popularity
from knowledge.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.templates import PromptTemplate

_MOST_HITS = 300
# How much of a score what is not in the words may count for: the words come first.
_OWN_DEPARTMENT = 0.08
_WELL_USED = 0.05
_MUCH_USED = 50


@dataclass(frozen=True, slots=True)
class InUse:
    """A template that people get: its text now, whose it is."""

    template: PromptTemplate
    revision: int = PACKAGED
    owner: str | None = None
    department: int | None = None

    @property
    def id(self) -> str:
        return self.template.id


@dataclass(frozen=True, slots=True)
class Home:
    """The department that a person belongs to: its number and name."""

    id: int
    name: str


@dataclass(frozen=True)
class TemplateLibrary:
    """All templates that people get, by id, and those that they get no more.

    The search index is made on first use and is as old as the library: safe to share.
    """

    templates: Mapping[str, InUse]
    # To say the title to whoever still has one open.
    former: Mapping[str, PromptTemplate] = field(default_factory=dict)

    @cached_property
    def index(self) -> TemplateIndex:
        """What is searched; takes a second to make, so `warm_up` makes it beforehand."""
        return build_template_index(one.template for one in self.templates.values())

    def warm_up(self) -> None:
        """Make what the first search would have to wait for."""
        find_templates(self.index, "議事録", 1)

    def find(
        self,
        words: str,
        *,
        home: Home | None = None,
        used: Mapping[str, Popularity] | None = None,
    ) -> tuple[InUse, ...]:
        """Return what fits, best first; what fits as well is in the order of `ordered`.

        The name of a department also finds all that is made for it.
        """
        known = used or {}

        def worth(id_: str, score: float) -> float:
            own = is_of(self.templates[id_], home)
            return score + _OWN_DEPARTMENT * own + _WELL_USED * _use(known.get(id_, NEVER_USED))

        hits = find_templates(self.index, words, _MOST_HITS)
        best = sorted(hits, key=lambda hit: -worth(hit.id, hit.score))
        found = {hit.id: self.templates[hit.id] for hit in best}
        if kinds := kinds_called(words):
            for one in self.ordered(used=used):
                if not kinds.isdisjoint(one.template.departments):
                    found.setdefault(one.id, one)
        return tuple(found.values())

    def ordered(
        self, *, home: Home | None = None, used: Mapping[str, Popularity] | None = None
    ) -> tuple[InUse, ...]:
        """Return all: those of the person's department first, then by use and rating."""
        known = used or {}
        return tuple(
            sorted(
                self.templates.values(),
                key=lambda one: (not is_of(one, home), -_use(known.get(one.id, NEVER_USED))),
            )
        )


def is_of(one: InUse, home: Home | None) -> bool:
    """Return whether a template is one of this department's."""
    if home is None:
        return False
    if one.department is not None:
        return one.department == home.id
    of = one.template.departments
    return home.name in of or not kinds_of_department(home.name).isdisjoint(of)


def build_library(
    in_use: Iterable[InUse], former: Iterable[PromptTemplate] = ()
) -> TemplateLibrary:
    """Return the packaged templates with these in their place or beside them, without the former.

    Args:
        in_use: what the company has changed or made.
        former: what it has retired.
    """
    gone = {template.id: template for template in former}
    templates = {one.id: one for one in map(InUse, load_templates().values())}
    templates |= {one.id: one for one in in_use}
    kept = {id_: one for id_, one in templates.items() if id_ not in gone}
    return TemplateLibrary(MappingProxyType(kept), MappingProxyType(gone))


@cache
def packaged_library() -> TemplateLibrary:
    """Return the library of a company that has changed nothing."""
    return build_library(())


def _use(popularity: Popularity) -> float:
    """How well used a template is, from 0 to 1: the first uses count for more than later ones."""
    amount = math.log1p(popularity.handed_out) / math.log1p(_MUCH_USED)
    return min(1.0, amount) * popularity.rating
