"""The payloads of what people do, key by key as Slack sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.messages import message_json
from bot.playground.records import Ephemeral, View
from bot.playground.views import view_json
from bot.playground.workspace import (
    APP_ID,
    BOT_USER_ID,
    DOMAIN,
    TEAM_ID,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.playground.blockkit.walk import Placed
    from bot.playground.json_types import Json
    from bot.playground.records import Channel, Member, Message
    from bot.playground.workspace import Workspace

# The old way to prove that a request comes from Slack; apps check the signature instead.
VERIFICATION_TOKEN: Final = "local-verification-token"  # noqa: S105 -- opens nothing


def event_callback(workspace: Workspace, event: Json) -> Json:
    """Wrap an event in the envelope that the Events API puts around it."""
    item = event.get("item") or {}
    channel = workspace.channels.get(str(event.get("channel") or item.get("channel") or ""))
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.mint.identifier("Ev"),
        "event_time": workspace.epoch(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.shared),
        "event_context": f"4-{workspace.mint.number():08d}",
    }


def slash_command(
    member: Member, channel: Channel, command: str, text: str, permits: Mapping[str, str]
) -> Json:
    """Build a slash command; `permits` are its response_url and trigger_id.

    A command cannot be typed in a thread, so there is no thread in it.
    """
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": member.id,
        "user_name": member.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        **permits,
    }


def channel_name(channel: Channel) -> str:
    """Return what Slack calls a conversation towards apps: private ones stay unnamed."""
    names = {"im": "directmessage", "group": "privategroup"}
    return names.get(channel.kind, channel.name)


def _interaction(member: Member, kind: str) -> Json:
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": APP_ID,
        "team": {"id": TEAM_ID, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": member.id,
            "username": member.name,
            "name": member.name,
            "team_id": member.team,
        },
    }


def global_shortcut(member: Member, callback_id: str, trigger_id: str, ts: str) -> Json:
    return _interaction(member, "shortcut") | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": ts,
    }


def message_shortcut(
    workspace: Workspace,
    member: Member,
    message: Message,
    callback_id: str,
    permits: Mapping[str, str],
) -> Json:
    """Build a message shortcut. The app need not be in the channel; it gets the message itself."""
    channel = workspace.channels[message.channel]
    return _interaction(member, "message_action") | {
        "callback_id": callback_id,
        "action_ts": workspace.mint.timestamp(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": message_json(workspace, message),
        **permits,
    }


def view_submission(
    member: Member, view: View, trigger_id: str, response_urls: Sequence[Json]
) -> Json:
    return _interaction(member, "view_submission") | {
        "trigger_id": trigger_id,
        "view": view_json(view),
        "response_urls": list(response_urls),
    }


def view_closed(member: Member, view: View, *, cleared: bool) -> Json:
    return _interaction(member, "view_closed") | {"view": view_json(view), "is_cleared": cleared}


def actions_in_view(member: Member, view: View, action: Json, trigger_id: str) -> Json:
    """Build block_actions from a modal or Home tab: it has a view, and no response_url."""
    return _interaction(member, "block_actions") | {
        "trigger_id": trigger_id,
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(view),
        "actions": [action],
    }


def actions_in_message(
    workspace: Workspace,
    member: Member,
    source: Message | Ephemeral,
    action: Json,
    values: Json,
    permits: Mapping[str, str],
) -> Json:
    """Build block_actions from a message; `values` is what its menus show now."""
    return _interaction(member, "block_actions") | {
        **_place_in_message(workspace, source),
        "state": {"values": values},
        "actions": [action],
        **permits,
    }


def _place_in_message(workspace: Workspace, source: Message | Ephemeral) -> Json:
    """Say where an action happened. The content of an ephemeral is not sent along."""
    channel = workspace.channels[source.channel]
    container: Json = {
        "type": "message",
        "message_ts": source.ts,
        "channel_id": channel.id,
        "is_ephemeral": isinstance(source, Ephemeral),
    }
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    content = {} if isinstance(source, Ephemeral) else {"message": message_json(workspace, source)}
    return {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        **content,
    }


def block_suggestion(
    workspace: Workspace,
    member: Member,
    source: Message | Ephemeral | View,
    placed: Placed,
    typed: str,
) -> Json:
    """Build the question for the options of a menu that the app fills."""
    place: Json = (
        {"container": {"type": "view", "view_id": source.id}, "view": view_json(source)}
        if isinstance(source, View)
        else _place_in_message(workspace, source)
    )
    return _interaction(member, "block_suggestion") | {
        **place,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "value": typed,
    }


def app_home_opened(workspace: Workspace, user: str, channel: str, tab: str) -> Json:
    """Build the event; it shows the Home tab as last published, if it ever was."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel,
        "tab": tab,
        "event_ts": workspace.mint.timestamp(),
    }
    home = workspace.home_of(user)
    return event | ({"view": view_json(home)} if home and tab == "home" else {})


def url_verification(challenge: str) -> Json:
    return {"token": VERIFICATION_TOKEN, "challenge": challenge, "type": "url_verification"}
