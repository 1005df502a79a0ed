"""files.info, and the addresses from which an app gets a file's content with its token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, request

from bot.playground.errors import SlackError
from bot.playground.recording import RecordedCall
from bot.playground.web.call import Call, Method, Methods
from bot.playground.web.wire import STATUS, bad_response
from bot.playground.workspace import DOMAIN

if TYPE_CHECKING:
    from bot.playground.desk import Desk
    from bot.playground.faults import Fault, Faults
    from bot.playground.json_types import Json
    from bot.playground.recording import Recording

DOWNLOAD: Final = "files.download"
"""The name of a download among calls and faults; it is no method of the Web API."""


def send_content(desk: Desk, faults: Faults, recording: Recording, ident: str) -> Response:
    """Answer a request for the content of a file."""
    with recording.under_way():
        recording.note_request(f"{request.method} {request.path}", b"")
        fault = faults.take(DOWNLOAD)
        if fault is not None and fault.kind == "delay":
            faults.wait(fault.seconds)
            fault = None
        response = _content(desk, ident)
        status = STATUS.get(fault.kind, 0) if fault else response.status_code
        recording.note_call(_call(desk, ident, status, fault))
        return bad_response(fault, faults) if fault else response


def _call(desk: Desk, ident: str, status: int, fault: Fault | None) -> RecordedCall:
    answer: Json = {"ok": status == 200}
    kind = fault.kind if fault else ""
    return RecordedCall(DOWNLOAD, {"file": ident}, answer, status, desk.workspace.mint.now(), kind)


def _content(desk: Desk, ident: str) -> Response:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token != desk.bot_token or "files:read" not in desk.scopes:
        # Not an error: whoever is not known shall sign in, as a person would.
        return Response("", 302, {"Location": f"https://{DOMAIN}.slack.com/?redir=%2F"})
    with desk.workspace.lock:
        file = desk.workspace.files.get(ident)
        content = desk.workspace.contents.get(ident)
    if file is None or content is None:
        return Response("<html><body>404</body></html>", 404, mimetype="text/html")
    return Response(content, mimetype=str(file["mimetype"]))


def _info(call: Call) -> Json:
    file = call.workspace.files.get(call.arguments.text("file"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS: Final[Methods] = {
    "files.info": Method(_info, ("file",), ("count", "cursor", "limit", "page"), ("files:read",)),
}
