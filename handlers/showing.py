"""Showing a view to whoever pressed something: opened, or on top of the modal they pressed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.brief_client import brief

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from handlers.views.blocks import Block, Surface

# A trigger lives for three seconds, of which others may have taken one already.
_TRIGGER_SECONDS = 1.5
# What we say about a view, without what Slack adds to it.
_OWN = (
    "type",
    "title",
    "close",
    "submit",
    "callback_id",
    "private_metadata",
    "notify_on_close",
    "clear_on_close",
)


def show_view(client: WebClient, body: Mapping[str, Any], view: Surface) -> None:
    """Open the view; from within a modal push it, so that the one below is still there afterwards.

    Slack keeps three on top of each other; from the third one the new view takes its place.
    """
    if is_on_modal(body) and not has_room(body["view"]):
        replace_view(client, body, view)
        return
    quick = brief(client, _TRIGGER_SECONDS)
    show = quick.views_push if is_on_modal(body) else quick.views_open
    show(trigger_id=body["trigger_id"], view=view)


def replace_view(client: WebClient, body: Mapping[str, Any], view: Surface) -> None:
    """Put the view in the place of the modal in which somebody pressed."""
    brief(client, _TRIGGER_SECONDS).views_update(view_id=body["view"]["id"], view=view)


def replace_block(client: WebClient, body: Mapping[str, Any], block: Block) -> None:
    """Put another block in the place of the one with its id; what people typed stays as it is."""
    view = body["view"]
    blocks = [block if one["block_id"] == block["block_id"] else one for one in view["blocks"]]
    kept = {name: view[name] for name in _OWN if view.get(name)}
    replace_view(client, body, {**kept, "blocks": blocks})


def has_room(view: Mapping[str, Any]) -> bool:
    """Return whether another modal may be put on top: this one is the first or the second."""
    return view.get("previous_view_id") in {None, "", view.get("root_view_id")}


def is_on_modal(body: Mapping[str, Any]) -> bool:
    """Return whether somebody pressed within a modal, not on a message or on Home."""
    return (body.get("view") or {}).get("type") == "modal"
