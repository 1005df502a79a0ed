"""The words of a proposed template, checked before anybody else sees them: all must be fine to share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.passing_words import checked_words, why_not
from knowledge.template_sharing import is_fine_phrase, is_fine_prompt

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice


def why_not_shared(services: Services, text: str, voice: Voice) -> str:
    """Return why a title, a purpose or a reason may not be seen by all; empty when it may."""
    if is_fine_phrase(text, services.rulebook(), services.company()):
        return ""
    return _why(services, text, voice)


def why_not_a_prompt(services: Services, text: str, voice: Voice, known: str = "") -> str:
    """Return why a prompt may not be everybody's, as a better text of a known one; empty if it may."""
    if is_fine_prompt(text, services.rulebook(), services.company(), known):
        return ""
    return _why(services, text, voice)


def _why(services: Services, text: str, voice: Voice) -> str:
    words = checked_words(services, text, to_all=True)
    said = why_not(words, services.rulebook(), voice, to="proposal")
    return said or voice("proposal.not_ok")
