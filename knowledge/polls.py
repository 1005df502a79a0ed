"""The anonymous poll about AI at work outside of what the company gives: questions, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from knowledge.content_table import read_table
from knowledge.groups import SMALLEST_GROUP, TOGETHER, large_groups
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.content_table import Table

DAYS_OPEN: Final = 7
_FILE = "poll.toml"
_QUESTIONS, _MOST_OPTIONS = 3, 10


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that can be chosen."""

    id: str
    text: Words


@dataclass(frozen=True, slots=True)
class PollQuestion:
    """A question with its answers. There is none in one's own words: those could be recognised."""

    id: str
    text: Words
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What the people of one group chose: `counts[question][option]`."""

    group: int
    answered: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a closed poll says.

    `whole` is None while fewer have answered than may be shown; `groups` has those that may be
    shown alone, and last all others together.
    """

    period: str
    questions: tuple[PollQuestion, ...]
    asked: int
    answered: int
    whole: GroupResult | None = None
    groups: tuple[GroupResult, ...] = ()


@cache
def load_poll() -> tuple[PollQuestion, ...]:
    """Read the packaged questions.

    Raises:
        ContentError: the file is malformed.
    """
    source = (files("knowledge") / "content" / _FILE).read_text("utf-8")
    return parse_poll(source, _FILE)


def parse_poll(source: str, name: str) -> tuple[PollQuestion, ...]:
    """Read the questions of a poll from their TOML.

    Raises:
        ContentError: a field is missing, an id stands twice, or there are too many.
    """
    table = read_table(source, name)
    questions = tuple(_question(row) for row in table.tables("question"))
    if len(questions) != _QUESTIONS:
        raise table.refuse("question", "3つにしてください。", "there must be three.")
    if len({one.id for one in questions}) != len(questions):
        raise table.refuse("question", "同じ id があります。", "an id stands twice.")
    return questions


def questions_to(questions: Sequence[PollQuestion]) -> dict[str, Any]:
    """Return what is stored of the questions."""
    return {
        "questions": [
            {
                "id": one.id,
                "text": [one.text.ja, one.text.en],
                "options": [[it.id, it.text.ja, it.text.en] for it in one.options],
            }
            for one in questions
        ]
    }


def questions_from(stored: Mapping[str, Any]) -> tuple[PollQuestion, ...]:
    """Read what `questions_to` wrote."""
    return tuple(
        PollQuestion(
            one["id"],
            Words(*one["text"]),
            tuple(Option(id_, Words(ja, en)) for id_, ja, en in one["options"]),
        )
        for one in stored["questions"]
    )


def what_may_be_shown(
    period: str, questions: Sequence[PollQuestion], asked: int, groups: Sequence[GroupResult]
) -> PollResult:
    """Return what of a poll may be shown to anybody: no group in which few have answered."""
    answered = sum(one.answered for one in groups)
    if answered < SMALLEST_GROUP:
        return PollResult(period, tuple(questions), asked, answered)
    alone = large_groups({one.group: one.answered for one in groups})
    shown = [one for one in groups if one.group in alone]
    rest = [one for one in groups if one.group not in alone]
    if shown and any(one.answered for one in rest):
        shown.append(_together(rest))
    return PollResult(period, tuple(questions), asked, answered, _together(groups), tuple(shown))


def _together(groups: Sequence[GroupResult]) -> GroupResult:
    counts: dict[str, dict[str, int]] = {}
    for one in groups:
        for question, chosen in one.counts.items():
            summed = counts.setdefault(question, {})
            for option, count in chosen.items():
                summed[option] = summed.get(option, 0) + count
    return GroupResult(TOGETHER, sum(one.answered for one in groups), counts)


def _question(row: Table) -> PollQuestion:
    options = tuple(Option(it.text("id"), it.words("text")) for it in row.tables("option"))
    if not 2 <= len(options) <= _MOST_OPTIONS or len({it.id for it in options}) != len(options):
        raise row.refuse(
            "option",
            "2つから10個にして、id が重ならないようにしてください。",
            "must be 2 to 10 with ids of their own.",
        )
    return PollQuestion(row.text("id"), row.words("text"), options)
