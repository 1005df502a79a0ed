"""The HTTP side of the local Slack: `/api/<method>`, and the answering URLs of gestures."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, got_request_exception, request

from bot.playground.answers import answer_gesture
from bot.playground.errors import APP_IS_WRONG, SlackError
from bot.playground.exchanges import Exchange
from bot.playground.recording import RecordedCall
from bot.playground.uploads import FILES
from bot.playground.web import (
    assistant,
    chat,
    conversations,
    files,
    people,
    pins,
    reactions,
    uploading,
    views,
)
from bot.playground.web.arguments import Arguments, read_arguments
from bot.playground.web.call import Call, Method, Methods, perform
from bot.playground.web.wire import STATUS, bad_response, json_response
from bot.playground.workspace import TEAM_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.desk import Desk
    from bot.playground.exchanges import Exchanges
    from bot.playground.faults import Faults
    from bot.playground.json_types import Json
    from bot.playground.recording import Recording

METHODS: Final[Methods] = {
    **people.METHODS,
    **conversations.METHODS,
    **chat.METHODS,
    **views.METHODS,
    **reactions.METHODS,
    **files.METHODS,
    **uploading.METHODS,
    **pins.METHODS,
    **assistant.METHODS,
}
RESPONSE_URL: Final = "response_url"


@dataclass(frozen=True)
class Office:
    """What the HTTP side needs beside the desk: the faults to come and the book of calls."""

    desk: Desk
    faults: Faults
    recording: Recording
    exchanges: Exchanges


def create_web_api(office: Office) -> Flask:
    """Return the application; it serves any number of threads."""
    app = Flask("annai-local-slack", static_folder=None)

    @app.route("/api/<method>", methods=["GET", "POST"])
    def web_api(method: str) -> Response:
        response = _handle(office, method, lambda given: _call_method(office.desk, method, given))
        # Slack names the token's scopes with every answer; auth.test is where apps look.
        response.headers["x-oauth-scopes"] = ",".join(sorted(office.desk.scopes))
        return response

    @app.post(f"/actions/{TEAM_ID}/<path:key>")
    def response_url(key: str) -> Response:
        def answer(given: Json) -> Json:
            answer_gesture(office.desk, key, given)
            return {"ok": True}

        return _handle(office, RESPONSE_URL, answer)

    @app.get(f"/{FILES}/{TEAM_ID}-<ident>/download/<path:name>")
    def download(ident: str, name: str) -> Response:  # noqa: ARG001 - it is part of the address
        begun = time.perf_counter()
        response = files.send_content(office.desk, office.faults, office.recording, ident)
        status = response.status_code
        asked, said = {"file": ident}, {"bytes": response.content_length}
        took = time.perf_counter() - begun
        office.exchanges.note(
            Exchange("bot", "download", files.DOWNLOAD, asked, said, took, status == 200, status)
        )
        return response

    @app.post(f"/{uploading.UPLOADS}/<key>")
    def take_content(key: str) -> Response:
        with office.recording.under_way():
            response = uploading.take_content(office.desk, key)
            office.recording.note_request(_head(), request.get_data())
            return response

    def local_slack_failed(_sender: object, exception: BaseException, **_more: object) -> None:
        office.desk.report(f"the local Slack itself failed at {request.path}: {exception!r}")

    # Kept alive by the closure: the signal holds only a weak reference.
    app.extensions["annai_failures"] = local_slack_failed
    got_request_exception.connect(local_slack_failed, app)
    return app


def _handle(office: Office, name: str, answer: Callable[[Json], Json]) -> Response:
    begun = time.perf_counter()
    with office.recording.under_way():
        body = request.get_data()
        office.recording.note_request(_head(), body)
        fault = office.faults.take(name)
        if fault is not None and fault.kind == "delay":
            office.faults.wait(fault.seconds)
            fault = None
        performs = fault is None or fault.happened
        arguments, answered, status = _answer(office.desk, name, answer if performs else _lose)
        if fault is not None:
            status = STATUS.get(fault.kind, 0)
        shown = {key: value for key, value in arguments.items() if key != "token"}
        kind = RESPONSE_URL if name == RESPONSE_URL else "call"
        took = time.perf_counter() - begun
        well = answered.get("ok") is True and fault is None
        office.exchanges.note(Exchange("bot", kind, name, shown, answered, took, well, status))
        # Before the answer goes out, so that who has the answer finds the call in the book.
        office.recording.note_call(
            RecordedCall(
                name,
                shown,
                answered,
                status,
                office.desk.workspace.mint.now(),
                fault.kind if fault else "",
                body,
            )
        )
        return bad_response(fault, office.faults) if fault else json_response(answered, status)


def _lose(_given: Json) -> Json:
    """Stand for the method in a call that does not reach it."""
    return {"ok": False, "error": "lost"}


def _head() -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in request.headers.items())
    return f"{request.method} {request.full_path}\n{headers}"


def _answer(desk: Desk, name: str, answer: Callable[[Json], Json]) -> tuple[Json, Json, int]:
    """Return the arguments, Slack's answer and the HTTP status."""
    given: Json = {}
    try:
        given = read_arguments(request)
        return given, answer(given), 200
    except SlackError as refusal:
        if refusal.error in APP_IS_WRONG:
            details = "; ".join(refusal.complaints)
            desk.report(f"{name}: {refusal.error}{f': {details}' if details else ''}")
        # The Web API says no with status 200; an answering URL says it with 404.
        return given, refusal.answer(), 404 if name == RESPONSE_URL else 200


def _call_method(desk: Desk, name: str, given: Json) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    header = request.headers.get("Authorization", "")
    token = header.removeprefix("Bearer ") or str(given.get("token") or "")
    answered = perform(method, Call(desk, Arguments(given)), token)
    _report_unknown_arguments(desk, name, method, given)
    return answered


def _report_unknown_arguments(desk: Desk, name: str, method: Method, given: Json) -> None:
    """Slack ignores what it does not know, so a misspelt argument is never noticed there."""
    # slack_sdk adds the team to every call of a client that knows it.
    unknown = set(given) - {"token", "team_id", *method.required, *method.optional}
    for argument in sorted(unknown):
        desk.report(f"{name}: Slack ignores the argument {argument}")
