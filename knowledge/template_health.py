"""Which templates have grown old: nobody uses them, or they do not help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from knowledge.template_states import NEVER_USED, Popularity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

UNUSED_FOR: Final = timedelta(days=90)
ENOUGH_ANSWERS: Final = 5
"""Of fewer answers nothing is said: they would show what one person said."""
_HELPS_TOO_FEW = 0.5
MOST_TOPICS: Final = 5


class Stale(StrEnum):
    """Why a template should be looked at."""

    UNUSED = "unused"
    BADLY_RATED = "badly_rated"


def what_is_stale(
    popularity: Popularity, *, last_used: datetime | None, since: datetime | None, now: datetime
) -> tuple[Stale, ...]:
    """Return what is wrong with a template.

    Args:
        popularity: within the last 90 days.
        last_used: when a prompt was handed out last; None: never.
        since: when it last changed; None for one that ships, which nobody need use.
        now: the moment.
    """
    found = []
    if since is not None and now - max(since, last_used or since) >= UNUSED_FOR:
        found.append(Stale.UNUSED)
    if popularity.rated >= ENOUGH_ANSWERS and _helped(popularity) < _HELPS_TOO_FEW:
        found.append(Stale.BADLY_RATED)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Topic:
    """A template to talk about: of `whole`, `part` were as the heading says."""

    template: str
    part: int
    whole: int

    @property
    def percent(self) -> int:
        return self.part * 100 // self.whole


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the monthly prompt improvement meeting talks about, the worst first in each list."""

    lowest_rated: tuple[Topic, ...] = ()
    most_edited: tuple[Topic, ...] = ()
    most_abandoned: tuple[Topic, ...] = ()

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (*self.lowest_rated, *self.most_edited, *self.most_abandoned)


def agenda_of(month: Mapping[str, Popularity]) -> Agenda:
    """Return what to talk about after a month.

    Lowest rated: the share of answers that it did not help. Most edited: the share of helpful
    answers that it helped only after edits. Most abandoned: the share of uses that led to no
    prompt. Where fewer than five answered, or began, nothing is said.

    Args:
        month: how each template was used in it, by its id.
    """
    return Agenda(
        _worst({id_: (one.not_helpful, one.rated) for id_, one in month.items()}),
        _worst({id_: (one.after_edits, one.as_is + one.after_edits) for id_, one in month.items()}),
        _worst({id_: (one.abandoned, one.started) for id_, one in month.items()}),
    )


def best_of(
    month: Mapping[str, Popularity], known: Mapping[str, object], count: int = 5
) -> tuple[str, ...]:
    """Return the templates that were used most and helped, best first; of those still known."""

    def worth(id_: str) -> float:
        one = month.get(id_, NEVER_USED)
        return one.handed_out * one.rating

    used = [id_ for id_, one in month.items() if id_ in known and one.handed_out]
    return tuple(sorted(used, key=lambda id_: (-worth(id_), id_))[:count])


def _helped(popularity: Popularity) -> float:
    return (popularity.as_is + popularity.after_edits) / popularity.rated


def _worst(counts: Mapping[str, tuple[int, int]]) -> tuple[Topic, ...]:
    topics = [
        Topic(id_, part, whole)
        for id_, (part, whole) in counts.items()
        if part and whole >= ENOUGH_ANSWERS
    ]
    topics.sort(key=lambda one: (-one.part / one.whole, -one.whole, one.template))
    return tuple(topics[:MOST_TOPICS])
