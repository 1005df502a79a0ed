"""pins.*: messages that the app has pinned to the top of a channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.playground.errors import SlackError
from bot.playground.messages import message_json
from bot.playground.web.access import joined_channel, named_message
from bot.playground.web.call import Call, Method, Methods

if TYPE_CHECKING:
    from bot.playground.json_types import Json

MOST: Final = 100


def _add(call: Call) -> Json:
    message = named_message(call)
    if message.pinned:
        raise SlackError("already_pinned")
    pinned = [one for one in call.workspace.messages_in(message.channel) if one.pinned]
    if len(pinned) >= MOST:
        raise SlackError("permission_denied")
    call.workspace.put(replace(message, pinned=True))
    return {}


def _remove(call: Call) -> Json:
    message = named_message(call)
    if not message.pinned:
        raise SlackError("not_pinned")
    call.workspace.put(replace(message, pinned=False))
    return {}


def _list(call: Call) -> Json:
    channel = joined_channel(call.workspace, call.arguments.text("channel"))
    pinned = [one for one in call.workspace.messages_in(channel.id) if one.pinned]
    return {
        "items": [
            {
                "type": "message",
                "channel": channel.id,
                "message": message_json(call.workspace, one),
                "created": call.workspace.epoch(),
            }
            for one in reversed(pinned)
        ]
    }


METHODS: Final[Methods] = {
    "pins.add": Method(_add, ("channel", "timestamp"), (), ("pins:write",)),
    "pins.remove": Method(_remove, ("channel", "timestamp"), (), ("pins:write",)),
    "pins.list": Method(_list, ("channel",), (), ("pins:read",)),
}
