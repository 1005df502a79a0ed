"""The words of a proposed template, checked before anybody else sees them: all must be fine to share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.passing_words import checked_words, why_not
from knowledge.classification import classify
from knowledge.verdict import Level

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice


def why_not_shared(services: Services, text: str, voice: Voice) -> str:
    """Return why a title, a purpose or a reason may not be seen by all; empty when it may.

    A short phrase such as 「議事録の作成」 reads like a question about a kind of information. It
    names none, so only what was found in it keeps it back.
    """
    verdict = classify(text, services.rulebook(), services.company())
    if not text.strip() or (not verdict.findings and (verdict.asked or verdict.level is Level.OK)):
        return ""
    said = why_not(checked_words(services, text), services.rulebook(), voice)
    return said or voice("proposal.not_ok")


def why_not_a_prompt(services: Services, text: str, voice: Voice) -> str:
    """Return why a prompt may not be everybody's; empty when its own check is ok."""
    if classify(text, services.rulebook(), services.company()).level is Level.OK:
        return ""
    said = why_not(checked_words(services, text), services.rulebook(), voice)
    return said or voice("proposal.not_ok")
