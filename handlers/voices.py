"""The language of those to whom we write without being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.store.members import find_member

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.store.database import Session


def voice_of(services: Services, session: Session, member: str) -> Voice:
    """Return the catalogue in the language in which we know this person."""
    known = find_member(session, member)
    texts = services.texts
    return texts.voice(texts.known_language(known.language if known else None))


def voice_of_channel(services: Services) -> Voice:
    """Return the catalogue in the language of what is posted into channels."""
    texts = services.texts
    return texts.voice(texts.known_language(services.settings().channel_language))
