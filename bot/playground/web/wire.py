"""Bad answers on the wire: what a fault looks like to the client at the other end."""

from __future__ import annotations

import contextlib
import json
import select
import socket
from typing import TYPE_CHECKING, Final

from flask import Response, request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.faults import Fault, Faults

# The HTTP status that a fault shows; a connection that is cut shows none.
STATUS: Final[Mapping[str, int]] = {"429": 429, "500": 500, "503": 503}
_LOOK_EVERY: Final = 0.02
_HTML: Final = "<html><body><h1>503 Service Unavailable</h1></body></html>"


def bad_response(fault: Fault, faults: Faults) -> Response:
    """Return, after waiting if need be, the answer that this fault makes of a good one."""
    match fault.kind:
        case "429":
            return json_response(
                {"ok": False, "error": "ratelimited"}, 429, {"Retry-After": f"{fault.seconds:.0f}"}
            )
        case "500":
            return json_response({"ok": False, "error": "internal_error"}, 500)
        case "503":
            return Response(_HTML, 503, mimetype="text/html")
        case "timeout":
            _wait_for_the_client(fault.seconds, faults)
        case _:
            pass
    return _cut()


def json_response(
    body: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, headers, mimetype="application/json")


def _wait_for_the_client(seconds: float, faults: Faults) -> None:
    """Say nothing until the client gives up, the time is over, or the local Slack stops."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    waited = 0.0
    while waited < seconds and not faults.is_stopped:
        readable, _, _ = select.select([connection], [], [], _LOOK_EVERY)
        if readable and not connection.recv(1, socket.MSG_PEEK):
            return
        if readable:
            faults.wait(_LOOK_EVERY)
        waited += _LOOK_EVERY


def _cut() -> Response:
    """Close the connection below the server, which then has nobody left to write to."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    return Response(status=500)
