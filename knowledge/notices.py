"""Notices: announcements of something new, and what they may touch."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from knowledge.search import Document, build_index, search
from knowledge.template_search import find_templates

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.rulebook import Rulebook
    from knowledge.search import Index
    from knowledge.template_search import TemplateIndex

LONGEST_TITLE: Final = 120
LONGEST_BODY: Final = 2_500
LONGEST_LINK: Final = 1_000
MOST_TAGS: Final = 10
_GUESSES = 3
# Of a long text only the beginning says what it is about; more only makes the search less sure.
_BEGINNING = 120


class NoticeKind(StrEnum):
    """Where a notice comes from."""

    FEED = "feed"
    HAND = "hand"
    RULEBOOK = "rulebook"
    TEMPLATE = "template"


class NoticeStatus(StrEnum):
    """Where a notice stands. An approved one appears at its time; SKIPPED was never anybody's."""

    DRAFT = "draft"
    APPROVED = "approved"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"


class Touched(StrEnum):
    """What a notice may touch."""

    TEMPLATE = "template"
    RULE = "rule"


class ImpactStatus(StrEnum):
    """What becomes of something that a notice may touch."""

    OPEN = "open"
    # Somebody is at it; it stays listed until it is done.
    CHANGING = "changing"
    KEPT = "kept"
    CHANGED = "changed"
    RETIRED = "retired"


STILL_OPEN: Final = (ImpactStatus.OPEN, ImpactStatus.CHANGING)


@dataclass(frozen=True, slots=True)
class Tag:
    """One thing that a notice may touch: a template or a rule, by its id."""

    kind: Touched
    subject: str

    @property
    def value(self) -> str:
        """As a menu and a button carry it."""
        return f"{self.kind}:{self.subject}"


def tag_of(value: str) -> Tag:
    """Read what `Tag.value` wrote.

    Raises:
        ValueError: it is nothing of the kind.
    """
    kind, _, subject = value.partition(":")
    return Tag(Touched(kind), subject)


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    """Somebody was faster: who, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """A notice as the month's review tells of it."""

    title: str = field(repr=False)
    link: str
    kind: NoticeKind
    at: datetime


def guess_tags(
    title: str, body: str, templates: TemplateIndex, rulebook: Rulebook
) -> tuple[Tag, ...]:
    """Return what a notice may touch, best first, templates before rules: a guess by search.

    The first guess under a rulebook takes a second or two, so nobody should wait for it.
    """
    # The title alone too: beside other words it would say too little of the whole.
    found: dict[Tag, None] = {}
    for kind, look in (
        (Touched.TEMPLATE, partial(find_templates, templates)),
        (Touched.RULE, partial(search, _index_of(rulebook))),
    ):
        hits = [hit.id for words in (title, f"{title}。{body[:_BEGINNING]}") for hit in look(words)]
        found |= dict.fromkeys(Tag(kind, id_) for id_ in list(dict.fromkeys(hits))[:_GUESSES])
    return tuple(found)


@lru_cache(maxsize=2)
def _index_of(rulebook: Rulebook) -> Index:
    return build_index(
        Document(
            one.id,
            {
                "title": one.label.ja,
                "title_en": one.label.en,
                "tags": "、".join(one.terms),
                "purpose": f"{one.reason.ja}。{one.reason.en}",
            },
        )
        for one in rulebook.categories.values()
    )


def own_lines(text: str, original: str) -> str:
    """Return the lines of a text that do not stand in the original: what somebody wrote themselves.

    What a public source says is public already; only the rest needs a check before it is posted.
    """
    known = {line.strip() for line in original.splitlines()}
    return "\n".join(line for line in text.splitlines() if line.strip() not in known).strip()
