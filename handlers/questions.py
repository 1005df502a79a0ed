"""Free questions: Annai mentioned in a channel, and its pane opened beside one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from handlers import answering_once as once
from handlers import ids
from handlers.askers import meet
from handlers.assistant_pane import suggest
from handlers.checking import Question, check
from handlers.free_answers import answer_freely, hear
from handlers.keyed_posts import Outcome, post_once, whisper
from handlers.payloads import read_mention, read_pane
from handlers.single_tries import KeyedPost
from handlers.thread_context import said_before
from handlers.views.checks import verdict_message
from handlers.views.free_answers import answer_message, hello_message, with_cards
from knowledge.free_questions import Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.payloads import Mention, Pane
    from handlers.services import Services
    from handlers.views.blocks import Surface

_LEASE = timedelta(seconds=30)
# What is left for posting when the model has taken its time.
_FOR_POSTING = 5.0


@dataclass(frozen=True, slots=True)
class _Try:
    """One delivery of a message: whether it came before, and how long we may work on it."""

    is_retry: bool
    give_up_at: float


@dataclass(frozen=True, slots=True)
class _Reply:
    """What is answered, and whether only the person who asked may see it."""

    message: Surface
    is_private: bool


def register(app: App, services: Services) -> None:
    """Listen to mentions and to people who open the pane."""

    def on_mention(
        body: dict[str, Any], client: WebClient, context: BoltContext, request: BoltRequest
    ) -> BoltResponse | None:
        mention = read_mention(body, context)
        if mention is None:
            return None
        retry = once.is_retry(request.headers)
        return _once(
            services,
            mention.key,
            lambda end: _answer(services, client, mention, _Try(retry, end)),
        )

    def on_pane_opened(
        body: dict[str, Any], client: WebClient, context: BoltContext, request: BoltRequest
    ) -> BoltResponse | None:
        pane = read_pane(body, context)
        retry = once.is_retry(request.headers)
        return _once(
            services, pane.key, lambda end: _greet(services, client, pane, _Try(retry, end))
        )

    app.event("app_mention")(on_mention)
    app.event("assistant_thread_started")(on_pane_opened)


def _once(services: Services, key: str, work: Callable[[float], Outcome]) -> BoltResponse | None:
    claim = once.claim(services, key, _LEASE)
    if claim is once.Claim.DONE:
        return None
    if claim is once.Claim.BUSY:
        return once.not_yet()

    def whole(give_up_at: float) -> Outcome:
        outcome = work(give_up_at)
        if outcome is not Outcome.NOT_YET and claim is once.Claim.OURS:
            once.finish(services, key)
        return outcome

    outcome = once.in_time(services, whole)
    return once.not_yet() if outcome is Outcome.NOT_YET else None


def _answer(services: Services, client: WebClient, mention: Mention, try_: _Try) -> Outcome:
    asker = meet(services, client, mention.sender)
    reply = _reply(services, client, mention, asker, try_.give_up_at)
    if reply.is_private:
        return whisper(
            client,
            channel=mention.channel,
            member=asker.member,
            thread_ts=mention.thread_ts,
            message=reply.message,
            give_up_at=try_.give_up_at,
            pause=services.background.pause,
        )
    post = KeyedPost(
        channel=mention.channel,
        thread_ts=mention.thread_ts or mention.ts,
        message=reply.message,
        event_type=ids.METADATA_CHECK,
        key=mention.key,
        since=mention.ts,
    )
    age = services.clock().timestamp() - float(mention.ts)
    look_first = try_.is_retry or age >= _LEASE.total_seconds()
    pause = services.background.pause
    return post_once(client, post, look_first=look_first, give_up_at=try_.give_up_at, pause=pause)


def _reply(
    services: Services, client: WebClient, mention: Mention, asker: Asker, give_up_at: float
) -> _Reply:
    """Return the answer. A verdict is nobody's business but the asker's; a card helps everybody."""
    voice, text = services.texts.voice(asker.language), mention.content.text
    if not text and not mention.content.unread:
        return _Reply(hello_message(voice), is_private=True)
    heard = hear(services, text, _before(client, mention), outsider=asker.is_outsider)
    if heard.turn is Turn.ANSWER and not mention.content.unread:
        seconds = give_up_at - monotonic() - _FOR_POSTING
        shown = answer_freely(services, heard, asker.language, seconds)
        return _Reply(answer_message(shown, voice), is_private=mention.is_shared)
    question = Question(mention.content, "mention", key=mention.key)
    message = verdict_message(check(services, asker, question), voice)
    if heard.turn is not Turn.CHECK:
        message = with_cards(message, answer_freely(services, heard, asker.language, 0), voice)
    return _Reply(message, is_private=True)


def _before(client: WebClient, mention: Mention) -> Callable[[], tuple[str, ...]]:
    def read() -> tuple[str, ...]:
        if mention.thread_ts is None:
            return ()
        return said_before(
            client,
            channel=mention.channel,
            thread_ts=mention.thread_ts,
            ts=mention.ts,
            member=mention.sender.member,
        )

    return read


def _greet(services: Services, client: WebClient, pane: Pane, try_: _Try) -> Outcome:
    asker = meet(services, client, pane.sender)
    voice = services.texts.voice(asker.language)
    post = KeyedPost(
        channel=pane.channel,
        thread_ts=pane.thread_ts,
        message=hello_message(voice),
        event_type=ids.METADATA_CHECK,
        key=pane.key,
        since=pane.thread_ts,
    )
    pause = services.background.pause
    outcome = post_once(
        client, post, look_first=try_.is_retry, give_up_at=try_.give_up_at, pause=pause
    )
    if outcome is Outcome.POSTED:
        suggest(client, pane.channel, pane.thread_ts, voice)
    return outcome
