"""What of a checked text may leave: go to a person who answers, and be kept for that."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.masking import mask
from knowledge.own_words import what_they_tell
from knowledge.verdict import Level, Note

if TYPE_CHECKING:
    from knowledge.company import Company
    from knowledge.masking import MaskedText
    from knowledge.rulebook import Rulebook
    from knowledge.verdict import Kind, Verdict

_SHORT = 80
_QUESTION = re.compile(r"(?:か|かな|[?？])[。.]?$")
_WISH_OR_QUESTION = re.compile(
    rf"{_QUESTION.pattern}|たい(?:です|のですが|んですが|と思(?:い|って)[^。]{{0,6}})?[。.]?$"
)
# With one of these nobody knows what the text holds.
_NOT_READ = frozenset({Note.EMPTY, Note.TOO_LONG, Note.NOT_TEXT, Note.FOREIGN})


@dataclass(frozen=True, slots=True)
class Words:
    """Words that somebody wrote to be sent, and what their check says.

    Attributes:
        text: what may be sent; empty when nothing may.
        kinds: what was found in them and must stay out.
        categories: rules by which the whole of them must stay.
        proposal: the same words masked, which may be sent; empty when there are none.
    """

    text: str = field(default="", repr=False)
    kinds: tuple[Kind, ...] = ()
    categories: tuple[str, ...] = ()
    proposal: str = field(default="", repr=False)


def what_may_leave(verdict: Verdict, text: str) -> str:
    """Return what of a text that somebody asked about may leave; empty when nothing may.

    A question without findings may, and the masked text whose own check was ok. Where the topic
    itself is prohibited nothing may, not even a question that could tell what it is about.
    """
    if _NOT_READ & set(verdict.notes):
        return ""
    if verdict.asked:
        return "" if verdict.findings or _is_secret(verdict) else text.strip()
    return verdict.masking.masked.text if verdict.masking else ""


def clear_for_model(verdict: Verdict, text: str) -> MaskedText | None:
    """Return what of a text a language model may be given; None when that is nothing.

    The same as what a person may be given, and nothing that was found or is prohibited is in it.
    """
    leaving = what_may_leave(verdict, text).strip()
    return mask(leaving, ()).masked if leaving else None


def is_clear(verdict: Verdict, text: str) -> bool:
    """Return whether a text may go to a model exactly as it is: the second look, at the door."""
    return not verdict.findings and what_may_leave(verdict, text).strip() == text.strip() != ""


def check_words(
    text: str,
    rulebook: Rulebook,
    company: Company = UNKNOWN_COMPANY,
    *,
    to_all: bool = False,
) -> Words:
    """Return what of somebody's own description may leave.

    They wrote it for the person who answers, so a question may name what it asks about; what
    only resembles a question may not, where it tells something. `to_all`: everybody may read it.
    """
    verdict = classify(text, rulebook, company)
    if (to_all or not _asks_for_leave(verdict, text)) and not verdict.findings:
        told = what_they_tell(text, verdict, rulebook, company, to_all=to_all)
        if told:
            return Words(categories=told)
    categories = tuple(hit.category for hit in verdict.categories)
    if _NOT_READ & set(verdict.notes):
        return Words(categories=categories)
    if not verdict.findings and (_asks(verdict, text) or verdict.masking):
        return Words(text.strip())
    kinds = tuple(dict.fromkeys(finding.kind for finding in verdict.findings))
    proposal = verdict.masking.masked.text.strip() if verdict.masking else ""
    of_rules = () if proposal else categories
    return Words(kinds=kinds, categories=of_rules, proposal=proposal)


def _asks_for_leave(verdict: Verdict, text: str) -> bool:
    """Whether this is a question in form, too: 「…を入れていいですか」."""
    return verdict.asked and len(text) <= _SHORT and _QUESTION.search(text.strip()) is not None


def _asks(verdict: Verdict, text: str) -> bool:
    """Whether this is a question, and if its topic is prohibited also has the form of one."""
    if not verdict.asked:
        return False
    return not _is_secret(verdict) or (
        len(text) <= _SHORT and _WISH_OR_QUESTION.search(text.strip()) is not None
    )


def _is_secret(verdict: Verdict) -> bool:
    """Whether even its topic may not become known."""
    return any(hit.level is Level.PROHIBITED and not hit.maskable for hit in verdict.categories)
