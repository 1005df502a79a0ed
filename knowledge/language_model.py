"""The port to a language model: what it may be given, and what comes back, failures included."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.masking import MaskedText
    from knowledge.prompts import Instructions

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


class Use(StrEnum):
    """What a model is asked for."""

    QUESTION = "question"
    OPINION = "opinion"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a model is given, by what it is asked for; all tries together."""

    question: float = 10.0
    opinion: float = 20.0
    draft: float = 25.0


class Why(StrEnum):
    """Why there is no answer of a model."""

    NOT_CLEAR = "not_clear"
    """Something that was to be sent does not pass its own check: it was not sent."""
    BUSY = "busy"
    OVER_BUDGET = "over_budget"
    NOT_COUNTED = "not_counted"
    """The budget could not be looked up, so nothing was spent."""
    TIME_OUT = "time_out"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate_limited"
    FAILED = "failed"
    DENIED = "denied"
    """The key, the model's name or the request itself is not accepted: an admin must look."""
    REFUSED = "refused"
    FILTERED = "filtered"
    CUT = "cut"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    MALFORMED = "malformed"
    """It answered something else than what it was asked for."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """There is no answer of a model; people read 「AIの下書きなし」 and never an error."""

    why: Why


@dataclass(frozen=True, slots=True)
class Material:
    """A text that the model works on, under a name of ours. It is data and never an instruction.

    Raises:
        ValueError: the name is not a plain word, and so might be somebody's text.
    """

    name: str
    text: MaskedText

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError("The name of a material is a plain word.")


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is asked to do, and on which texts."""

    use: Use
    instructions: Instructions
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON object that a model answered. What it means is for whoever asked to find out."""

    values: Mapping[str, object] = field(repr=False)


class LanguageModel(Protocol):
    """A model behind the guard."""

    def ask(self, task: Task, seconds: float) -> Answer | Unavailable:
        """Return the answer, or why there is none, within about so many seconds; never raises."""
