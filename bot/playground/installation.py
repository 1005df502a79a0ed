"""What the app may do and hears of: the part of its manifest that Slack enforces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.json_types import Json

ALL_SCOPES: Final = frozenset(
    {
        "app_mentions:read",
        "assistant:write",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "commands",
        "emoji:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "pins:read",
        "pins:write",
        "reactions:read",
        "reactions:write",
        "users:read",
    }
)
ALL_EVENTS: Final = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "assistant_thread_started",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "reaction_added",
        "reaction_removed",
        "user_change",
    }
)
# Message events are subscribed to by the kind of conversation.
_MESSAGE_EVENT: Final[Mapping[str, str]] = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


@dataclass(frozen=True)
class Installation:
    """How the app is installed.

    `commands` maps a slash command to whether Slack wraps names and links in its text
    (`should_escape`); a command that is not listed does not exist, nor does a shortcut. None
    stands for "any", which small tests want.
    """

    scopes: frozenset[str] = ALL_SCOPES
    events: frozenset[str] = ALL_EVENTS
    commands: Mapping[str, bool] | None = None
    shortcuts: frozenset[str] | None = None

    def hears(self, event: Json) -> bool:
        """Say whether the app is subscribed to this event."""
        kind = str(event["type"])
        if kind == "message":
            return _MESSAGE_EVENT[event["channel_type"]] in self.events
        return kind in self.events


def installation_of(manifest: Json) -> Installation:
    """Read an app manifest, so that what it forgets is missing here as it would be at Slack."""
    features = manifest["features"]
    settings = manifest["settings"]
    return Installation(
        scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands={
            one["command"]: bool(one.get("should_escape"))
            for one in features.get("slash_commands", ())
        },
        shortcuts=frozenset(one["callback_id"] for one in features.get("shortcuts", ())),
    )
