"""Showing a view to whoever pressed something: opened, or on top of the modal they pressed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.brief_client import brief

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from handlers.views.blocks import Surface

# A trigger lives for three seconds, of which others may have taken one already.
_TRIGGER_SECONDS = 1.5


def show_view(client: WebClient, body: Mapping[str, Any], view: Surface) -> None:
    """Open the view; from within a modal push it, so that the one below is still there afterwards."""
    quick = brief(client, _TRIGGER_SECONDS)
    show = quick.views_push if is_on_modal(body) else quick.views_open
    show(trigger_id=body["trigger_id"], view=view)


def replace_view(client: WebClient, body: Mapping[str, Any], view: Surface) -> None:
    """Put the view in the place of the modal in which somebody pressed."""
    brief(client, _TRIGGER_SECONDS).views_update(view_id=body["view"]["id"], view=view)


def is_on_modal(body: Mapping[str, Any]) -> bool:
    """Return whether somebody pressed within a modal, not on a message or on Home."""
    return (body.get("view") or {}).get("type") == "modal"
