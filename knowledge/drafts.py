"""Drafts that a language model writes for people: what goes in, and what of it may be shown.

Nothing here posts or stores anything. A draft that says a figure which is not in its source, or that
something may be entered of which the source does not say so, holds something that the check finds,
or is not in the agreed shape, is no draft.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from difflib import unified_diff
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.folding import fold
from knowledge.language_model import Material, Task, Unavailable, Use, Why
from knowledge.prompts import instructions
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.cited_answers import Guard
    from knowledge.language_model import Answer

MOST_ENTRIES = 20
MOST_CANDIDATES = 10
_MOST_POINTS = 5
_LONGEST_PART, _LONGEST_TEMPLATE = 600, 5_000
_FIGURE = regex(r"[0-9]+(?:[.,][0-9]+)*")
# Leave to enter something: the check gives it, and nobody who was told to by what is in a source.
_LEAVE_GIVEN = regex(
    r"[◯○△×]|(?:入れ|入力し|貼り付け|貼っ)(?:て|ても)(?:も)?[^。]{0,6}(?:よい|いい|良い|大丈夫|だいじょうぶ|構い|かまい|問題|差し支え|ok|おっけー)"
    r"|\b(?:may|can|could) (?:safely |now )?(?:enter|paste|input)\b|\b(?:fine|ok|okay|safe) to (?:enter|paste|input)\b"
)
_SLOT = regex(r"\{\{[^{}\n]{1,80}\}\}")


class DraftKind(StrEnum):
    """What is drafted; also the name of its instructions."""

    STORY = "story"
    MONTH = "month"
    NOTICE = "notice"
    REVISION = "revision"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a draft by its name, such as `title`."""

    name: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Order:
    """What a draft is made of: the task for the model, and what its answer is held against."""

    kind: DraftKind
    task: Task
    source: str = field(repr=False)
    choices: tuple[str, ...] = ()


def story_report(story: str, language: str, guard: Guard) -> Order | Unavailable:
    """A success story, to be told in a short report."""
    return _order(DraftKind.STORY, {"story": story}, language, guard)


def month_summary(entries: Sequence[str], language: str, guard: Guard) -> Order | Unavailable:
    """What the departments wrote for a month, to be told in a summary."""
    named = {f"entry_{n}": one for n, one in enumerate(entries[:MOST_ENTRIES], 1)}
    return _order(DraftKind.MONTH, named, language, guard)


def entry_notice(
    update: str, candidates: Sequence[str], language: str, guard: Guard
) -> Order | Unavailable:
    """An update of a product, to be told to staff. `candidates` are names that it may touch."""
    # Each by itself: names of rules, one after the other, read like what the rules are about.
    named = {f"candidate_{n}": one for n, one in enumerate(candidates[:MOST_CANDIDATES], 1)}
    given = {"update": update, **named}
    return _order(DraftKind.NOTICE, given, language, guard, tuple(candidates))


def template_revision(
    template: str, feedback: Sequence[str], language: str, guard: Guard
) -> Order | Unavailable:
    """A prompt template, to be improved by what its users said."""
    given = {"template": template, "feedback": "\n".join(feedback)}
    return _order(DraftKind.REVISION, given, language, guard)


def incident_case(record: str, language: str, guard: Guard) -> Order | Unavailable:
    """The record of a mistaken entry, to be told as a case in which nobody can be recognised."""
    return _order(DraftKind.CASE, {"incident": record}, language, guard)


def _order(
    kind: DraftKind,
    given: dict[str, str],
    language: str,
    guard: Guard,
    choices: tuple[str, ...] = (),
) -> Order | Unavailable:
    """Return the order with what of the material may leave; none when the source may not."""
    materials = []
    for place, (name, text) in enumerate(given.items()):
        # What people wrote leaves whole or not at all: a sentence may be harmless only alone.
        cleared = guard.cleared(text) if text.strip() else None
        if cleared is None and place == 0:
            return Unavailable(Why.NOT_CLEAR)
        if cleared is not None:
            materials.append(Material(name, cleared))
    if kind is DraftKind.REVISION and len(materials) < len(given):
        # Without its users' words there is nothing to improve by.
        return Unavailable(Why.EMPTY)
    task = Task(Use.DRAFT, instructions(kind, language), tuple(materials))
    source = "\n".join(one.text.text for one in materials)
    return Order(kind, task, source, choices)


def read_draft(order: Order, answer: Answer, guard: Guard) -> tuple[Part, ...] | Unavailable:
    """Return the parts of a draft that may be shown; unavailable when one of them may not."""
    parts = []
    for asked in order.task.instructions.fields:
        said = answer.values.get(asked.name)
        listed = [said] if isinstance(said, str) else said
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            return Unavailable(Why.MALFORMED)
        texts = [one.strip() for one in listed[:_MOST_POINTS] if one.strip()]
        if asked.name == "tags":
            texts = [one for one in texts if one in order.choices]
        elif not texts:
            return Unavailable(Why.EMPTY)
        parts += [Part(asked.name, text) for text in texts]
    fits = all(_may_be_shown(order, part, guard) for part in parts)
    return tuple(parts) if fits else Unavailable(Why.MALFORMED)


def changed_lines(before: str, after: str) -> str:
    """Return what a revision changes: lines taken out with a minus, lines put in with a plus."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return "\n".join(line for line in list(lines)[2:] if not line.startswith("@@"))


def _may_be_shown(order: Order, part: Part, guard: Guard) -> bool:
    is_template = order.kind is DraftKind.REVISION and part.name == "text"
    if len(part.text) > (_LONGEST_TEMPLATE if is_template else _LONGEST_PART):
        return False
    if is_template and sorted(_SLOT.findall(part.text)) != sorted(_SLOT.findall(order.source)):
        return False
    if not _figures(part.text) <= _figures(order.source):
        return False
    if not _leave_given(part.text) <= _leave_given(order.source):
        return False
    return guard.is_fit(part.text)


def _leave_given(text: str) -> set[str]:
    return {found[0] for found in _LEAVE_GIVEN.finditer(fold(text))}


def _figures(text: str) -> set[str]:
    return set(_FIGURE.findall(unicodedata.normalize("NFKC", text)))
