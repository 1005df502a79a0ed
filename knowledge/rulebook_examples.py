"""Runs the examples of a rulebook, which are its tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY, Company
from knowledge.verdict import Level, highest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule gives for itself, and the level it should get."""

    category: str
    text: str
    is_harmless: bool
    """From the rule's `ok`: ◯ is wanted. Otherwise from `ng`: this level or a stricter one."""
    want: Level


@dataclass(frozen=True, slots=True)
class FailedExample:
    """An example that gets another level than its rule says."""

    example: Example
    got: Level


def examples_of(rulebook: Rulebook) -> Iterator[Example]:
    """Yield all examples in the order of the rulebook.

    What stands near a rule that allows something is not what the rule allows; which other rule
    catches it is that rule's affair, so there everything but ◯ will do.
    """
    for category in rulebook.categories.values():
        for text in category.ok:
            yield Example(category.id, text, is_harmless=True, want=Level.OK)
        strictness = highest([category.level, Level.UNDECIDED])
        for text in category.ng:
            yield Example(category.id, text, is_harmless=False, want=strictness)


def run_examples(
    rulebook: Rulebook, company: Company = UNKNOWN_COMPANY
) -> tuple[FailedExample, ...]:
    """Check every example with the rulebook itself and return those that fail, in order."""
    failed = []
    for example in examples_of(rulebook):
        got = classify(example.text, rulebook, company).level
        if not _is_as_wanted(example, got):
            failed.append(FailedExample(example, got))
    return tuple(failed)


def _is_as_wanted(example: Example, got: Level) -> bool:
    if example.is_harmless:
        return got is Level.OK
    return highest([got, example.want]) is got
