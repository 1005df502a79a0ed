"""How Annai calls Slack: bounded waiting, bounded retries, nothing visible sent twice."""

from __future__ import annotations

from socket import gaierror
from typing import TYPE_CHECKING
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.http_retry import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler
from typing_extensions import override

if TYPE_CHECKING:
    from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryHandler, RetryState

# A second call of these shows a second thing to a person. After a broken connection or a 500
# nobody knows whether the first one arrived, so the library must not repeat them for us.
_CREATES = frozenset(
    {
        "bookmarks.add",
        "chat.meMessage",
        "chat.postEphemeral",
        "chat.postMessage",
        "chat.scheduleMessage",
        "conversations.create",
        "files.completeUploadExternal",
        "reminders.add",
        "views.push",
    }
)
_LISTENER_TIMEOUT = 5
# A listener has three seconds in all; a longer pause is for those who can wait outside of one.
_LONGEST_PAUSE = 2


def _creates(request: HttpRequest) -> bool:
    return request.url.partition("?")[0].rsplit("/", 1)[-1] in _CREATES


class _ConnectionRetry(ConnectionErrorRetryHandler):
    @override
    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        never_arrived = isinstance(error, URLError) and isinstance(
            error.reason, (ConnectionRefusedError, gaierror)
        )
        if _creates(request) and not never_arrived:
            return False
        return super()._can_retry(state=state, request=request, response=response, error=error)


class _ServerErrorRetry(ServerErrorRetryHandler):
    @override
    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if _creates(request):
            return False
        return super()._can_retry(state=state, request=request, response=response, error=error)


class _BriefRateLimitRetry(RateLimitErrorRetryHandler):
    @override
    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if not super()._can_retry(state=state, request=request, response=response, error=error):
            return False
        waits = [
            wait
            for name, values in (response.headers if response else {}).items()
            if name.lower() == "retry-after"
            for wait in values
        ]
        return all(wait.isdecimal() and int(wait) <= _LONGEST_PAUSE for wait in waits)


def web_client(
    api_url: str, token: str | None, *, timeout: int = _LISTENER_TIMEOUT, retries: bool = True
) -> WebClient:
    """Return a client of Slack's Web API.

    Args:
        api_url: Slack's address, or that of a stand-in.
        token: the bot's token; None when each call brings its own.
        timeout: seconds for one try.
        retries: False when the caller wants the truth of one try.
    """
    handlers: list[RetryHandler] = []
    if retries:
        handlers = [_ConnectionRetry(), _BriefRateLimitRetry(), _ServerErrorRetry()]
    return WebClient(token=token, base_url=api_url, timeout=timeout, retry_handlers=handlers)
