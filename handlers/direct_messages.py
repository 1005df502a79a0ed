"""A direct message to Annai, with or without files: checked, and answered exactly once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse

from handlers import ids
from handlers.askers import meet
from handlers.background import report_failure
from handlers.checking import Question, check
from handlers.files import read_shared_files, with_files, without_files
from handlers.keyed_posts import Outcome, post_once
from handlers.payloads import read_direct_message
from handlers.single_tries import KeyedPost
from handlers.views.checks import verdict_message
from knowledge.store import receipts
from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from slack_bolt import App, BoltContext, BoltRequest
    from slack_sdk import WebClient

    from handlers.files import SharedFile
    from handlers.payloads import DirectMessage, MessageText
    from handlers.services import Services

log = logging.getLogger(__name__)

_LEASE = timedelta(seconds=30)
# Shorter than the lease, so that nobody takes over while we still try.
_POSTING_SECONDS = 20.0
_PATIENCE_SECONDS = 2.0
# Slack sends again after a minute, so that somebody takes over then; and once more after five,
# with nobody to come after that: whatever was fatal about the files is left alone then.
_LEASE_WITH_FILES = timedelta(seconds=50)
_READING_SECONDS = 25.0
_POSTING_SECONDS_WITH_FILES = 45.0
_LAST_DELIVERY = timedelta(minutes=3)
_DATABASE_SECONDS = 0.5
_RETRY_HEADER = "x-slack-retry-num"


class Claim(StrEnum):
    """Whether a delivery is ours to answer. UNKNOWN: the database cannot say."""

    OURS = "ours"
    DONE = "done"
    BUSY = "busy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A message as it came this time."""

    message: DirectMessage
    files: tuple[SharedFile, ...]
    claim: Claim
    is_retry: bool
    age: float


def register(app: App, services: Services) -> None:
    """Listen to messages; only those that a person wrote to us directly do anything."""

    def on_message(
        body: dict[str, Any], client: WebClient, context: BoltContext, request: BoltRequest
    ) -> BoltResponse | None:
        message = read_direct_message(body, context)
        if message is None:
            return None
        files = read_shared_files(body["event"])
        claim = _claim(services, message, _LEASE_WITH_FILES if files else _LEASE)
        if claim is Claim.DONE:
            return None
        if claim is Claim.BUSY:
            return _not_yet()
        is_retry = bool(request.headers.get(_RETRY_HEADER))
        delivery = _Delivery(message, files, claim, is_retry, _age(services, message))
        outcome = _answer(services, client, delivery)
        return _not_yet() if outcome is Outcome.NOT_YET else None

    app.event("message")(on_message)


def _not_yet() -> BoltResponse:
    """Not acknowledged: Slack brings the message again, should whoever works on it die."""
    return BoltResponse(status=503, body="")


def _age(services: Services, message: DirectMessage) -> float:
    return services.clock().timestamp() - float(message.ts)


def _claim(services: Services, message: DirectMessage, lease: timedelta) -> Claim:
    def take() -> Claim:
        now = services.clock()
        try:
            with services.database.begin() as session:
                if receipts.claim(session, message.key, now=now, lease=lease):
                    return Claim.OURS
                return Claim.DONE if receipts.is_finished(session, message.key) else Claim.BUSY
        except DatabaseUnavailable:
            return Claim.UNKNOWN

    return services.background.within(_DATABASE_SECONDS, take, Claim.UNKNOWN)


def _answer(services: Services, client: WebClient, delivery: _Delivery) -> Outcome:
    if not delivery.files:
        post = _checked(services, client, delivery.message, delivery.message.content)
        return _in_time(
            services, lambda give_up_at: _post(services, client, delivery, post, give_up_at)
        )
    return _answer_files(services, client, delivery)


def _answer_files(services: Services, client: WebClient, delivery: _Delivery) -> Outcome:
    message = delivery.message
    start = monotonic()

    def answer(content: MessageText, give_up_at: float) -> Outcome:
        post = _checked(services, client, message, content)
        return _post(services, client, delivery, post, give_up_at)

    def work() -> Outcome:
        content = with_files(
            message.content,
            delivery.files,
            client,
            give_up_at=start + _READING_SECONDS,
            pause=services.background.pause,
        )
        return answer(content, start + _POSTING_SECONDS_WITH_FILES)

    # Without a claim two deliveries might read at the same time, and both would answer.
    may_read = delivery.claim is Claim.OURS and delivery.age < _LAST_DELIVERY.total_seconds()
    future = services.background.submit(work) if may_read else None
    if future is None:
        unread = without_files(message.content, delivery.files)
        return answer(unread, start + _PATIENCE_SECONDS)
    return _within_patience(future)


def _checked(
    services: Services, client: WebClient, message: DirectMessage, content: MessageText
) -> KeyedPost:
    asker = meet(services, client, message.sender)
    answer = check(services, asker, Question(content, "dm", key=message.key))
    return KeyedPost(
        channel=message.channel,
        thread_ts=message.thread_ts,
        message=verdict_message(answer, services.texts.voice(asker.language)),
        event_type=ids.METADATA_CHECK,
        key=message.key,
        since=message.ts,
    )


def _post(
    services: Services, client: WebClient, delivery: _Delivery, post: KeyedPost, give_up_at: float
) -> Outcome:
    # Whoever takes over a lease that ran out may find the answer of the one who died.
    look_first = delivery.is_retry or delivery.age >= _LEASE.total_seconds()
    pause = services.background.pause
    outcome = post_once(client, post, look_first=look_first, give_up_at=give_up_at, pause=pause)
    if outcome is not Outcome.NOT_YET and delivery.claim is Claim.OURS:
        _finish(services, delivery.message)
    return outcome


def _in_time(services: Services, work: Callable[[float], Outcome]) -> Outcome:
    give_up_at = monotonic() + _POSTING_SECONDS
    future = services.background.submit(lambda: work(give_up_at))
    if future is None:
        # No place left: this delivery pays with its own time, which slows down whoever sends,
        # and what does not fit into it is delivered again.
        return work(monotonic() + _PATIENCE_SECONDS)
    return _within_patience(future)


def _within_patience(future: Future[Outcome]) -> Outcome:
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
