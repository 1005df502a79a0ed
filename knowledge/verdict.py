"""What a check says: levels, kinds, findings and the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.masking import Masking
    from knowledge.wording import Words


class Level(StrEnum):
    """The classification level, or undecided.

    Undecided stands above ok (「迷ったら上位レベル」) and below what a rule decided.
    """

    OK = "ok"
    UNDECIDED = "undecided"
    CONDITIONAL = "conditional"
    PROHIBITED = "prohibited"


_ORDER = {level: place for place, level in enumerate(Level)}


def highest(levels: Iterable[Level]) -> Level:
    """Return the strictest of the levels; ok when there are none."""
    return max(levels, key=_ORDER.__getitem__, default=Level.OK)


class Account(StrEnum):
    """Where the text would be entered."""

    COMPANY = "company"
    PERSONAL = "personal"


class Kind(StrEnum):
    """What sort of thing a finding is."""

    PERSON = "PERSON"
    CUSTOMER = "CUSTOMER"
    ORG = "ORG"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    ADDRESS = "ADDRESS"
    POSTAL_CODE = "POSTAL_CODE"
    MONEY = "MONEY"
    MY_NUMBER = "MY_NUMBER"
    CARD = "CARD"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    ID_NUMBER = "ID_NUMBER"
    EMPLOYEE_NUMBER = "EMPLOYEE_NUMBER"
    CREDENTIAL = "CREDENTIAL"
    INTERNAL_URL = "INTERNAL_URL"
    INTERNAL_HOST = "INTERNAL_HOST"
    BIRTHDATE = "BIRTHDATE"
    PROJECT = "PROJECT"
    PRODUCT = "PRODUCT"


class Confidence(StrEnum):
    """How sure a detector is.

    POSSIBLE never reaches prohibited: an unlabelled number whose check digit happens to fit is
    something to look at, not something to forbid.
    """

    POSSIBLE = "possible"
    SURE = "sure"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Where something was found. Offsets are code points, end exclusive; no copy of the text.

    `why` is a key of the text catalogue (`why.<key>`), never words of the person's text.
    """

    start: int
    end: int
    kind: Kind
    confidence: Confidence = Confidence.SURE
    why: str = "pattern"


@dataclass(frozen=True, slots=True)
class CategoryHit:
    """A category of the rulebook that applies to the text, and on what evidence.

    `evidence` holds the rulebook's own descriptions, never words of the text.
    """

    category: str
    level: Level
    maskable: bool
    count: int = 0
    evidence: tuple[Words, ...] = ()


class Note(StrEnum):
    """What a person must know about the limits of this verdict."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    FOREIGN = "foreign"
    INVISIBLE = "invisible"
    NAMES_BY_EYE = "names_by_eye"
    NOT_ALL_READ = "not_all_read"
    PERSONAL_ACCOUNT = "personal_account"
    UNMASKABLE = "unmaskable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check.

    The masking is kept out of `repr`, so that a verdict in a log or an exception shows no text.
    """

    level: Level
    asked: bool = False
    findings: tuple[Finding, ...] = ()
    categories: tuple[CategoryHit, ...] = ()
    maskable: bool = False
    masking: Masking | None = field(default=None, repr=False)
    nearest: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    account: Account = Account.COMPANY
    rulebook_revision: str = ""
    precedents: tuple[int, ...] = ()
    """Answers of people that had a say in the level."""
