"""A direct message to Annai: checked, and answered exactly once."""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse

from handlers import ids
from handlers.askers import meet
from handlers.background import report_failure
from handlers.checks import Question, check
from handlers.keyed_posts import KeyedPost, Outcome, post_once
from handlers.payloads import read_direct_message
from handlers.views.checks import verdict_message
from knowledge.store import receipts
from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App, BoltContext, BoltRequest
    from slack_sdk import WebClient

    from handlers.payloads import DirectMessage
    from handlers.services import Services

log = logging.getLogger(__name__)

_LEASE = timedelta(seconds=30)
# Shorter than the lease, so that nobody takes over while we still try.
_POSTING_SECONDS = 20.0
_PATIENCE_SECONDS = 2.0
_DATABASE_SECONDS = 0.5
_RETRY_HEADER = "x-slack-retry-num"


class Claim(StrEnum):
    """Whether a delivery is ours to answer. UNKNOWN: the database cannot say."""

    OURS = "ours"
    DONE = "done"
    BUSY = "busy"
    UNKNOWN = "unknown"


def register(app: App, services: Services) -> None:
    """Listen to messages; only those that a person wrote to us directly do anything."""

    def on_message(
        body: dict[str, Any], client: WebClient, context: BoltContext, request: BoltRequest
    ) -> BoltResponse | None:
        message = read_direct_message(body, context)
        if message is None:
            return None
        claim = _claim(services, message)
        if claim is Claim.DONE:
            return None
        if claim is Claim.BUSY:
            return _not_yet()
        is_retry = bool(request.headers.get(_RETRY_HEADER))
        outcome = _answer(services, client, message, claim, is_retry=is_retry)
        return _not_yet() if outcome is Outcome.NOT_YET else None

    app.event("message")(on_message)


def _not_yet() -> BoltResponse:
    """Not acknowledged: Slack brings the message again, should whoever works on it die."""
    return BoltResponse(status=503, body="")


def _claim(services: Services, message: DirectMessage) -> Claim:
    def take() -> Claim:
        now = services.clock()
        try:
            with services.database.begin() as session:
                if receipts.claim(session, message.key, now=now, lease=_LEASE):
                    return Claim.OURS
                return Claim.DONE if receipts.is_finished(session, message.key) else Claim.BUSY
        except DatabaseUnavailable:
            return Claim.UNKNOWN

    return services.background.within(_DATABASE_SECONDS, take, Claim.UNKNOWN)


def _answer(
    services: Services, client: WebClient, message: DirectMessage, claim: Claim, *, is_retry: bool
) -> Outcome:
    asker = meet(services, client, message.sender)
    answer = check(services, asker, Question(message.content, "dm", key=message.key))
    post = KeyedPost(
        channel=message.channel,
        thread_ts=message.thread_ts,
        message=verdict_message(answer, services.texts.voice(asker.language)),
        event_type=ids.METADATA_CHECK,
        key=message.key,
        since=message.ts,
    )
    # Whoever takes over a lease that ran out may find the answer of the one who died.
    age = services.clock().timestamp() - float(message.ts)
    look_first = is_retry or age >= _LEASE.total_seconds()

    def work(give_up_at: float = monotonic() + _POSTING_SECONDS) -> Outcome:
        pause = services.background.pause
        outcome = post_once(client, post, look_first=look_first, give_up_at=give_up_at, pause=pause)
        if outcome is not Outcome.NOT_YET and claim is Claim.OURS:
            _finish(services, message)
        return outcome

    return _in_time(services, work)


def _in_time(services: Services, work: Callable[..., Outcome]) -> Outcome:
    future = services.background.submit(work)
    if future is None:
        # No place left: this delivery pays with its own time, which slows down whoever sends,
        # and what does not fit into it is delivered again.
        return work(monotonic() + _PATIENCE_SECONDS)
    try:
        return future.result(_PATIENCE_SECONDS)
    except TimeoutError:
        future.add_done_callback(report_failure)
        return Outcome.NOT_YET


def _finish(services: Services, message: DirectMessage) -> None:
    try:
        with services.database.begin() as session:
            receipts.finish(session, message.key, now=services.clock())
    except DatabaseUnavailable:
        log.warning("a direct message was answered, but its receipt stays open")
