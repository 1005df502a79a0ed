"""What the body of an acknowledgement does, and what a person sees when it is wrong.

The app never learns that Slack disliked it: the acknowledgement was its answer, and nobody
answers an answer. So whatever is wrong here is reported, for a test to fail on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from bot.playground.answers import say
from bot.playground.blockkit.walk import interactive
from bot.playground.content import Content, read_content
from bot.playground.errors import SlackError
from bot.playground.posting import show_only_to
from bot.playground.records import Message
from bot.playground.slack_says import TROUBLE_CONNECTING, command_failed
from bot.playground.views import change_view, checked, replace_view, show_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.desk import Desk
    from bot.playground.envelopes import Answer
    from bot.playground.json_types import Json
    from bot.playground.records import ResponseUrl, View

_COMMAND_ERRORS: Final[Mapping[str, str]] = {
    "http_timeout": "operation_timeout",
    "connection_failed": "dispatch_failed",
    "http_error": "http_client_error",
}


class _RefusedError(Exception):
    """Slack cannot use this acknowledgement. The message says why."""


def take_command_answer(
    desk: Desk, answer: Answer, address: ResponseUrl, command: str, text: str
) -> None:
    """Show what the app answered to a slash command, or Slack's own line that it failed."""
    if not answer.acknowledged:
        error = _COMMAND_ERRORS[answer.failure]
        if answer.status >= 500:
            error = "http_service_error"
        _fail_command(desk, address, command, error, answer.failure)
        return
    if not answer.body.strip():
        return
    try:
        given = _parsed(answer) if answer.is_json else {"text": answer.body}
        content = read_content(given, desk.workspace.mint)
    except _RefusedError as refusal:
        _fail_command(desk, address, command, "invalid_command_response", str(refusal))
    except SlackError as refusal:
        details = "; ".join(refusal.complaints)
        _fail_command(desk, address, command, refusal.error, details)
    else:
        if given.get("response_type") == "in_channel":
            _show_the_command(desk, address, f"{command} {text}".strip())
        say(desk, address, content, given)


def _show_the_command(desk: Desk, address: ResponseUrl, typed: str) -> None:
    """An answer for everybody makes the command itself visible to everybody, text and all."""
    mint = desk.workspace.mint
    desk.workspace.put(
        Message(address.channel, mint.timestamp(), address.user, typed, mint.number())
    )


def _fail_command(desk: Desk, address: ResponseUrl, command: str, error: str, details: str) -> None:
    desk.report(f"{command}: {error}: {details}")
    content = Content(text=command_failed(command, error))
    show_only_to(desk.workspace, address.user, address.channel, content, by_slack=True)


def take_submission_answer(desk: Desk, answer: Answer, view: View, language: str) -> None:
    """Close, change or stack the modal as the app answered; or tell the person of trouble."""
    try:
        directions = _directions(answer)
        if directions is None:
            desk.workspace.close_view(view)
        else:
            _respond(desk, view, directions)
    except _RefusedError as refusal:
        _trouble(desk, view, language, str(refusal))
    except SlackError as refusal:
        _trouble(desk, view, language, "; ".join([refusal.error, *refusal.complaints]))


def _trouble(desk: Desk, view: View, language: str, details: str) -> None:
    desk.report(f"view_submission {view.source.get('callback_id')}: {details}")
    change_view(desk.workspace, view, notice=TROUBLE_CONNECTING[language])


def _directions(answer: Answer) -> Json | None:
    """Read what the app wants done with the modal; None, from an empty body, wants it closed."""
    if not answer.acknowledged:
        raise _RefusedError(f"not acknowledged: {answer.failure} {answer.status or ''}".strip())
    return _parsed(answer) if answer.body.strip() else None


def _parsed(answer: Answer) -> Json:
    try:
        given = json.loads(answer.body)
    except ValueError as error:
        raise _RefusedError("the body is no JSON") from error
    if not isinstance(given, dict):
        raise _RefusedError("the body is no JSON object")
    return given


def _respond(desk: Desk, view: View, given: Json) -> None:
    workspace = desk.workspace
    match given.get("response_action"):
        case "clear":
            for one in workspace.modals_of(view.user)[:1]:
                workspace.close_view(one)
        case "update":
            replace_view(workspace, view, checked(given.get("view"), "modal"))
        case "push":
            show_view(workspace, view.user, checked(given.get("view"), "modal"), view)
        case "errors":
            change_view(workspace, view, errors=_field_errors(view, given.get("errors")))
        case other:
            raise _RefusedError(f"no such response_action: {other}")


def _field_errors(view: View, errors: object) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise _RefusedError("response_action errors without errors")
    inputs = {
        placed.block_id
        for placed in interactive(view.source["blocks"])
        if placed.block["type"] == "input"
    }
    for block_id, text in errors.items():
        if block_id not in inputs:
            raise _RefusedError(f"an error for {block_id}, which is no input block of the view")
        if not isinstance(text, str) or not text.strip():
            raise _RefusedError(f"the error for {block_id} is no text")
    return dict(errors)
