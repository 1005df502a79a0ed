"""Acts on buttons, menus, modals and the Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground import pressing, talking
from bot.playground.control.acts_messages import notice_of
from bot.playground.control.entered import entered_value
from bot.playground.control.refusals import RefusalError
from bot.playground.gestures import NotOnScreenError, find_exactly
from bot.playground.surfaces import ephemeral_surface, message_surface, view_surface

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.actors import Actor
    from bot.playground.blockkit.walk import Placed
    from bot.playground.control.acts import Act
    from bot.playground.control.given import Given
    from bot.playground.json_types import Json
    from bot.playground.records import View
    from bot.playground.surfaces import Surface


def _press(actor: Actor, given: Given) -> Json:
    _enter_values(actor, given)
    surface, placed = _placed(actor, given)
    value = entered_value(actor, placed, given.values.get("value"))
    return notice_of(actor, reached=pressing.press(actor, surface, placed, value))


def _options(actor: Actor, given: Given) -> Json:
    surface, placed = _placed(actor, given)
    if "external_select" not in placed.element["type"]:
        raise RefusalError("invalid_arguments")
    offered = pressing.ask_for_options(actor, surface, placed, given.text("typed", ""))
    return {
        "options": offered.get("options") or [],
        "option_groups": offered.get("option_groups") or [],
    }


def _placed(actor: Actor, given: Given) -> tuple[Surface, Placed]:
    """Find the element that is meant, on a surface that is before the person's eyes."""
    surface = _surface(actor, given.table("on"))
    block_id, action_id = given.text("block_id"), given.text("action_id")
    return surface, find_exactly(surface.blocks, block_id, action_id)


def _surface(actor: Actor, on: Mapping[str, object]) -> Surface:
    workspace = actor.slack.workspace
    if "view" in on:
        return view_surface(workspace, _view(actor, str(on["view"])))
    ts, channel = str(on.get("ts")), str(on.get("channel"))
    line = workspace.ephemerals.get(ts)
    if line is not None and (line.user, line.channel) == (actor.id, channel):
        return ephemeral_surface(workspace, line)
    return message_surface(workspace, talking.find_message(actor, ts, channel))


def _view(actor: Actor, ident: str) -> View:
    """Return the view of this id, if it is the modal on top or the person's Home."""
    workspace = actor.slack.workspace
    seen = [*workspace.modals_of(actor.id)[-1:], workspace.home_of(actor.id)]
    for view in seen:
        if view is not None and view.id == ident:
            return view
    raise NotOnScreenError(f"the view {ident} is not on top")


def _modal(actor: Actor, given: Given) -> View:
    view = _view(actor, given.text("view"))
    if view.kind != "modal":
        raise RefusalError("invalid_arguments")
    return view


def _enter_values(actor: Actor, given: Given) -> None:
    """Put into a form whatever came along with the act."""
    values = given.table("values")
    if not values:
        return
    view = _view(actor, str(given.table("on").get("view") or given.values.get("view")))
    placed = [
        (find_exactly(view.source["blocks"], block_id, action_id), value)
        for block_id, of_block in values.items()
        for action_id, value in _table(of_block).items()
    ]
    pressing.enter(actor, view, [(one, entered_value(actor, one, value)) for one, value in placed])


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise RefusalError("invalid_arguments")
    return value


def _fill(actor: Actor, given: Given) -> Json:
    _enter_values(actor, given)
    return {}


def _submit(actor: Actor, given: Given) -> Json:
    _enter_values(actor, given)
    view = _modal(actor, given)
    pressing.submit(actor, view)
    after = actor.slack.workspace.views.get(view.id)
    return {"errors": dict(after.errors) if after else {}}


def _close(actor: Actor, given: Given) -> Json:
    pressing.close(actor, _modal(actor, given), everything=given.flag("everything"))
    return {}


def _open_home(actor: Actor, given: Given) -> Json:
    tab = given.text("tab", "home")
    if tab not in {"home", "messages"}:
        raise RefusalError("invalid_arguments")
    actor.open_home(tab)
    return {}


def _open_pane(actor: Actor, _given: Given) -> Json:
    return {"thread": actor.open_pane()}


ACTS: Final[Mapping[str, Act]] = {
    "press": _press,
    "options": _options,
    "fill": _fill,
    "submit": _submit,
    "close": _close,
    "open_home": _open_home,
    "open_pane": _open_pane,
}
