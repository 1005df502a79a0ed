"""What a gesture permits the app to do: one modal within 3 seconds, five answers in 30 minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.playground.errors import SlackError
from bot.playground.records import ResponseUrl, Trigger

if TYPE_CHECKING:
    from bot.playground.workspace import Workspace

TRIGGER_LIFE: Final = timedelta(seconds=3)
ANSWER_LIFE: Final = timedelta(minutes=30)
ANSWERS: Final = 5


def issue_trigger(workspace: Workspace, user: str, view: str = "") -> str:
    """Return a new trigger id; `view` is the modal in which the gesture happened, if any."""
    with workspace.lock:
        mint = workspace.mint
        ident = f"{mint.number():011d}.{mint.number():011d}.{mint.number():032x}"
        workspace.triggers[ident] = Trigger(ident, user, mint.now(), view)
    return ident


def spend_trigger(workspace: Workspace, ident: str) -> Trigger:
    """Exchange a trigger.

    Raises:
        SlackError: there is none of this id, it was exchanged before, or the 3 s are over. They
            are counted by the workspace's clock, so a test ages a trigger by moving the clock.
    """
    with workspace.lock:
        trigger = workspace.triggers.get(ident)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.spent:
            raise SlackError("exchanged_trigger_id")
        if workspace.mint.now() - trigger.at > TRIGGER_LIFE:
            raise SlackError("expired_trigger_id")
        workspace.triggers[ident] = replace(trigger, spent=True)
    return trigger


def issue_response_url(
    workspace: Workspace, user: str, channel: str, original_ts: str = "", *, ephemeral: bool = False
) -> ResponseUrl:
    """Return a new answering address for one gesture."""
    with workspace.lock:
        key = f"{workspace.mint.number():011d}/{workspace.mint.number():024d}"
        address = ResponseUrl(key, user, channel, workspace.mint.now(), 0, original_ts, ephemeral)
        workspace.response_urls[key] = address
    return address


def use_response_url(workspace: Workspace, key: str) -> ResponseUrl:
    """Count one use.

    Raises:
        SlackError: unknown address, too old, or used five times already.
    """
    with workspace.lock:
        address = workspace.response_urls.get(key)
        if address is None or workspace.mint.now() - address.at > ANSWER_LIFE:
            raise SlackError("expired_url")
        if address.uses >= ANSWERS:
            raise SlackError("used_url")
        workspace.response_urls[key] = replace(address, uses=address.uses + 1)
    return address
