"""Files that the app sends: an address for the content first, then the word to whom it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, request

from bot.playground.blockkit.rules import length
from bot.playground.content import Content
from bot.playground.errors import SlackError
from bot.playground.posting import post_as_bot
from bot.playground.uploads import upload
from bot.playground.web.access import writable_channel
from bot.playground.web.call import Call, Method, Methods
from bot.playground.workspace import BOT_USER_ID

if TYPE_CHECKING:
    from bot.playground.desk import Desk
    from bot.playground.json_types import Json

UPLOADS: Final = "upload/v1"
_MOST_BYTES: Final = 1_000_000_000


def take_content(desk: Desk, key: str) -> Response:
    """Take the content of a file that was announced; the address itself is the permission."""
    # Before anything looks at the form: slack_sdk sends the bare bytes and calls them one.
    content = request.get_data(cache=True, parse_form_data=False)
    if request.mimetype == "multipart/form-data":
        parts = list(request.files.values())
        content = parts[0].read() if parts else b""
    workspace = desk.workspace
    with workspace.lock:
        announced = workspace.announced.get(key)
        if announced is None:
            return Response("not found", 404, mimetype="text/plain")
        if len(content) != announced["length"]:
            return Response("wrong length", 400, mimetype="text/plain")
        workspace.contents[key] = content
    return Response(f"OK - {len(content)}", mimetype="text/plain")


def _get_url(call: Call) -> Json:
    name, written = call.arguments.text("filename"), call.arguments.text("length")
    if not written.isdecimal() or not 0 < int(written) <= _MOST_BYTES:
        raise SlackError("invalid_arguments", ["length must be a positive number of bytes"])
    ident = call.workspace.mint.identifier("F")
    call.workspace.announced[ident] = {"name": name, "length": int(written)}
    return {"upload_url": call.desk.upload_url(ident), "file_id": ident}


def _complete(call: Call) -> Json:
    workspace = call.workspace
    try:
        given = call.arguments.structure("files")
    except ValueError:
        given = None
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise SlackError("invalid_arguments", ["files must be a list of objects"])
    for one in given:
        if one.get("id") not in workspace.announced or one["id"] not in workspace.contents:
            raise SlackError("file_not_found")
    channel = call.arguments.text("channel_id")
    room = writable_channel(workspace, channel) if channel else None
    files = [_kept(call, one) for one in given]
    if room is not None:
        _share(call, room.id, files)
    return {"files": files}


def _kept(call: Call, given: Json) -> Json:
    workspace = call.workspace
    announced = workspace.announced.pop(given["id"])
    content = workspace.contents[given["id"]]
    bot = workspace.members[BOT_USER_ID]
    return upload(
        workspace,
        bot,
        announced["name"],
        content,
        call.desk.address(),
        ident=given["id"],
        title=str(given.get("title") or ""),
    )


def _share(call: Call, channel: str, files: list[Json]) -> None:
    comment = call.arguments.text("initial_comment")
    if length(comment) > 40_000:
        raise SlackError("msg_too_long")
    content = Content(text=comment, files=tuple(files))
    post_as_bot(call.desk, channel, content, call.arguments.text("thread_ts"))


METHODS: Final[Methods] = {
    "files.getUploadURLExternal": Method(
        _get_url, ("filename", "length"), ("alt_txt", "snippet_type"), ("files:write",)
    ),
    "files.completeUploadExternal": Method(
        _complete,
        ("files",),
        ("channel_id", "channels", "initial_comment", "thread_ts", "blocks"),
        ("files:write",),
    ),
}
