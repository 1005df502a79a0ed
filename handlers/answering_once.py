"""Answering a message exactly once, within three seconds or soon after, across redeliveries."""

from __future__ import annotations

import logging
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

from slack_bolt import BoltResponse

from handlers.background import report_failure
from handlers.keyed_posts import Outcome
from knowledge.store import receipts
from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future
    from datetime import timedelta

    from handlers.services import Services

log = logging.getLogger(__name__)

# Shorter than any lease, so that nobody takes over while we still try.
POSTING_SECONDS = 20.0
PATIENCE_SECONDS = 2.0
_DATABASE_SECONDS = 0.5
_RETRY_HEADER = "x-slack-retry-num"


class Claim(StrEnum):
    """Whether a delivery is ours to answer. UNKNOWN: the database cannot say."""

    OURS = "ours"
    DONE = "done"
    BUSY = "busy"
    UNKNOWN = "unknown"


def claim(services: Services, key: str, lease: timedelta) -> Claim:
    """Claim a message for this delivery of it."""

    def take() -> Claim:
        now = services.clock()
        try:
            with services.database.begin() as session:
                if receipts.claim(session, key, now=now, lease=lease):
                    return Claim.OURS
                return Claim.DONE if receipts.is_finished(session, key) else Claim.BUSY
        except DatabaseUnavailable:
            return Claim.UNKNOWN

    return services.background.within(_DATABASE_SECONDS, take, Claim.UNKNOWN)


def finish(services: Services, key: str) -> None:
    """Say that a message is answered, so that no later delivery answers it again."""
    try:
        with services.database.begin() as session:
            receipts.finish(session, key, now=services.clock())
    except DatabaseUnavailable:
        log.warning("a message was answered, but its receipt stays open")


def is_retry(headers: Mapping[str, object]) -> bool:
    """Return whether Slack says that it has sent this before."""
    return bool(headers.get(_RETRY_HEADER))


def not_yet() -> BoltResponse:
    """Not acknowledged: Slack brings the message again, should whoever works on it die."""
    return BoltResponse(status=503, body="")


def in_time(services: Services, work: Callable[[float], Outcome]) -> Outcome:
    """Do the work, which is told when to give up, on another thread if there is one."""
    give_up_at = monotonic() + POSTING_SECONDS
    future = services.background.submit(lambda: work(give_up_at))
    if future is None:
        # No place left: this delivery pays with its own time, which slows down whoever sends,
        # and what does not fit into it is delivered again.
        return work(monotonic() + PATIENCE_SECONDS)
    return within_patience(future)


def within_patience(future: Future[Outcome]) -> Outcome:
    """Return what became of the work, as far as it can be waited for."""
    try:
        return future.result(PATIENCE_SECONDS)
    except TimeoutError:
        future.add_done_callback(report_failure)
        return Outcome.NOT_YET
