"""What a language model thinks about a text that no rule decides: a guest's word, never lower."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.language_model import Material, Task, Unavailable, Use, Why
from knowledge.prompts import instructions
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.language_model import Answer
    from knowledge.masking import MaskedText
    from knowledge.rulebook import Category

LONGEST_REASON = 400
_RULES = 12
_RAISES = (Level.CONDITIONAL, Level.PROHIBITED)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A suggested level above undecided, with the reason, in a language."""

    level: Level
    reason: str = field(repr=False)
    language: str


def opinion_task(
    text: MaskedText,
    rules: Sequence[Category],
    language: str,
    cleared: Callable[[str], MaskedText | None],
) -> Task | None:
    """Return the task: the masked text, and the names of the rules, the nearest first.

    Args:
        text: what was asked about.
        rules: those that may be near, the nearest first.
        language: of the answer.
        cleared: what of a text may go to a model.
    """
    names = [f"{rule.label.inn(language)} ({rule.level})" for rule in rules[:_RULES]]
    # The name of a rule may read like what it prohibits; the model does without that one.
    listed = cleared("\n".join(names)) or cleared("\n".join(one for one in names if cleared(one)))
    if listed is None:
        return None
    materials = (Material("text", text), Material("rules", listed))
    return Task(Use.OPINION, instructions("opinion", language), materials)


def read_opinion(
    answer: Answer, language: str, is_fit: Callable[[str], bool]
) -> Opinion | Unavailable | None:
    """Read an answer; None when it suggests nothing above undecided.

    Args:
        answer: what the model said.
        language: that it was asked to answer in.
        is_fit: whether words may be shown to somebody: the check.
    """
    level, reason = answer.values.get("level"), answer.values.get("reason")
    if level == Level.UNDECIDED:
        return None
    if level not in set(_RAISES) or not isinstance(reason, str):
        return Unavailable(Why.MALFORMED)
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON or not is_fit(said):
        return Unavailable(Why.MALFORMED)
    return Opinion(Level(str(level)), said, language)
