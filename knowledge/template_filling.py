"""Filling a template: values are data, put into their places once, as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.templates import PLACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.templates import PromptTemplate

LEFT_EMPTY = "（指定なし）"
"""Stands in the prompt for a slot that need not be filled and was not."""


class Problem(StrEnum):
    """What is wrong with a value."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot (or a name that is none) whose value cannot be used."""

    name: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot's value stands in a finished prompt, in code points."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """A finished prompt, and where in it the values stand, in order."""

    text: str = field(repr=False)
    places: tuple[Place, ...]


class NotFilledError(Exception):
    """`fill` was asked with values that cannot be used; `gaps` says which. Holds no value."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        super().__init__(", ".join(f"{gap.name}: {gap.problem}" for gap in gaps))
        self.gaps = gaps


def gaps(template: PromptTemplate, values: Mapping[str, str]) -> tuple[Gap, ...]:
    """Return what keeps the values from being filled in, in the order of the slots."""
    found = []
    for slot in template.slots:
        value = values.get(slot.name, "")
        if slot.required and not value.strip():
            found.append(Gap(slot.name, Problem.MISSING))
        elif len(value) > slot.max_length:
            found.append(Gap(slot.name, Problem.TOO_LONG))
    known = {slot.name for slot in template.slots}
    return (*found, *(Gap(name, Problem.UNKNOWN) for name in values if name not in known))


def fill(template: PromptTemplate, values: Mapping[str, str]) -> str:
    r"""Return the prompt with the values in their places, in one literal pass.

    A value is data: `{{…}}`, `\1` or `$&` in it stay as they are.

    Raises:
        NotFilledError: a required value is missing, one is too long, or a name is no slot.
    """
    if problems := gaps(template, values):
        raise NotFilledError(problems)
    return put_in(template, values).text


def put_in(template: PromptTemplate, values: Mapping[str, str]) -> Prompt:
    """Return the prompt with whatever values there are; the other slots count as left empty."""
    pieces: list[str] = []
    places: list[Place] = []
    length = at = 0
    for hit in PLACE.finditer(template.text):
        value = values.get(hit[1], "")
        value = value if value.strip() else LEFT_EMPTY
        before = template.text[at : hit.start()]
        start = length + len(before)
        length, at = start + len(value), hit.end()
        pieces += [before, value]
        places.append(Place(hit[1], start, length))
    return Prompt("".join([*pieces, template.text[at:]]), tuple(places))
