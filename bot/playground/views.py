"""Open modals and Home tabs: how Slack keeps, replaces and shows them to the app."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.playground.blockkit.stored import as_stored
from bot.playground.blockkit.views import complaints_about_view, is_too_large
from bot.playground.blockkit.walk import interactive
from bot.playground.errors import SlackError
from bot.playground.forms import state_values
from bot.playground.records import View
from bot.playground.workspace import APP_ID, BOT_ID, TEAM_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.json_types import Json
    from bot.playground.workspace import Workspace

STACK: Final = 3


def checked(view: object, *kinds: str) -> Json:
    """Return the view if Slack would take it.

    Raises:
        SlackError: `invalid_arguments` with every complaint, or `view_too_large`.
    """
    complaints = complaints_about_view(view, *kinds)
    if complaints or not isinstance(view, dict):
        raise SlackError("invalid_arguments", complaints)
    if is_too_large(view):
        raise SlackError("view_too_large")
    return view


def show_view(workspace: Workspace, user: str, source: Json, below: View | None = None) -> View:
    """Put a checked view before a person, on top of `below` if that is given.

    Raises:
        SlackError: the stack is full, or the external id is taken.
    """
    with workspace.lock:
        if below is not None:
            stack = [one for one in workspace.modals_of(user) if one.root == below.root]
            if len(stack) >= STACK:
                raise SlackError("push_limit_reached")
        _external_id_is_free(workspace, source)
        ident = workspace.mint.identifier("V")
        view = View(
            ident,
            user,
            _kept(workspace, source),
            _new_hash(workspace),
            workspace.mint.number(),
            root=below.root if below else ident,
            previous=below.id if below else "",
        )
        workspace.views[ident] = view
    return view


def replace_view(workspace: Workspace, old: View, source: Json) -> View:
    """Put a checked view in the place of another, keeping what the person has typed.

    What was typed survives only where block_id and action_id are the same as before.
    """
    with workspace.lock:
        _external_id_is_free(workspace, source, but_for=old.id)
        kept = _kept(workspace, source)
        there = {(placed.block_id, placed.action_id) for placed in interactive(kept["blocks"])}
        view = replace(
            old,
            source=kept,
            hash=_new_hash(workspace),
            order=workspace.mint.number(),
            drafts={key: state for key, state in old.drafts.items() if key in there},
            errors={},
            notice="",
        )
        workspace.views[old.id] = view
    return view


def publish_home(workspace: Workspace, user: str, source: Json) -> View:
    with workspace.lock:
        old = workspace.home_of(user)
        return replace_view(workspace, old, source) if old else show_view(workspace, user, source)


def change_view(workspace: Workspace, view: View, **changes: Any) -> View:  # noqa: ANN401 -- the fields of View
    """Note what happened to a view on the person's side: typing, errors, a notice."""
    with workspace.lock:
        changed = replace(
            workspace.views.get(view.id, view), order=workspace.mint.number(), **changes
        )
        if view.id in workspace.views:
            workspace.views[view.id] = changed
    return changed


def view_json(view: View) -> Json:
    """Return the view as the app gets it, in answers and in payloads."""
    shown: Mapping[str, object] = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **{name: value for name, value in view.source.items() if value is not None},
    }
    modal = {"close": None, "submit": None, "clear_on_close": False, "notify_on_close": False}
    return {
        "id": view.id,
        "team_id": TEAM_ID,
        **(modal if view.kind == "modal" else {}),
        **shown,
        "state": {"values": state_values(view.source["blocks"], view.drafts)},
        "hash": view.hash,
        "previous_view_id": view.previous or None,
        "root_view_id": view.root,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }


def _kept(workspace: Workspace, source: Json) -> Json:
    return {**source, "blocks": as_stored(source["blocks"], workspace.mint)}


def _new_hash(workspace: Workspace) -> str:
    return f"{workspace.epoch()}.{workspace.mint.number():08x}"


def _external_id_is_free(workspace: Workspace, source: Json, but_for: str = "") -> None:
    wanted = source.get("external_id")
    if not wanted:
        return
    for view in workspace.views.values():
        if view.external_id == wanted and view.id != but_for:
            raise SlackError("duplicate_external_id")
