"""One text as the detectors see it: normalised copy, words, and whose company it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.company import UNKNOWN_COMPANY, Company
from knowledge.detectors.fields import fields
from knowledge.detectors.rows import person_rows
from knowledge.detectors.tables import Cell, cells
from knowledge.normalize import Shadow, shadow
from knowledge.words import Word, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge.verdict import Finding


@dataclass(frozen=True)
class Reading:
    """A text read once. `text` is the normalised copy; findings of detectors point into it."""

    shadow: Shadow
    company: Company = UNKNOWN_COMPANY

    @property
    def text(self) -> str:
        return self.shadow.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the copy, offsets into the copy, computed on first use."""
        return words_of(self.shadow.text)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of tables, of tagged and keyed values and of rows about persons, read once."""
        text = self.shadow.text
        return (*cells(text), *fields(text), *person_rows(text))


def read(text: str, company: Company = UNKNOWN_COMPANY) -> Reading:
    """Read any text (Slack's encoding already decoded)."""
    return Reading(shadow(text), company)


if TYPE_CHECKING:
    Detector = Callable[[Reading], Iterable[Finding]]
