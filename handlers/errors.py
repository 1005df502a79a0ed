"""What happens when a listener fails: the person is told, the log shows where, nobody sees the text."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from handlers.askers import language_of_member
from handlers.brief_client import brief
from handlers.error_log import outline, report
from handlers.payloads import read_sender
from handlers.slack_text import encode
from handlers.views.errors import error_modal
from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext, BoltRequest
    from slack_sdk import WebClient

    from handlers.services import Services

log = logging.getLogger(__name__)

_TELLING_SECONDS = 2
_LAST_RETRY = 3
# Slack's error code -> what we say about it. All of these happen in normal operation.
_EXPECTED = {
    "expired_trigger_id": "error.expired_trigger",
    "exchanged_trigger_id": "error.expired_trigger",
    "trigger_expired": "error.expired_trigger",
    "channel_not_found": "error.not_reachable",
    "not_in_channel": "error.not_reachable",
    "is_archived": "error.not_reachable",
    "ratelimited": "error.busy",
}
_PASSING = frozenset({"error.busy", "error.slow", "error.database"})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request failed: what to say (a key of the catalogue) with which reference number."""

    says: str
    reference: str = ""

    @property
    def values(self) -> dict[str, str]:
        return {"reference": self.reference} if self.reference else {}

    @property
    def passes(self) -> bool:
        """Return whether the same request may succeed a little later."""
        return self.says in _PASSING


def register(app: App, services: Services) -> None:
    """Take over every exception that a listener or middleware did not expect."""

    def on_error(
        error: Exception,
        body: dict[str, Any],
        client: WebClient,
        context: BoltContext,
        request: BoltRequest,
    ) -> BoltResponse:
        failure = _understand(error)
        if "event" in body and failure.passes and _retries(request) < _LAST_RETRY:
            # Not acknowledged, so Slack brings it again; the person hears of it only when no
            # delivery is left that could still succeed.
            return BoltResponse(status=503, body="")
        return reply(services, body, client, context, failure)

    app.error(on_error)


def reply(
    services: Services,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    failure: Failure,
) -> BoltResponse:
    """Tell the person, in their language and only them, and return the answer for Slack.

    The answer to the request itself is used where Slack shows it, then the request's own reply
    address, then a direct message: the first two work in rooms where we are no member.
    """
    member = read_sender(body, context).member
    voice = services.texts.voice(language_of_member(services, member))
    said = voice(failure.says, **failure.values)
    kind = body.get("type")
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": encode(said)})
    if kind == "view_submission":
        answer = {"response_action": "update", "view": error_modal(said, voice)}
        return BoltResponse(status=200, body=answer)
    if kind == "block_suggestion":
        return BoltResponse(status=200, body={"options": []})
    if kind != "view_closed" and member:
        _tell(client, member, said, body.get("response_url"))
    return BoltResponse(status=200, body="")


def _understand(error: Exception) -> Failure:
    says = None
    if isinstance(error, DatabaseUnavailable):
        says = "error.database"
    elif isinstance(error, SlackApiError):
        code = str(error.response.get("error", ""))
        says = "error.slow" if error.response.status_code >= 500 else _EXPECTED.get(code)
    elif isinstance(error, (OSError, HTTPException)):
        says = "error.slow"
    if says is None:
        return Failure("error.unexpected", report(error))
    log.warning("%s: %s", says, outline(error))
    return Failure(says)


def _tell(client: WebClient, member: str, said: str, response_url: str | None) -> None:
    text = encode(said)
    try:
        if response_url:
            hook = WebhookClient(response_url, timeout=_TELLING_SECONDS, retry_handlers=[])
            hook.send(text=text, response_type="ephemeral", replace_original=False)
        else:
            brief(client, _TELLING_SECONDS).chat_postMessage(channel=member, text=text)
    except (SlackClientError, HTTPException, OSError) as error:
        log.warning("cannot tell a person about a failure: %s", type(error).__name__)


def _retries(request: BoltRequest) -> int:
    said = request.headers.get("x-slack-retry-num") or ["0"]
    return int(said[0]) if said[0].isdecimal() else 0
