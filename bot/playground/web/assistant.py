"""assistant.threads.*: what the app shows around a conversation in its assistant pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.blockkit.rules import length
from bot.playground.errors import SlackError
from bot.playground.web.access import joined_channel
from bot.playground.web.call import Call, Method, Methods

if TYPE_CHECKING:
    from bot.playground.json_types import Json

PROMPTS: Final = 4
_TITLE: Final = 255


def _pane(call: Call) -> Json:
    """Return what the pane of this thread shows; a DM with the app is the only place for one."""
    channel = joined_channel(call.workspace, call.arguments.text("channel_id"))
    if channel.kind != "im":
        raise SlackError("method_not_supported_for_channel_type")
    thread = call.arguments.text("thread_ts")
    if thread and (channel.id, thread) not in call.workspace.messages:
        raise SlackError("thread_not_found")
    return call.workspace.panes.get((channel.id, thread), {})


def _show(call: Call, changed: Json) -> Json:
    pane = _pane(call)
    place = (call.arguments.text("channel_id"), call.arguments.text("thread_ts"))
    call.workspace.panes[place] = pane | changed
    return {}


def _set_status(call: Call) -> Json:
    return _show(call, {"status": call.arguments.text("status")})


def _set_title(call: Call) -> Json:
    title = call.arguments.text("title")
    if length(title) > _TITLE:
        raise SlackError("invalid_arguments", [f"title must be at most {_TITLE} characters"])
    return _show(call, {"title": title})


def _set_prompts(call: Call) -> Json:
    try:
        prompts = call.arguments.structure("prompts")
    except ValueError:
        prompts = None
    if not isinstance(prompts, list) or not 0 < len(prompts) <= PROMPTS:
        raise SlackError("invalid_arguments", [f"prompts must be a list of 1 to {PROMPTS}"])
    for one in prompts:
        if not isinstance(one, dict) or not one.get("title") or not one.get("message"):
            raise SlackError("invalid_arguments", ["a prompt needs `title` and `message`"])
    return _show(call, {"prompts": prompts, "prompts_title": call.arguments.text("title")})


_PLACE: Final = ("channel_id", "thread_ts")
_SCOPE: Final = ("assistant:write", "chat:write")

METHODS: Final[Methods] = {
    # An empty status clears the line, so it is not required to say something.
    "assistant.threads.setStatus": Method(
        _set_status, _PLACE, ("status", "loading_messages"), _SCOPE
    ),
    "assistant.threads.setTitle": Method(_set_title, (*_PLACE, "title"), (), _SCOPE),
    "assistant.threads.setSuggestedPrompts": Method(
        _set_prompts, ("channel_id", "prompts"), ("thread_ts", "title"), _SCOPE
    ),
}
