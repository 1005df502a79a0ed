"""The one door to a language model: OpenAI, Azure OpenAI, and whatever speaks their protocol."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import BoundedSemaphore, Timer
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol

import httpx2
import openai
from typing_extensions import override

from bot.conversation_cut import Conversation
from bot.openai_answers import Completion, read_completion, read_error
from bot.openai_requests import FORMS, material_of, system_of
from knowledge.language_model import Answer, LanguageModel, Unavailable, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.openai_requests import Connection
    from knowledge.language_model import Task

MOST_BYTES: Final = 512 * 1024
"""Of an answer; a longer one is no answer to anything that we ask."""

_MOST_ERROR_BYTES = 8 * 1024
_PLACES = 3
_TRIES = 3
_FIRST_PAUSE = 0.5
# A token is at least a character in Japanese with the older tables, and the schema counts too.
_TOKENS_PER_CHARACTER, _TOKENS_AROUND = 1.2, 300
# Statuses by which a server says that it does not know what we ask it for.
_DOES_NOT_KNOW = frozenset({400, 404, 415, 422, 501})


class Ledger(Protocol):
    """The company's budget of tokens."""

    def reserve(self, tokens: int) -> Why | None:
        """Set tokens aside; the reason if that cannot be done."""

    def settle(self, reserved: int, used: int) -> None:
        """Put what a call has cost in the place of what was set aside."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """What became of one request."""

    completion: Completion
    status: int = 0
    retry_after: float | None = None
    again: bool = False


class OpenAIGateway(LanguageModel):
    """A language model behind the guard. Safe to use from any thread.

    Args:
        connection: where it is.
        is_clear: the check, once more, of everything that is about to leave.
        ledger: the monthly budget.
        count: told the use, the outcome, the seconds and the tokens of each call; never a text.
        pause: waits between tries, and says whether to go on.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        is_clear: Callable[[str], bool],
        ledger: Ledger,
        count: Callable[[str, str, float, Completion], None],
        pause: Callable[[float], bool],
    ) -> None:
        self._connection = connection
        self._is_clear = is_clear
        self._ledger = ledger
        self._count = count
        self._pause = pause
        self._places = BoundedSemaphore(_PLACES)
        self._plainness = 0
        self._current: ContextVar[Conversation] = ContextVar("conversation")
        self._client = openai.OpenAI(
            api_key=connection.key,
            base_url=connection.base_url,
            # Theirs are many minutes long and are not counted into any total.
            max_retries=0,
            http_client=openai.DefaultHttpxClient(
                # What may leave may leave to where the company said, and nowhere else.
                follow_redirects=False,
                event_hooks={"request": [self._watch], "response": [self._look]},
                # A new connection each time, so that we see it begin and can end it.
                headers={"Connection": "close", "Accept-Encoding": "identity"},
            ),
        )

    @override
    def ask(self, task: Task, seconds: float) -> Answer | Unavailable:
        start = monotonic()
        completion = self._ask(task, start + seconds)
        outcome = completion.outcome
        said = outcome.why.value if isinstance(outcome, Unavailable) else "answered"
        self._count(task.use, said, monotonic() - start, completion)
        return outcome

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _ask(self, task: Task, give_up_at: float) -> Completion:
        if not all(self._is_clear(material.text.text) for material in task.materials):
            return _none(Why.NOT_CLEAR)
        if not self._places.acquire(timeout=max(0.0, min(1.0, give_up_at - monotonic()))):
            return _none(Why.BUSY)
        try:
            return self._paid(task, give_up_at)
        finally:
            self._places.release()

    def _paid(self, task: Task, give_up_at: float) -> Completion:
        given = material_of(task)
        characters = len(task.instructions.text) + len(given)
        most = int(characters * _TOKENS_PER_CHARACTER) + _TOKENS_AROUND
        most += task.instructions.most_tokens
        if why := self._ledger.reserve(most):
            return _none(why)
        completion = self._try(task, given, give_up_at)
        # Whoever does not say what it cost is believed to have cost all that it could.
        answered = isinstance(completion.outcome, Answer) or completion.tokens
        used = completion.tokens or (most if answered else _spent_anyway(completion, most))
        self._ledger.settle(most, used)
        return completion

    def _try(self, task: Task, given: str, give_up_at: float) -> Completion:
        """Ask until there is an answer, a reason to stop, or no time left."""
        plainness, tries, pause = self._plainness, 0, _FIRST_PAUSE
        while True:
            tried = self._once(task, given, plainness, give_up_at)
            if tried.status in _DOES_NOT_KNOW and plainness < len(FORMS) - 1:
                plainness += 1
                continue
            tries += 1
            wait = pause if tried.retry_after is None else tried.retry_after
            if not tried.again or tries >= _TRIES or monotonic() + wait >= give_up_at:
                break
            if not self._pause(wait):
                break
            pause *= 2
        if tried.status == 0 and isinstance(tried.completion.outcome, Answer):
            # What this server lacks it will lack the next time, too.
            self._plainness = plainness
        return tried.completion

    def _once(self, task: Task, given: str, plainness: int, give_up_at: float) -> _Tried:
        left = give_up_at - monotonic()
        if left <= 0:
            return _Tried(_none(Why.TIME_OUT))
        talk = Conversation()
        with self._cut_after(talk, left):
            try:
                return _Tried(self._send(task, given, plainness, left))
            except (openai.OpenAIError, _RefusedError) as error:
                return _became(talk, error)
            except (httpx2.HTTPError, OSError):
                # In the middle of the answer.
                return _Tried(_none(Why.TIME_OUT if talk.was_cut else Why.FAILED))
            except _TooLargeError:
                return _Tried(_none(Why.TOO_LARGE))

    @contextmanager
    def _cut_after(self, talk: Conversation, seconds: float) -> Iterator[None]:
        token = self._current.set(talk)
        timer = Timer(seconds, talk.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._current.reset(token)

    def _send(self, task: Task, given: str, plainness: int, seconds: float) -> Completion:
        options = FORMS[plainness](task, self._connection)
        with self._client.chat.completions.with_streaming_response.create(
            model=self._connection.model,
            messages=[
                {"role": "system", "content": system_of(task, plainness)},
                {"role": "user", "content": given},
            ],
            timeout=seconds,
            **options,
        ) as response:
            content = bytearray()
            for part in response.iter_bytes(16 * 1024):
                content += part
                if len(content) > MOST_BYTES:
                    raise _TooLargeError
        return read_completion(bytes(content))

    def _watch(self, request: httpx2.Request) -> None:
        request.extensions["trace"] = self._current.get().note

    def _look(self, response: httpx2.Response) -> None:
        """Read of a refusal as much as tells what it is; nothing more of it comes in."""
        talk = self._current.get()
        talk.status = response.status_code
        if response.status_code < 400:
            return
        content = bytearray()
        for part in response.iter_bytes(1024):
            content += part
            if len(content) >= _MOST_ERROR_BYTES:
                break
        talk.error = read_error(bytes(content))
        talk.retry_after = _seconds(response.headers.get("retry-after"))
        raise _RefusedError


class _TooLargeError(Exception):
    """The answer goes on and on."""


class _RefusedError(Exception):
    """The server answered with an error; its words stay where they are."""


def _none(why: Why) -> Completion:
    return Completion(Unavailable(why))


def _spent_anyway(completion: Completion, most: int) -> int:
    """What a failed call may have cost: nothing if it never got through, else all of it."""
    outcome = completion.outcome
    free = {Why.RATE_LIMITED, Why.DENIED, Why.UNREACHABLE}
    return 0 if isinstance(outcome, Unavailable) and outcome.why in free else most


def _became(talk: Conversation, error: Exception) -> _Tried:
    """Say what became of a request that ended in an exception, without its message."""
    if talk.was_cut or isinstance(error, openai.APITimeoutError):
        return _Tried(_none(Why.TIME_OUT))
    status, body = talk.status, talk.error
    if status == 0:
        return _Tried(_none(Why.UNREACHABLE), again=True)
    if body.is_filter:
        return _Tried(_none(Why.FILTERED))
    if status == 429:
        again = not body.is_quota
        return _Tried(_none(Why.RATE_LIMITED), status, talk.retry_after, again=again)
    if status >= 500 and status not in _DOES_NOT_KNOW:
        return _Tried(_none(Why.FAILED), status, talk.retry_after, again=True)
    return _Tried(_none(Why.DENIED if status >= 400 else Why.FAILED), status)


def _seconds(header: str | None) -> float | None:
    try:
        wait = float(header or "")
    except ValueError:
        return None
    return wait if 0 <= wait < 86_400 else None
