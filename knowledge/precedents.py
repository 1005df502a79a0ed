"""Precedents: answers of people that decide later checks, and when they stop doing so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.folding import fold
from knowledge.repeated_questions import find_repeats, index_questions
from knowledge.verdict import Account, Level, Note, Verdict, highest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from knowledge.company import Company
    from knowledge.repeated_questions import QuestionIndex
    from knowledge.rulebook import Category, Rulebook

LIFETIME = timedelta(days=365)
"""How long an answer stands before somebody has to look at it again."""
EXPIRES_SOON = timedelta(days=14)

# With one of these the text was not read whole, so nobody can say that it asks the same.
_NOT_SEEN = frozenset({Note.EMPTY, Note.TOO_LONG, Note.NOT_TEXT, Note.FOREIGN, Note.NOT_ALL_READ})


class State(StrEnum):
    """Whether a precedent answers. REOPENED: its owner has to look at it again first."""

    IN_FORCE = "in_force"
    REOPENED = "reopened"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Precedent:
    """An answer that stands: what was asked, what may be done, who said so, on which rules."""

    id: int
    question: str
    is_question: bool
    level: Level
    advice: str
    decided_by: str
    decided_at: datetime
    expires_at: datetime
    checked_as: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    version: int = 1


@dataclass(frozen=True, slots=True)
class Match:
    """A precedent that answers a question, and how much of the question it covers (0 to 1)."""

    precedent: Precedent
    share: float

    @property
    def percent(self) -> int:
        """The share as it is shown: never rounded up to a hundred."""
        return int(self.share * 100)


@dataclass(frozen=True)
class PrecedentIndex:
    """What may answer now, prepared once. Built by `build_precedent_index`.

    `touched` are those that do not answer any more, because the rules have changed under them.
    """

    standing: tuple[Precedent, ...]
    touched: tuple[Precedent, ...]
    by_id: Mapping[int, Precedent]
    questions: QuestionIndex
    texts: Mapping[str, Precedent]

    def find(self, asked: str, *, is_question: bool, now: datetime) -> Match | None:
        """Return the precedent that answers this; None when there is none, or any doubt.

        A question may be put in other words. A masked text may not: what differs could be
        exactly what matters, so there only the same text is the same.
        """
        if not asked:
            return None
        if not is_question:
            same = self.texts.get(_bare(asked))
            return Match(same, 1.0) if same and now < same.expires_at else None
        for repeat in find_repeats(self.questions, asked):
            precedent = self.by_id[repeat.id]
            if now < precedent.expires_at:
                return Match(precedent, repeat.share)
        return None


def build_precedent_index(
    precedents: Iterable[Precedent],
    rulebook: Rulebook,
    company: Company,
    *,
    known: Collection[Precedent] = (),
) -> PrecedentIndex:
    """Prepare precedents for answering under these rules.

    Of two that ask the same the later one answers. `known` are known to stand under the same
    rules and company list, so they are not looked at again.
    """
    sure = {(one.id, one.version) for one in known}
    newest_first = sorted(precedents, key=lambda one: one.id, reverse=True)
    touched = [
        one
        for one in newest_first
        if (one.id, one.version) not in sure and is_touched(one, rulebook, company)
    ]
    standing = [one for one in newest_first if one not in touched]
    questions = {one.id: one for one in standing if one.is_question}
    texts: dict[str, Precedent] = {}
    for one in standing:
        if not one.is_question:
            texts.setdefault(_bare(one.question), one)
    return PrecedentIndex(
        tuple(standing),
        tuple(touched),
        MappingProxyType(questions),
        index_questions((id_, one.question) for id_, one in questions.items()),
        MappingProxyType(texts),
    )


@cache
def no_precedents() -> PrecedentIndex:
    """Return an index in which nothing is found."""
    return PrecedentIndex((), (), MappingProxyType({}), index_questions(()), MappingProxyType({}))


def asked_of(verdict: Verdict, text: str) -> str:
    """Return what a precedent is looked for with: the question, or the masked text.

    Empty when there is nothing that may be compared: a finding in a question, a text that
    cannot be masked, or one that was not read whole.
    """
    if _NOT_SEEN & set(verdict.notes) or verdict.account is not Account.COMPANY:
        return ""
    if verdict.asked:
        return "" if verdict.findings else text.strip()
    return verdict.masking.masked.text if verdict.masking else ""


def apply_precedent(verdict: Verdict, match: Match) -> Verdict:
    """Let a precedent decide what no rule decides; elsewhere it may only raise the level.

    What a detector or a rule found stands, whatever a person said about something similar.
    """
    undecided = verdict.level is Level.UNDECIDED and not verdict.findings
    precedent = match.precedent
    level = precedent.level if undecided else highest((verdict.level, precedent.level))
    return replace(verdict, level=level, precedents=(precedent.id,))


def checked_as(verdict: Verdict) -> str:
    """Return in short what a check said, so that a later check can be compared with it."""
    categories = ",".join(sorted(hit.category for hit in verdict.categories))
    return f"{verdict.level}:{categories}"


def rules_of(verdict: Verdict, rulebook: Rulebook) -> dict[str, str]:
    """Return the rules that an answer to this rests on or lies near, each with its fingerprint."""
    return fingerprints([*(hit.category for hit in verdict.categories), *verdict.nearest], rulebook)


def fingerprints(ids: Iterable[str], rulebook: Rulebook) -> dict[str, str]:
    """Return those of the named rules that the rulebook has, each with its fingerprint."""
    known = [id_ for id_ in dict.fromkeys(ids) if id_ in rulebook.categories]
    return {id_: fingerprint(rulebook.categories[id_]) for id_ in known}


def fingerprint(category: Category) -> str:
    """Return what a rule says, in short: another fingerprint is another rule."""
    said = (
        category.level,
        category.maskable,
        sorted(category.kinds),
        sorted(category.terms),
        category.anonymised,
        *((words.ja, words.en) for words in (category.label, category.reason, category.instead)),
        category.masking.ja,
        category.masking.en,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def is_touched(precedent: Precedent, rulebook: Rulebook, company: Company) -> bool:
    """Return whether the rules have changed under a precedent, so that somebody must look again.

    That is so when a rule it rests on says something else or is gone, and when the check of its
    question says something else than on the day of the answer: a new rule may cover it now.
    """
    for id_, was in precedent.rules.items():
        category = rulebook.categories.get(id_)
        if category is None or fingerprint(category) != was:
            return True
    now = classify(precedent.question, rulebook, company)
    return bool(precedent.checked_as) and checked_as(now) != precedent.checked_as


def _bare(text: str) -> str:
    """The text without what does not matter: width, case, script of kana, blanks."""
    return "".join(fold(text).split())
