"""The monthly safety check: three short scenarios, made from the company's own rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.verdict import Level
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from knowledge.month_counts import Participation
    from knowledge.rulebook import Category, Rulebook

LEVELS: Final = (Level.OK, Level.CONDITIONAL, Level.PROHIBITED)
MINUTES: Final = 2
DAYS_OPEN: Final = 10
_LONGEST_EXAMPLE = 200


@dataclass(frozen=True, slots=True)
class Question:
    """May this be entered? With the answer, and why.

    `text` is one of the rule's own examples in Japanese; they are written in that language only,
    so in English the question is about the rule's kind of information.
    """

    category: str
    level: Level
    text: Words = field(repr=False)
    label: Words = field(repr=False)
    reason: Words = field(repr=False)
    instead: Words = field(repr=False)


@dataclass(frozen=True, slots=True)
class SafetyResult:
    """What a month's safety check says, as far as it may be shown.

    `right` has for each question how often it was answered, and how often rightly.
    """

    period: str
    questions: tuple[Question, ...]
    answered: Participation
    right: tuple[tuple[int, int], ...]


def make_questions(
    rulebook: Rulebook, period: str, avoid: Collection[str] = ()
) -> tuple[Question, ...]:
    """Return a question for each level, the same for the same month; fewer from a thin rulebook.

    Args:
        rulebook: whose examples they are; only those are taken that it judges as it says.
        period: the month, by which rules, examples and their order are drawn.
        avoid: rules that were asked about lately, taken only if there is nothing else.
    """
    made = [
        question
        for level in LEVELS
        if (question := next(_of_level(rulebook, level, period, avoid), None)) is not None
    ]
    return tuple(sorted(made, key=lambda one: _draw(period, f"order:{one.level}")))


def questions_to(questions: Sequence[Question]) -> dict[str, Any]:
    """Return what is stored of the questions."""
    return {
        "questions": [
            {
                "category": one.category,
                "level": one.level.value,
                **{
                    name: [words.ja, words.en]
                    for name, words in (
                        ("text", one.text),
                        ("label", one.label),
                        ("reason", one.reason),
                        ("instead", one.instead),
                    )
                },
            }
            for one in questions
        ]
    }


def questions_from(stored: Mapping[str, Any]) -> tuple[Question, ...]:
    """Read what `questions_to` wrote."""
    return tuple(
        Question(
            one["category"],
            Level(one["level"]),
            *(Words(*one[name]) for name in ("text", "label", "reason", "instead")),
        )
        for one in stored["questions"]
    )


def _of_level(
    rulebook: Rulebook, level: Level, period: str, avoid: Collection[str]
) -> Iterator[Question]:
    rules = [one for one in rulebook.categories.values() if one.level is level]
    for rule in sorted(rules, key=lambda one: (one.id in avoid, _draw(period, one.id))):
        examples = rule.ok if level is Level.OK else rule.ng
        for text in sorted(examples, key=lambda one: _draw(period, one)):
            if _fits(text, rule, rulebook):
                yield Question(
                    rule.id,
                    level,
                    Words(text, rule.label.en),
                    rule.label,
                    rule.reason,
                    rule.instead,
                )


def _fits(text: str, rule: Category, rulebook: Rulebook) -> bool:
    if len(text) > _LONGEST_EXAMPLE:
        return False
    verdict = classify(text, rulebook, UNKNOWN_COMPANY)
    # A question about a kind of information would be a question about a question.
    if verdict.asked or verdict.level is not rule.level:
        return False
    return rule.level is Level.OK or any(hit.category == rule.id for hit in verdict.categories)


def _draw(period: str, what: str) -> str:
    return sha256(f"{period}:{what}".encode()).hexdigest()
