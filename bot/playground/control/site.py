"""The addresses of the playground: the page, and the control API below it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.playground.changes import TooManyWatchersError
from bot.playground.control.acts import act
from bot.playground.control.clock import move_clock
from bot.playground.control.given import Given
from bot.playground.control.guard import is_ours, protect
from bot.playground.control.inspector import MOST as MOST_EXCHANGES
from bot.playground.control.inspector import exchanges_since
from bot.playground.control.reading import MOST as MOST_MESSAGES
from bot.playground.control.reading import messages_before, send_file
from bot.playground.control.refusals import RefusalError
from bot.playground.control.state import state_before
from bot.playground.web.wire import json_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from bot.playground.actors import Actor
    from bot.playground.control.desktop import Desktop
    from bot.playground.json_types import Json
    from bot.playground.workspace import Workspace

LONGEST_WAIT: Final = 20.0
# Twenty megabytes of files are a third more as base64.
_MOST_BYTES: Final = 28_000_000
_PAGE_FILES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def add_control(web: Flask, desktop: Desktop) -> None:
    """Put the page and the control API beside the Web API, and guard all of them."""

    @web.before_request
    def only_ours() -> Response | None:
        if not is_ours(request):
            return json_response({"ok": False, "error": "not_ours"}, 403)
        # Read by hand below; a form or plain text is what another site could send unasked.
        if request.method == "POST" and request.path.startswith("/control/"):
            request.max_content_length = _MOST_BYTES
            if request.mimetype != "application/json":
                return json_response({"ok": False, "error": "json_only"}, 415)
        return None

    web.after_request(protect)
    web.register_blueprint(_page())
    web.register_blueprint(_looks(desktop))
    web.register_blueprint(_acts(desktop))


def _page() -> Blueprint:
    page = Blueprint("page", __name__)

    @page.get("/")
    def index() -> Response:
        return _page_file("index.html")

    @page.get("/page/<name>")
    def part(name: str) -> Response:
        return _page_file(name)

    return page


def _page_file(name: str) -> Response:
    kind = _PAGE_FILES.get(name[name.rfind(".") :])
    file = files("bot.playground") / "page" / name
    # The router lets no slash through, so the name cannot lead out of the folder.
    if kind is None or "\\" in name or not file.is_file():
        return json_response({"ok": False, "error": "not_found"}, 404)
    return Response(file.read_bytes(), content_type=kind)


def _looks(desktop: Desktop) -> Blueprint:
    looks = Blueprint("looks", __name__, url_prefix="/control")
    workspace = desktop.slack.workspace

    @looks.get("/state")
    def state() -> Response:
        actor = desktop.slack.actor(request.args.get("as", "")) or desktop.slack.people[0]
        return json_response(state_before(desktop, actor))

    @looks.get("/messages")
    def messages() -> Response:
        limit = _number("limit", 200, MOST_MESSAGES)
        return _answer(
            desktop,
            lambda actor, given: messages_before(
                workspace, actor.id, given.text("channel"), given.text("thread", ""), limit
            ),
        )

    @looks.get("/changes")
    def changes() -> Response:
        since = _number("since", 0, 10**12)
        return _answer(desktop, lambda _actor, _given: {"version": _wait(workspace, since)})

    @looks.get("/calls")
    def calls() -> Response:
        since, limit = _number("since", 0, 10**12), _number("limit", 200, MOST_EXCHANGES)
        return json_response(exchanges_since(desktop, since, limit))

    @looks.get("/file/<ident>")
    def file(ident: str) -> Response:
        actor = desktop.slack.actor(request.args.get("as", ""))
        return send_file(workspace, actor.id if actor else "", ident)

    return looks


def _wait(workspace: Workspace, since: int) -> int:
    try:
        return workspace.changes.wait(since, LONGEST_WAIT)
    except TooManyWatchersError as error:
        raise RefusalError("too_many_watchers") from error


def _acts(desktop: Desktop) -> Blueprint:
    acts = Blueprint("acts", __name__, url_prefix="/control")

    @acts.post("/act")
    def do() -> Response:
        return _answer(desktop, lambda actor, given: act(actor, given.text("do", ""), given))

    @acts.get("/clock")
    def clock() -> Response:
        return json_response({"ok": True, "clock": desktop.clock.shown()})

    @acts.post("/clock")
    def move() -> Response:
        return _answer(desktop, lambda _, given: move_clock(desktop, given))

    return acts


def _answer(desktop: Desktop, answer: Callable[[Actor, Given], Json]) -> Response:
    """Answer as the person who acts; a refusal is said in their language."""
    people = desktop.slack.people
    language = people[0].language
    try:
        given = Given(_sent())
        actor = _person(desktop, given.text("as", people[0].id))
        language = actor.language
        return json_response(answer(actor, given))
    except RefusalError as refusal:
        said = {"ok": False, "error": refusal.code, "message": refusal.explain(language)}
        return json_response(said, refusal.status)


def _person(desktop: Desktop, ident: str) -> Actor:
    actor = desktop.slack.actor(ident)
    if actor is None:
        raise RefusalError("no_such_person")
    return actor


def _sent() -> Json:
    if request.method == "GET":
        return request.args.to_dict()
    try:
        sent = json.loads(request.get_data())
    except RequestEntityTooLarge as error:
        raise RefusalError("too_large") from error
    except (ValueError, RecursionError) as error:
        raise RefusalError("invalid_arguments") from error
    if not isinstance(sent, dict):
        raise RefusalError("invalid_arguments")
    return sent


def _number(name: str, default: int, most: int) -> int:
    given = request.args.get(name, "")
    return min(int(given[:15]), most) if given.isascii() and given.isdecimal() else default
