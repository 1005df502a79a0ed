"""chat.*: what the app writes, changes and takes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.playground.content import CHANGED_TEXT, Content, read_content
from bot.playground.errors import SlackError
from bot.playground.messages import changed_event, deleted_event, message_json
from bot.playground.posting import post_as_bot, show_only_to
from bot.playground.web.access import joined_channel, visible_channel, writable_channel
from bot.playground.web.call import Call, Method, Methods
from bot.playground.workspace import BOT_ID, BOT_USER_ID, DOMAIN

if TYPE_CHECKING:
    from bot.playground.json_types import Json
    from bot.playground.records import Message


def _post(call: Call) -> Json:
    channel = writable_channel(call.workspace, call.arguments.text("channel"))
    content = read_content(call.arguments.values, call.workspace.mint)
    thread_ts = call.arguments.text("thread_ts")
    message = post_as_bot(call.desk, channel.id, content, thread_ts)
    shown = message_json(call.workspace, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _post_ephemeral(call: Call) -> Json:
    channel = writable_channel(call.workspace, call.arguments.text("channel"))
    user = call.arguments.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = read_content(call.arguments.values, call.workspace.mint)
    line = show_only_to(call.workspace, user, channel.id, content, call.arguments.text("thread_ts"))
    return {"message_ts": line.ts}


def _own_message(call: Call, channel: str, refusal: str) -> Message:
    message = call.workspace.messages.get((channel, call.arguments.text("ts")))
    if message is None:
        raise SlackError("message_not_found")
    if message.bot_id != BOT_ID:
        raise SlackError(refusal)
    return message


def _update(call: Call) -> Json:
    workspace = call.workspace
    channel = joined_channel(workspace, call.arguments.text("channel"))
    before = _own_message(call, channel.id, "cant_update_message")
    content = _changed_content(call, before)
    after = replace(
        before,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata or before.metadata,
        edited=(BOT_USER_ID, workspace.mint.timestamp()),
        order=workspace.mint.number(),
    )
    workspace.put(after)
    call.desk.announce(changed_event(workspace, before, after))
    shown = message_json(workspace, after, metadata=True)
    return {"channel": channel.id, "ts": after.ts, "text": after.text, "message": shown}


def _changed_content(call: Call, before: Message) -> Content:
    """Blocks that are not sent stay, unless a text is sent: then the text takes their place."""
    values = dict(call.arguments.values)
    if not values.get("text") and "blocks" not in values:
        values |= {"text": before.text, "blocks": list(before.blocks)}
    return read_content(values, call.workspace.mint, CHANGED_TEXT)


def _delete(call: Call) -> Json:
    channel = joined_channel(call.workspace, call.arguments.text("channel"))
    message = _own_message(call, channel.id, "cant_delete_message")
    del call.workspace.messages[channel.id, message.ts]
    call.desk.announce(deleted_event(call.workspace, message))
    return {"channel": channel.id, "ts": message.ts}


def _permalink(call: Call) -> Json:
    channel = visible_channel(call.workspace, call.arguments.text("channel"))
    ts = call.arguments.text("message_ts")
    message = call.workspace.messages.get((channel.id, ts))
    if message is None:
        raise SlackError("message_not_found")
    address = f"https://{DOMAIN}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    if message.is_reply:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


_SAYS = ("text", "blocks", "attachments", "parse", "link_names", "as_user", "markdown_text")
_LOOKS = ("username", "icon_emoji", "icon_url", "unfurl_links", "unfurl_media", "mrkdwn")
_WRITE = ("chat:write",)

METHODS: Final[Methods] = {
    "chat.postMessage": Method(
        _post,
        ("channel",),
        (*_SAYS, *_LOOKS, "thread_ts", "reply_broadcast", "metadata"),
        _WRITE,
    ),
    "chat.postEphemeral": Method(
        _post_ephemeral, ("channel", "user"), (*_SAYS, *_LOOKS, "thread_ts"), _WRITE
    ),
    "chat.update": Method(
        _update,
        ("channel", "ts"),
        (*_SAYS, "metadata", "reply_broadcast", "unfurl_links", "unfurl_media"),
        _WRITE,
    ),
    "chat.delete": Method(_delete, ("channel", "ts"), ("as_user",), _WRITE),
    "chat.getPermalink": Method(_permalink, ("channel", "message_ts")),
}
