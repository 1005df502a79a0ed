"""How much the people who answer had to do, and what they were spared."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MINUTES_PER_QUESTION = 10
"""What one question costs whoever answers it: an estimate, and shown as one."""


@dataclass(frozen=True, slots=True)
class LeadLoad:
    """Who answered the questions of a time, and how long that took.

    Attributes:
        by_precedent: questions that a precedent answered, without those for which it was said
            not to fit.
        together: questions that waited for the answer to the same question of somebody else.
        by_ambassador, by_lead: questions that a person answered; deputies count as leads.
        minutes: working time from the question to the answer, one figure an answered question.
        waiting: open questions now.
        reports: how often a verdict by a rule was said to be wrong, by rule.
    """

    by_precedent: int = 0
    together: int = 0
    by_ambassador: int = 0
    by_lead: int = 0
    minutes: Sequence[int] = ()
    waiting: int = 0
    reports: Mapping[str, int] = field(default_factory=dict)

    @property
    def median_hours(self) -> float | None:
        """The median answering time in working hours; None when nothing was answered."""
        return median(self.minutes) / 60 if self.minutes else None

    @property
    def spared(self) -> int:
        """Questions that nobody had to answer: by precedent, and together with another."""
        return self.by_precedent + self.together

    @property
    def answered(self) -> int:
        """Questions that got an answer, whoever or whatever gave it."""
        return self.spared + self.by_ambassador + self.by_lead

    @property
    def hours_saved(self) -> float:
        """Spared questions times the minutes that one costs."""
        return self.spared * MINUTES_PER_QUESTION / 60
