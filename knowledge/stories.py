"""Success stories: how one comes to be, what it says, and when it counts.

```
(message with the agreed emoji) --> proposed --share--> waiting --publish--> published
proposed --decline--> declined      waiting --refuse--> refused       any --withdraw--> withdrawn
declined, refused, published --share--> waiting (written anew)    withdrawn --propose--> proposed
```
Before its author shares it, a story has no text: only where the message is and who wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_TITLE: Final = 80
LONGEST_LINE: Final = 150
LONGEST_TEXT: Final = 3_000
MOST_MINUTES: Final = 10_000
MOST_TIMES: Final = 1_000
_MOST_EMOJI: Final = 20

_EMOJI = re.compile(r"[^\s:,、，;]+")
_TONE = re.compile(r"::skin-tone-[2-6]$")


class Status(StrEnum):
    """Where a story stands."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    WAITING = "waiting"
    REFUSED = "refused"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can happen to a story."""

    PROPOSE = "propose"
    DECLINE = "decline"
    SHARE = "share"
    PUBLISH = "publish"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Start(StrEnum):
    """Whose idea a story was: a colleague's, or its author's own."""

    COLLEAGUE = "colleague"
    AUTHOR = "author"


class Via(StrEnum):
    """How a colleague supports a story. A reaction can be taken off again."""

    REACTION = "reaction"
    SHORTCUT = "shortcut"


_S = Status
# What a move leads to, and from where it can be made.
MOVES: Final[Mapping[Move, tuple[Status, frozenset[Status]]]] = MappingProxyType(
    {
        Move.PROPOSE: (_S.PROPOSED, frozenset({_S.WITHDRAWN})),
        Move.DECLINE: (_S.DECLINED, frozenset({_S.PROPOSED})),
        # The author may always write it, or write it anew.
        Move.SHARE: (_S.WAITING, frozenset(_S)),
        Move.PUBLISH: (_S.PUBLISHED, frozenset({_S.WAITING})),
        Move.REFUSE: (_S.REFUSED, frozenset({_S.WAITING})),
        Move.WITHDRAW: (_S.WITHDRAWN, frozenset(_S) - {_S.WITHDRAWN}),
    }
)


@dataclass(frozen=True, slots=True)
class SuccessStory:
    """What an author shares. Every text in it was checked and may be seen by the whole company.

    Attributes:
        title, work, done: what it is called, the work it is about, what was done and came of it.
        prompt: the words that were given to ChatGPT; may be empty.
        template: the id of the template that was used; empty for none.
        tips: what to look out for; may be empty.
        department: whose work it is.
        minutes_before, minutes_after, times_a_month: as the author says, for one time.
    """

    title: str = field(repr=False)
    work: str = field(default="", repr=False)
    done: str = field(default="", repr=False)
    prompt: str = field(default="", repr=False)
    template: str = ""
    tips: str = field(default="", repr=False)
    department: int | None = None
    minutes_before: int | None = None
    minutes_after: int | None = None
    times_a_month: int | None = None


@dataclass(frozen=True, slots=True)
class StoryFigures:
    """What the published stories of a time come to.

    Attributes:
        published: how many were published then and are so still.
        departments: from how many departments.
        with_minutes: how many say how long the work took before and takes now.
        minutes_a_month: the sum of (before - after) x times a month of those, as the authors say.
        tries: how many people have said that they tried one of them.
        tried_minutes: what these people say it saved them, once.
    """

    published: int = 0
    departments: int = 0
    with_minutes: int = 0
    minutes_a_month: int = 0
    tries: int = 0
    tried_minutes: int = 0


def saved_a_month(
    minutes_before: int | None, minutes_after: int | None, times_a_month: int | None
) -> int | None:
    """Return the minutes that a story saves in a month; None while its author has not said so."""
    if minutes_before is None or minutes_after is None:
        return None
    # Who does not say how often has told of one time.
    return max(0, minutes_before - minutes_after) * (times_a_month or 1)


def read_emoji(written: str) -> tuple[str, ...]:
    """Return the names of the emoji that start a story, as somebody wrote them into the setting.

    Colons, blanks and commas between them do not matter, nor does a skin tone.
    """
    names = (_TONE.sub("", one) for one in _names(written))
    return tuple(dict.fromkeys(names))[:_MOST_EMOJI]


def starts_a_story(reaction: str, emoji: Iterable[str]) -> bool:
    """Return whether this reaction is one of the agreed ones: exactly, whatever its skin tone."""
    return _TONE.sub("", reaction) in set(emoji)


def supporters_in(reactions: Iterable[Mapping[str, Any]], emoji: Iterable[str]) -> tuple[str, ...]:
    """Return who put an agreed emoji on a message, each once, from Slack's list of reactions."""
    agreed = frozenset(emoji)
    people = (
        str(member)
        for one in reactions
        if starts_a_story(str(one.get("name", "")), agreed)
        for member in one.get("users") or ()
    )
    return tuple(dict.fromkeys(people))


def _names(written: str) -> list[str]:
    # A skin tone is written with two colons; it must not fall apart into a name of its own.
    return [
        match.group()
        for part in re.sub(r"::skin-tone-[2-6]", "", written).split(":")
        for match in _EMOJI.finditer(part)
    ]
