"""Every night: what is over is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.incidents import WORDS_KEPT
from knowledge.store.audit import forget_entries
from knowledge.store.deliveries import empty_bodies
from knowledge.store.incidents import forget_words
from knowledge.store.masking_maps import forget_expired

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.schedules import Due

# A message that failed can be sent again for so long.
_FAILED_MESSAGE = timedelta(days=14)
_SENT_MESSAGE = timedelta(days=1)
_AUDIT = timedelta(days=5 * 365)


def forget_what_is_over(services: Services, _client: WebClient, _due: Due) -> None:
    """Forget maps of masked texts, words of messages and of incidents, and old audit entries."""
    now = services.clock()
    with services.database.begin() as session:
        forget_expired(session, now)
        empty_bodies(
            session,
            sent_before=now - _SENT_MESSAGE,
            failed_before=now - _FAILED_MESSAGE,
            now=now,
        )
        forget_words(session, closed_before=now - WORDS_KEPT)
        forget_entries(session, before=now - _AUDIT, at=now)
