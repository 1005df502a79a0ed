"""The Slack app manifest: what the app at Slack must look like for this version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.phrases import say
from handlers import ids

if TYPE_CHECKING:
    from handlers.texts import Language

# What each is for: doctor compares this with what the token has, and says what is missing.
SCOPES = (
    "app_mentions:read",  # questions put to the bot in a channel
    "channels:history",  # after a failure: is the message that we posted there already?
    "chat:write",  # answers in the direct message
    "commands",  # the slash command and the shortcuts
    "files:read",  # the files that people send to the bot
    "files:write",  # reports that the bot sends as files
    "groups:history",  # the same for private channels
    "im:history",  # what people write to the bot
    "im:write",  # the conversation with somebody whom the bot writes to first
    "pins:write",  # the one message with the recommended prompts
    "reactions:read",  # the emoji that start a success story, and the message below them
    "users:read",  # the person's language, and whether they are from another company
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "message.channels",  # replies in a review; the message of a success story was changed
    "message.groups",  # the same in private channels
    "message.im",
    "reaction_added",  # somebody finds that others should hear of a message
    "reaction_removed",
    "user_change",  # somebody has left the company: questions go to others from then on
)
# The pane beside a conversation is not on every plan of Slack, so it is asked for apart.
PANE_SCOPE = "assistant:write"
PANE_EVENT = "assistant_thread_started"


def manifest(
    language: Language, url: str | None = None, *, assistant: bool = False
) -> dict[str, Any]:
    """Return the manifest, ready for `json.dumps`.

    Args:
        language: of the names and hints that people see in Slack.
        url: the bot's own https address for HTTP mode; None for Socket Mode.
        assistant: with Slack's assistant pane.
    """
    pane = {"assistant_description": say(language, "manifest.description")}
    address = f"{url.rstrip('/')}/slack/events" if url else None
    request_url = {"request_url": address} if address else {}
    return {
        "display_information": {
            "name": say(language, "manifest.name"),
            "description": say(language, "manifest.description"),
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            # Slack allows small letters, digits, "-", "_" and "." here.
            "bot_user": {"display_name": "annai", "always_online": True},
            **({"assistant_view": pane} if assistant else {}),
            "shortcuts": [
                {
                    "name": say(language, "manifest.check_message"),
                    "type": "message",
                    "callback_id": ids.SHORTCUT_CHECK_MESSAGE,
                    "description": say(language, "manifest.check_message_description"),
                },
                {
                    "name": say(language, "manifest.make_template"),
                    "type": "message",
                    "callback_id": ids.SHORTCUT_MAKE_TEMPLATE,
                    "description": say(language, "manifest.make_template_description"),
                },
                {
                    "name": say(language, "manifest.story_message"),
                    "type": "message",
                    "callback_id": ids.SHORTCUT_STORY,
                    "description": say(language, "manifest.story_message_description"),
                },
                {
                    "name": say(language, "manifest.unmask"),
                    "type": "global",
                    "callback_id": ids.SHORTCUT_UNMASK,
                    "description": say(language, "manifest.unmask_description"),
                },
                {
                    "name": say(language, "manifest.ask_lead"),
                    "type": "global",
                    "callback_id": ids.SHORTCUT_ASK_LEAD,
                    "description": say(language, "manifest.ask_lead_description"),
                },
                {
                    "name": say(language, "manifest.misinput"),
                    "type": "global",
                    "callback_id": ids.SHORTCUT_MISINPUT,
                    "description": say(language, "manifest.misinput_description"),
                },
            ],
            "slash_commands": [
                _command(language, ids.COMMAND_CAN_I_ENTER, "can_i_enter", address),
                _command(language, ids.COMMAND_ASK_LEAD, "ask_lead", address),
                _command(language, ids.COMMAND_ANNAI, "annai", address),
                _command(language, ids.COMMAND_TEMPLATE, "template", address),
                _command(language, ids.COMMAND_STORY, "story", address),
                _command(language, ids.COMMAND_MISINPUT, "misinput", address),
            ],
        },
        "oauth_config": {"scopes": {"bot": [*SCOPES, *([PANE_SCOPE] if assistant else [])]}},
        "settings": {
            "event_subscriptions": {
                **request_url,
                "bot_events": [*EVENTS, *([PANE_EVENT] if assistant else [])],
            },
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }


def _command(language: Language, command: str, name: str, address: str | None) -> dict[str, Any]:
    return {
        "command": command,
        "description": say(language, f"manifest.{name}_description"),
        "usage_hint": say(language, f"manifest.{name}_hint"),
        # Names of people and channels stay as they were typed.
        "should_escape": False,
        **({"url": address} if address else {}),
    }
