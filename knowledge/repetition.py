"""Whether a regular expression that a person wrote could be made to run for minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from knowledge.regex import regex

# A staff number is a few letters and digits; what it needs is far below these.
_LONGEST = 100
_MOST_WAYS = 500
# Two repetitions without an end share a long run of digits in as many ways as it has digits.
_WAYS_OF_TWO_ENDLESS = 100
_MOST_ENDLESS = 2
_ENDLESS_FROM = 50

_TOKEN = regex(
    r"""
    (?P<reference> \\[1-9] )
  | (?P<escape> \\. )
  | (?P<set> \[ \^? \]? (?: \\. | [^\]\\] )* \] )
  | (?P<open> \( (?!\?) | \(\? (?: P?<[A-Za-z_]\w*> | <?[=!] | [:>] ) )
  | (?P<special> \(\? )
  | (?P<close> \) )
  | (?P<repeat> (?: [*+?] | \{ (?: \d+ (?: ,\d* )? | ,\d* ) \} ) [?+]? )
  | (?P<branch> \| )
  | (?P<plain> . )
    """,
    re.VERBOSE | re.DOTALL,
)
# What may repeat without an end: such a run begins at one place only, because a format never
# begins behind a letter or digit.
_NARROW = regex(r"\\d|[0-9A-Za-z]|\[(?:\\d|[0-9A-Za-z](?:-[0-9A-Za-z])?)+\]")


class Trouble(Enum):
    """Why a pattern cannot be trusted with a long text."""

    LONG = auto()
    NESTED = auto()
    ENDLESS = auto()
    MANY_WAYS = auto()
    SPECIAL = auto()


@dataclass(slots=True)
class _Group:
    """What stands between two brackets: how many branches, and whether its length can vary."""

    branches: int = 1
    varies: bool = False


@dataclass(slots=True)
class _Walk:
    """Reads a pattern once and counts the ways in which it can try to fit at one place."""

    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    last: str = ""
    closed: _Group | None = None
    ways: int = 1
    endless: int = 0

    def step(self, kind: str, token: str) -> Trouble | None:
        if kind in {"special", "reference"}:
            return Trouble.SPECIAL
        if kind == "repeat":
            return self._repeat(*_bounds(token))
        self.last, self.closed = token, None
        if kind == "open":
            self.groups.append(_Group())
        elif kind == "branch":
            self.groups[-1].branches += 1
        elif kind == "close" and len(self.groups) > 1:
            self.closed = self.groups.pop()
            self.ways *= self.closed.branches
            self.closed.varies |= self.closed.branches > 1
            self.groups[-1].varies |= self.closed.varies
        return None

    def _repeat(self, least: int, most: int) -> Trouble | None:
        if self.closed is not None and self.closed.varies and most > 1:
            return Trouble.NESTED
        if most != least:
            self.groups[-1].varies = True
        if most <= _ENDLESS_FROM:
            self.ways *= most - least + 1
            return None
        self.endless += 1
        return None if _NARROW.fullmatch(self.last) else Trouble.ENDLESS

    def has_too_many_ways(self) -> bool:
        ways = self.ways * self.groups[0].branches
        if self.endless > 1:
            ways *= _WAYS_OF_TWO_ENDLESS
        return ways > _MOST_WAYS or self.endless > _MOST_ENDLESS


def trouble_of(pattern: str) -> Trouble | None:
    """Return why a pattern must not be used on texts of any length; None when it may.

    The rules are coarse and err to the safe side: they know what a staff number can look like,
    not what regular expressions can do. Whether it is one at all, `re.compile` says.
    """
    if len(pattern) > _LONGEST:
        return Trouble.LONG
    walk = _Walk()
    for token in _TOKEN.finditer(pattern):
        if trouble := walk.step(str(token.lastgroup), token[0]):
            return trouble
    return Trouble.MANY_WAYS if walk.has_too_many_ways() else None


def _bounds(token: str) -> tuple[int, int]:
    if token[0] != "{":
        return {"*": (0, 10**9), "+": (1, 10**9), "?": (0, 1)}[token[0]]
    least, comma, most = token.rstrip("?+")[1:-1].partition(",")
    first = int(least or 0)
    if not comma:
        return first, first
    return first, int(most) if most else 10**9
