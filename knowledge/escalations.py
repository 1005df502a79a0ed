"""Whose turn it is to answer a question, when the turn passes on, and who is reminded.

```
ambassador of the department --hours--> lead --hours--> deputy --hours--> reminders, then rest
        (steps without anybody are left out; whoever asked is never asked back by us)
open --answer--> answered          open --withdraw--> withdrawn
```
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

REMINDERS = 2
"""How often one person is reminded of one question, at most."""
ANSWERS = (Level.OK, Level.CONDITIONAL, Level.PROHIBITED)


class Status(StrEnum):
    """What became of a question."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Matter(StrEnum):
    """What is put to a person: a question, or the report of a verdict that seems wrong."""

    QUESTION = "question"
    REPORT = "report"


class Step(StrEnum):
    """Who is asked, in this order."""

    AMBASSADOR = "ambassador"
    LEAD = "lead"
    DEPUTY = "deputy"


_ORDER = tuple(Step)


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who may be asked at each step: active people only."""

    ambassadors: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()

    def at(self, step: Step) -> tuple[str, ...]:
        """Return who is asked at a step."""
        return {
            Step.AMBASSADOR: self.ambassadors,
            Step.LEAD: self.leads,
            Step.DEPUTY: self.deputies,
        }[step]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked, and how often they were reminded since."""

    member: str
    step: Step
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """These people are asked next."""

    step: Step
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remind:
    """Nobody is left to be asked; these people hear of it again."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """Everybody was asked and reminded enough: from here on only the digest speaks of it."""


@dataclass(frozen=True, slots=True)
class AlreadyDecided:
    """Somebody else was first. `status` says whether they answered or the asker withdrew."""

    by: str
    at: datetime
    status: Status = Status.ANSWERED


def first_ask(responsible: Responsible, asker: str, matter: Matter) -> Ask:
    """Return who is asked first; nobody is in it when no role is given to anybody else.

    A report about a verdict is for those who look after the rules, so it skips the ambassador.
    """
    steps = _ORDER if matter is Matter.QUESTION else _ORDER[1:]
    for step in steps:
        if members := _others(responsible.at(step), asker, ()):
            return Ask(step, members)
    return Ask(Step.LEAD, ())


def next_move(
    step: Step, asked: Sequence[Asked], responsible: Responsible, asker: str
) -> Ask | Remind | Rest:
    """Return what happens when nobody has answered in time.

    Args:
        step: whose turn it was.
        asked: everybody who was asked so far.
        responsible: who may be asked now, roles as they are today.
        asker: whose question it is.
    """
    known = tuple(one.member for one in asked)
    for later in _ORDER[_ORDER.index(step) + 1 :]:
        if members := _others(responsible.at(later), asker, known):
            return Ask(later, members)
    # A lead who was named after the question went past that step is asked before anybody hears
    # of it a second time.
    if members := _others((*responsible.leads, *responsible.deputies), asker, known):
        return Ask(step, members)
    still_there = {member for each in Step for member in responsible.at(each)}
    waiting = [one for one in asked if one.member in still_there and one.reminders < REMINDERS]
    latest = max((_ORDER.index(one.step) for one in waiting), default=0)
    if members := tuple(one.member for one in waiting if _ORDER.index(one.step) == latest):
        return Remind(members)
    return Rest()


def _others(members: Sequence[str], asker: str, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for m in members if m != asker and m not in known))
