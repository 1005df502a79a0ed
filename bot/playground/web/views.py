"""views.*: opening, changing and stacking modals, and publishing the Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.blockkit.rules import complaint
from bot.playground.errors import SlackError, missing
from bot.playground.permits import spend_trigger
from bot.playground.views import checked, publish_home, replace_view, show_view, view_json
from bot.playground.web.access import known_member
from bot.playground.web.call import Call, Method, Methods

if TYPE_CHECKING:
    from bot.playground.json_types import Json
    from bot.playground.records import View


def _view(call: Call, *kinds: str) -> Json:
    try:
        given = call.arguments.structure("view")
    except ValueError as error:
        raise SlackError("invalid_arguments", ["failed to parse the view as JSON"]) from error
    return checked(given, *kinds)


def _open(call: Call) -> Json:
    # The view is judged first: a refused one leaves its trigger good for another try.
    source = _view(call, "modal")
    trigger = spend_trigger(call.workspace, call.arguments.text("trigger_id"))
    return {"view": view_json(show_view(call.workspace, trigger.user, source))}


def _push(call: Call) -> Json:
    source = _view(call, "modal")
    trigger = spend_trigger(call.workspace, call.arguments.text("trigger_id"))
    below = call.workspace.views.get(trigger.view)
    if below is None or below.kind != "modal":
        raise SlackError(
            "invalid_arguments",
            [complaint("must match the `type` of the root view", "/view/type")],
        )
    return {"view": view_json(show_view(call.workspace, trigger.user, source, below))}


def _update(call: Call) -> Json:
    ident, external = call.arguments.text("view_id"), call.arguments.text("external_id")
    if not ident and not external:
        raise missing("view_id")
    old = _existing(call, ident, external)
    source = _view(call, old.kind)
    _hash_is_current(call, old)
    return {"view": view_json(replace_view(call.workspace, old, source))}


def _existing(call: Call, ident: str, external: str) -> View:
    for view in call.workspace.views.values():
        if view.id == ident or (external and view.external_id == external):
            return view
    # Never opened, or the person has closed it meanwhile.
    raise SlackError("not_found")


def _hash_is_current(call: Call, old: View | None) -> None:
    given = call.arguments.text("hash")
    if given and (old is None or old.hash != given):
        raise SlackError("hash_conflict")


def _publish(call: Call) -> Json:
    member = known_member(call.workspace, call.arguments.text("user_id"))
    source = _view(call, "home")
    _hash_is_current(call, call.workspace.home_of(member.id))
    return {"view": view_json(publish_home(call.workspace, member.id, source))}


METHODS: Final[Methods] = {
    "views.open": Method(_open, ("trigger_id", "view")),
    "views.push": Method(_push, ("trigger_id", "view")),
    "views.update": Method(_update, ("view",), ("view_id", "external_id", "hash")),
    "views.publish": Method(_publish, ("user_id", "view"), ("hash",)),
}
