"""A direct message to Annai, with or without files: checked or answered, and exactly once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from handlers import answering_once as once
from handlers import ids
from handlers.askers import meet
from handlers.assistant_pane import show_status
from handlers.checking import Question, check
from handlers.files import read_shared_files, with_files, without_files
from handlers.free_answers import answer_freely, hear
from handlers.keyed_posts import Outcome, post_once
from handlers.payloads import read_direct_message
from handlers.single_tries import KeyedPost
from handlers.thread_context import said_before
from handlers.views.checks import verdict_message
from handlers.views.free_answers import answer_message, with_cards
from knowledge.free_questions import Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.files import SharedFile
    from handlers.payloads import DirectMessage, MessageText
    from handlers.services import Services
    from handlers.views.blocks import Surface

_LEASE = timedelta(seconds=30)
# Slack sends again after a minute, so that somebody takes over then; and once more after five,
# with nobody to come after that: whatever was fatal about the files is left alone then.
_LEASE_WITH_FILES = timedelta(seconds=50)
_READING_SECONDS = 25.0
_POSTING_SECONDS_WITH_FILES = 45.0
_LAST_DELIVERY = timedelta(minutes=3)
# What is left for posting when a model has taken its time.
_FOR_POSTING = 5.0


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A message as it came this time."""

    message: DirectMessage
    files: tuple[SharedFile, ...]
    claim: once.Claim
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
        claim = once.claim(services, message.key, _LEASE_WITH_FILES if files else _LEASE)
        if claim is once.Claim.DONE:
            return None
        if claim is once.Claim.BUSY:
            return once.not_yet()
        is_retry = once.is_retry(request.headers)
        delivery = _Delivery(message, files, claim, is_retry, _age(services, message))
        outcome = _answer(services, client, delivery)
        return once.not_yet() if outcome is Outcome.NOT_YET else None

    app.event("message")(on_message)


def _age(services: Services, message: DirectMessage) -> float:
    return services.clock().timestamp() - float(message.ts)


def _answer(services: Services, client: WebClient, delivery: _Delivery) -> Outcome:
    if delivery.files:
        return _answer_files(services, client, delivery)

    # Understood and checked at once, as commands are; only a model, and posting, take their time.
    write = _spoken_to(services, client, delivery.message)

    def work(give_up_at: float) -> Outcome:
        return _post(services, client, delivery, write(give_up_at), give_up_at)

    return once.in_time(services, work)


def _spoken_to(
    services: Services, client: WebClient, message: DirectMessage
) -> Callable[[float], KeyedPost]:
    """Understand a message without files: a question to us, or a text to check; in doubt both.

    Returns what writes the answer by some time, which may ask a model.
    """
    asker, content = meet(services, client, message.sender), message.content
    if content.unread:
        # What was forwarded or attached is data, whatever it says.
        return _at_once(_checked(services, asker, message, content))
    heard = hear(services, content.text, _before(client, message), outsider=asker.is_outsider)
    if heard.turn is Turn.CHECK:
        return _at_once(_checked(services, asker, message, content))
    voice = services.texts.voice(asker.language)
    if heard.turn is Turn.BOTH:
        shown = answer_freely(services, heard, asker.language, 0)
        post = _checked(services, asker, message, content)
        return _at_once(replace(post, message=with_cards(post.message, shown, voice)))

    def write(give_up_at: float) -> KeyedPost:
        if services.model is not None and message.thread_ts:
            show_status(client, message.channel, message.thread_ts, voice)
        seconds = give_up_at - monotonic() - _FOR_POSTING
        shown = answer_freely(services, heard, asker.language, seconds)
        return _keyed(message, answer_message(shown, voice))

    return write


def _at_once(post: KeyedPost) -> Callable[[float], KeyedPost]:
    return lambda _give_up_at: post


def _before(client: WebClient, message: DirectMessage) -> Callable[[], tuple[str, ...]]:
    def read() -> tuple[str, ...]:
        if message.thread_ts is None:
            return ()
        return said_before(
            client,
            channel=message.channel,
            thread_ts=message.thread_ts,
            ts=message.ts,
            member=message.sender.member,
        )

    return read


def _answer_files(services: Services, client: WebClient, delivery: _Delivery) -> Outcome:
    message = delivery.message
    start = monotonic()

    def answer(content: MessageText, give_up_at: float) -> Outcome:
        post = _checked(services, meet(services, client, message.sender), message, content)
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
    may_read = delivery.claim is once.Claim.OURS and delivery.age < _LAST_DELIVERY.total_seconds()
    future = services.background.submit(work) if may_read else None
    if future is None:
        unread = without_files(message.content, delivery.files)
        return answer(unread, start + once.PATIENCE_SECONDS)
    return once.within_patience(future)


def _checked(
    services: Services, asker: Asker, message: DirectMessage, content: MessageText
) -> KeyedPost:
    answer = check(services, asker, Question(content, "dm", key=message.key))
    return _keyed(message, verdict_message(answer, services.texts.voice(asker.language)))


def _keyed(message: DirectMessage, surface: Surface) -> KeyedPost:
    return KeyedPost(
        channel=message.channel,
        thread_ts=message.thread_ts,
        message=surface,
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
    if outcome is not Outcome.NOT_YET and delivery.claim is once.Claim.OURS:
        once.finish(services, delivery.message.key)
    return outcome
