"""A few words of somebody's own, such as a reason: whether they tell what must stay in the house.

「契約書の確認を早くしたい」 reads like a question about contracts, and tells nothing but that
contracts are looked through. 「来月の人員整理の説明に使いたい」 reads the same, and tells that
people will lose their work. So words that are no real question are looked at as a text as well,
the higher of both counts, and what they let happen is listened to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.content_table import read_table
from knowledge.normalize import shadow
from knowledge.regex import regex
from knowledge.topics import RESEMBLANCE
from knowledge.verdict import Level

if TYPE_CHECKING:
    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.verdict import CategoryHit, Verdict

_FILE = "happenings.toml"
# Whoever writes more tells a story, which is judged as any text is.
_A_FEW_WORDS = 140
_GENERAL_FACETS = ("general", "public")


@dataclass(frozen=True, slots=True)
class Happenings:
    """What tells of something that happened or was decided, by the category it belongs to."""

    by_category: tuple[tuple[str, re.Pattern[str]], ...]
    particular: re.Pattern[str]
    excused: re.Pattern[str]


@cache
def load_happenings() -> Happenings:
    """Return the words that tell of happenings.

    Raises:
        ContentError: the file is malformed.
    """
    book = read_table((files("knowledge") / "content" / _FILE).read_text("utf-8"), _FILE)
    rows = book.tables("happening")
    return Happenings(
        tuple((row.text("category"), _any_of(row.strings("patterns"))) for row in rows),
        _any_of(book.strings("particular")),
        _any_of(book.strings("excused")),
    )


def what_they_tell(
    text: str, verdict: Verdict, rulebook: Rulebook, company: Company, *, to_all: bool = False
) -> tuple[str, ...]:
    """Return the categories that a person's own words give away; none when they are harmless.

    Args:
        text: the words.
        verdict: on them, as `classify` returned it.
        rulebook: the company's rules.
        company: the company's own list.
        to_all: everybody may read them. To one person who answers somebody may well say
            「来年の計画の資料を要約させたいです」.
    """
    if len(text) > _A_FEW_WORDS:
        return ()
    told = [*_as_text(text, verdict, rulebook, company), *_happenings(text, rulebook)]
    if to_all and _is_secret(verdict) and _is_particular(text, rulebook):
        told += [hit.category for hit in verdict.categories if hit.level is Level.PROHIBITED]
    return tuple(dict.fromkeys(told))


def _as_text(text: str, verdict: Verdict, rulebook: Rulebook, company: Company) -> list[str]:
    """What is found when words that read like a question are read as a text.

    That a few words resemble something is too little by itself; together with a rule that keeps
    out what they name it is enough. Where they speak of wording or of learning it is nothing.
    """
    if not verdict.asked:
        return []
    read = classify(text, rulebook, company, as_text=True)
    hits = [hit for hit in read.categories if hit.level is Level.PROHIBITED]
    if _is_general(shadow(text.strip()).text, rulebook):
        hits = [hit for hit in hits if RESEMBLANCE not in hit.evidence]
    elif not _is_secret(verdict):
        hits = [hit for hit in hits if _is_named(hit)]
    return [hit.category for hit in hits]


def _happenings(text: str, rulebook: Rulebook) -> list[str]:
    words = shadow(text.strip()).text
    if _is_general(words, rulebook):
        return []
    known = load_happenings().by_category
    return [category for category, pattern in known if pattern.search(words)]


def _is_particular(text: str, rulebook: Rulebook) -> bool:
    """Whether the words are about one matter of somebody, not about work of that sort."""
    words = shadow(text.strip()).text
    found = load_happenings().particular.search(words) is not None
    return found and not _is_general(words, rulebook)


def _is_general(words: str, rulebook: Rulebook) -> bool:
    facets = [rulebook.facets[each] for each in _GENERAL_FACETS if each in rulebook.facets]
    return any(each.search(words) for each in (load_happenings().excused, *facets))


def _is_secret(verdict: Verdict) -> bool:
    """Whether a rule keeps out what they ask about, and masking would not help."""
    return any(hit.level is Level.PROHIBITED and not hit.maskable for hit in verdict.categories)


def _is_named(hit: CategoryHit) -> bool:
    return not hit.evidence or any(sign != RESEMBLANCE for sign in hit.evidence)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return regex("|".join(patterns), re.IGNORECASE)
