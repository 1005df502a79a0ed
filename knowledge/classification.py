"""The check: what a text is, which level it takes, and what of it may be entered once masked."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.asking import is_question
from knowledge.company import UNKNOWN_COMPANY, Company
from knowledge.detection import find
from knowledge.masking import Masking, mask
from knowledge.mentions import nearest
from knowledge.normalize import shadow
from knowledge.public_context import is_published
from knowledge.questions import answer
from knowledge.reading import read
from knowledge.script import is_foreign
from knowledge.topics import TopicScore, topics_of
from knowledge.verdict import Account, CategoryHit, Confidence, Level, Note, Verdict, highest
from knowledge.words import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading import Reading
    from knowledge.rulebook import Category, Rulebook
    from knowledge.verdict import Finding

LONGEST_TEXT = 20_000
"""Code points that one check reads. What is beyond is said and never ok."""

_MASKING_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class _Inspection:
    reading: Reading
    findings: tuple[Finding, ...]
    masking: Masking
    topics: tuple[TopicScore, ...]
    asks: bool


def warm_up() -> None:
    """Load the dictionary, so that the first check is as fast as the next."""
    load_words()


def classify(
    text: str,
    rulebook: Rulebook,
    company: Company = UNKNOWN_COMPANY,
    account: Account = Account.COMPANY,
    *,
    as_text: bool = False,
) -> Verdict:
    """Check a text against the rulebook.

    Args:
        text: what the person would enter, any Unicode, Slack's encoding already decoded.
        rulebook: the company's rules.
        company: the company's own list.
        account: on a personal account everything that is not public is prohibited.
        as_text: it is known to be what would be entered, however much it reads like a question
            about a kind of information.

    Returns:
        The verdict, findings in code points of `text`. Doubt is undecided, never ok.
    """
    if note := _nothing_to_read(text):
        return Verdict(
            Level.UNDECIDED, notes=(note,), account=account, rulebook_revision=rulebook.revision
        )
    inspection = _inspect(text[:LONGEST_TEXT], company, rulebook, as_text=as_text)
    if inspection.asks:
        verdict = _of_question(inspection, rulebook)
    else:
        verdict = _of_text(text, inspection, rulebook, company)
    return _for_account(verdict, account, inspection, rulebook)


def _nothing_to_read(text: str) -> Note | None:
    if not text.strip():
        return Note.EMPTY
    if not any(unicodedata.category(char)[0] in "LN" for char in text):
        return Note.NOT_TEXT
    return None


def _inspect(
    text: str, company: Company, rulebook: Rulebook, *, as_text: bool = False
) -> _Inspection:
    reading = read(text, company)
    findings = find(reading)
    masking = mask(text, findings)
    kinds = {finding.kind for finding in findings}
    may_ask = not as_text and not is_foreign(reading.text)
    asks = may_ask and is_question(reading.text, rulebook, kinds)
    # The classifier learned from texts; a question is too short to resemble anything.
    told = "" if asks else _as_masked(reading, masking)
    topics = tuple(topics_of(reading.text, told, rulebook, kinds))
    return _Inspection(reading, findings, masking, topics, asks)


def _as_masked(reading: Reading, masking: Masking) -> str:
    """The normalised copy of the masked text."""
    unchanged = masking.masked.text == reading.shadow.original
    return reading.text if unchanged else shadow(masking.masked.text).text


def _of_question(inspection: _Inspection, rulebook: Rulebook) -> Verdict:
    reading = inspection.reading
    said = answer(reading.text, rulebook, [topic.category for topic in inspection.topics])
    found = _hits_of_findings(inspection.findings, rulebook)
    asked = [CategoryHit(c.id, c.level, c.maskable) for c in said.categories]
    level = highest([said.level, *(hit.level for hit in found)])
    return Verdict(
        level,
        asked=True,
        findings=inspection.findings,
        categories=_strictest_first([*found, *asked]),
        nearest=said.nearest if level is Level.UNDECIDED else (),
        rulebook_revision=rulebook.revision,
    )


def _of_text(text: str, inspection: _Inspection, rulebook: Rulebook, company: Company) -> Verdict:
    hits = _hits(inspection, rulebook)
    notes = _notes(text, inspection)
    doubtful = Level.UNDECIDED if {Note.TOO_LONG, Note.FOREIGN} & set(notes) else Level.OK
    level = highest([doubtful, *(hit.level for hit in hits)])
    masking = None
    if doubtful is Level.OK and all(hit.maskable for hit in hits):
        masking = _mask_until_ok(inspection, rulebook, company)
    elif hits:
        notes.append(Note.UNMASKABLE)
    if masking and inspection.findings:
        notes.append(Note.NAMES_BY_EYE)
    return Verdict(
        level,
        findings=inspection.findings,
        categories=_strictest_first(hits),
        maskable=masking is not None and level is not Level.OK,
        masking=masking,
        nearest=nearest(inspection.reading.text, rulebook) if level is Level.UNDECIDED else (),
        notes=tuple(notes),
        rulebook_revision=rulebook.revision,
    )


def _notes(text: str, inspection: _Inspection) -> list[Note]:
    notes = []
    if len(text) > LONGEST_TEXT:
        notes.append(Note.TOO_LONG)
    if is_foreign(inspection.reading.text):
        notes.append(Note.FOREIGN)
    if inspection.reading.shadow.has_hidden_characters:
        notes.append(Note.INVISIBLE)
    return notes


def _mask_until_ok(inspection: _Inspection, rulebook: Rulebook, company: Company) -> Masking | None:
    """Mask, check the masked text, mask what that showed, and give up after a few rounds."""
    if not inspection.findings:
        # Nothing was masked, so a second look would see the same text.
        return None if inspection.topics else inspection.masking
    masking = inspection.masking
    originals = dict(masking.originals)
    for _ in range(_MASKING_ROUNDS):
        again = _inspect(masking.masked.text, company, rulebook)
        if not again.findings:
            return None if again.topics else Masking(masking.masked, MappingProxyType(originals))
        masking = again.masking
        originals.update(masking.originals)
    return None


def _hits(inspection: _Inspection, rulebook: Rulebook) -> list[CategoryHit]:
    of_topics = [
        CategoryHit(t.category.id, t.category.level, t.maskable, 1, t.evidence)
        for t in sorted(inspection.topics, key=lambda t: -t.score)
    ]
    return [*of_topics, *_hits_of_findings(inspection.findings, rulebook)]


def _hits_of_findings(findings: Sequence[Finding], rulebook: Rulebook) -> list[CategoryHit]:
    counts: Counter[str] = Counter()
    levels: dict[str, Level] = {}
    by_id: dict[str, Category] = {}
    for finding in findings:
        category = rulebook.category_of_kind[finding.kind]
        counts[category.id] += 1
        by_id[category.id] = category
        levels[category.id] = highest(
            [levels.get(category.id, Level.OK), _level_of(finding, category)]
        )
    return [CategoryHit(id_, levels[id_], by_id[id_].maskable, counts[id_]) for id_ in counts]


def _level_of(finding: Finding, category: Category) -> Level:
    if finding.confidence is Confidence.POSSIBLE and category.level is Level.PROHIBITED:
        return Level.CONDITIONAL
    return category.level


def _strictest_first(hits: Sequence[CategoryHit]) -> tuple[CategoryHit, ...]:
    order = list(Level)
    return tuple(sorted(hits, key=lambda hit: -order.index(hit.level)))


# Public or empty in themselves: these may go into any account.
_OPEN_CATEGORIES = frozenset(
    {"own-public", "third-party-public", "blank-template", "general-knowledge", "public-code"}
    | {"dummy-data"}
)


def _for_account(
    verdict: Verdict, account: Account, inspection: _Inspection, rulebook: Rulebook
) -> Verdict:
    if account is Account.COMPANY:
        return verdict
    is_open = any(hit.category in _OPEN_CATEGORIES for hit in verdict.categories)
    if verdict.level is Level.OK and (is_open or is_published(inspection.reading.text)):
        level, maskable, masking = Level.OK, False, verdict.masking
    elif verdict.level is Level.UNDECIDED:
        level, maskable, masking = Level.UNDECIDED, False, None
    else:
        # Masking does not make a company's text public.
        level, maskable, masking = Level.PROHIBITED, False, None
    return Verdict(
        level,
        asked=verdict.asked,
        findings=verdict.findings,
        categories=verdict.categories,
        maskable=maskable,
        masking=masking,
        nearest=verdict.nearest,
        notes=(*verdict.notes, Note.PERSONAL_ACCOUNT),
        account=account,
        rulebook_revision=rulebook.revision,
    )
