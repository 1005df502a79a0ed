"""reactions.*: the app's own emoji on a message, and whose emoji are on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.playground.errors import SlackError
from bot.playground.messages import message_json
from bot.playground.reactions import add_reaction, remove_reaction
from bot.playground.web.access import named_message
from bot.playground.web.call import Call, Method, Methods
from bot.playground.workspace import BOT_USER_ID

if TYPE_CHECKING:
    from bot.playground.json_types import Json

# Different emoji on one message.
MOST: Final = 50
_NAME: Final = re.compile(r"[^\s:A-Z]+(::skin-tone-[2-6])?")


def _name(call: Call) -> str:
    name = call.arguments.text("name").strip(":")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _add(call: Call) -> Json:
    message, name = named_message(call), _name(call)
    if call.workspace.channels[message.channel].archived:
        raise SlackError("is_archived")
    if name not in message.reactions and len(message.reactions) >= MOST:
        raise SlackError("too_many_emoji")
    event = add_reaction(call.workspace, BOT_USER_ID, message, name)
    if event is None:
        raise SlackError("already_reacted")
    call.desk.announce(event)
    return {}


def _remove(call: Call) -> Json:
    event = remove_reaction(call.workspace, BOT_USER_ID, named_message(call), _name(call))
    if event is None:
        raise SlackError("no_reaction")
    call.desk.announce(event)
    return {}


def _get(call: Call) -> Json:
    message = named_message(call)
    return {
        "type": "message",
        "channel": message.channel,
        "message": message_json(call.workspace, message),
    }


_ITEM: Final = ("channel", "timestamp")

METHODS: Final[Methods] = {
    "reactions.add": Method(_add, (*_ITEM, "name"), (), ("reactions:write",)),
    "reactions.remove": Method(_remove, (*_ITEM, "name"), (), ("reactions:write",)),
    "reactions.get": Method(_get, _ITEM, ("full",), ("reactions:read",)),
}
