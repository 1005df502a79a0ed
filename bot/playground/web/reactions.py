"""reactions.*: the app's own emoji on a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.errors import SlackError
from bot.playground.reactions import add_reaction
from bot.playground.web.access import joined_channel
from bot.playground.web.call import Call, Method, Methods
from bot.playground.workspace import BOT_USER_ID

if TYPE_CHECKING:
    from bot.playground.json_types import Json


def _add(call: Call) -> Json:
    channel = joined_channel(call.workspace, call.arguments.text("channel"))
    if channel.archived:
        raise SlackError("is_archived")
    message = call.workspace.messages.get((channel.id, call.arguments.text("timestamp")))
    if message is None:
        raise SlackError("message_not_found")
    name = call.arguments.text("name")
    if not name.strip(":"):
        raise SlackError("invalid_name")
    event = add_reaction(call.workspace, BOT_USER_ID, message, name.strip(":"))
    if event is None:
        raise SlackError("already_reacted")
    call.desk.announce(event)
    return {}


METHODS: Final[Methods] = {
    "reactions.add": Method(_add, ("channel", "timestamp", "name"), (), ("reactions:write",)),
}
