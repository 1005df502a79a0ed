"""What a template, a proposed text of it and one use of it can be, and what people say of it.

```
a template:  in_review --approve--> approved --retire--> retired --restore--> approved
a revision:  draft --send--> in_review --> approved | declined | replaced | withdrawn
a use:       started --> handed_out | abandoned
```
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

PACKAGED: Final = 0
"""The revision of a template as it ships with Annai."""
GIVEN_UP_AFTER: Final = timedelta(hours=24)
"""A use that was started so long ago and led to nothing was abandoned."""
POPULAR_WITHIN: Final = timedelta(days=90)
"""What was used longer ago says nothing about what is good now."""
MOST_MINUTES: Final = 600
"""Nobody saves more than a working day with one prompt."""


class Status(StrEnum):
    """Whether a template can be used. IN_REVIEW: it never was approved yet."""

    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETIRED = "retired"


class Stage(StrEnum):
    """How far a proposed text has come. REPLACED: its author sent another instead."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DECLINED = "declined"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of a use."""

    STARTED = "started"
    HANDED_OUT = "handed_out"
    ABANDONED = "abandoned"


class Helped(StrEnum):
    """What a person says of the prompt that they were handed."""

    AS_IS = "as_is"
    AFTER_EDITS = "after_edits"
    NO = "no"


class Mark(StrEnum):
    """What a person keeps a template for."""

    FAVOURITE = "favourite"
    FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class AlreadyDecided:
    """Somebody was first."""

    by: str
    at: datetime
    stage: Stage


@dataclass(frozen=True, slots=True)
class MovedOn:
    """Another revision of the template came into force meanwhile: this one."""

    revision: int | None


@dataclass(frozen=True, slots=True)
class Popularity:
    """How much a template is used, and what people say of it."""

    started: int = 0
    handed_out: int = 0
    abandoned: int = 0
    as_is: int = 0
    after_edits: int = 0
    not_helpful: int = 0
    corrections: int = 0
    minutes_saved: int = 0
    with_minutes: int = 0

    @property
    def rated(self) -> int:
        """How many have said whether it helped."""
        return self.as_is + self.after_edits + self.not_helpful

    @property
    def rating(self) -> float:
        """From 0 (no help) to 1 (used as it is), drawn to the middle while few have said so."""
        return (self.as_is + 0.5 * self.after_edits + 1) / (self.rated + 2)


NEVER_USED: Final = Popularity()


def own_template_id(key: str) -> str:
    """Return the id of a template that the company makes, from what was submitted."""
    return f"own-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
