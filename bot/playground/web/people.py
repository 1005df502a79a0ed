"""auth.*, users.*, bots.* and apps.*: who the app is, and who the people are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.errors import SlackError
from bot.playground.web.access import known_member
from bot.playground.web.call import Call, Method, Methods
from bot.playground.web.paging import page
from bot.playground.workspace import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    DOMAIN,
    TEAM_ID,
    TEAM_NAME,
)

if TYPE_CHECKING:
    from bot.playground.json_types import Json
    from bot.playground.records import Member


def member_json(member: Member, *, locale: bool) -> Json:
    """Return a person as Slack describes them; the locale only if it was asked for."""
    shown: Json = {
        "id": member.id,
        "team_id": member.team,
        "name": member.name,
        "real_name": member.real_name,
        "deleted": member.deleted,
        "updated": member.updated,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "profile": {
            "real_name": member.real_name,
            "real_name_normalized": member.real_name,
            "display_name": member.name,
            "display_name_normalized": member.name,
            "title": member.title,
            "team": member.team,
        },
    }
    if member.is_bot:
        shown["profile"] |= {"api_app_id": APP_ID, "bot_id": BOT_ID}
    # Somebody of another company, met in a shared channel.
    if member.team != TEAM_ID:
        shown["is_stranger"] = True
    if not member.deleted:
        # Slack leaves these out for people who have gone.
        shown |= {"tz": "Asia/Tokyo", "tz_label": "Japan Standard Time", "tz_offset": 32400}
        shown |= {
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
        }
    return shown | ({"locale": member.locale} if locale else {})


def _auth_test(call: Call) -> Json:
    return {
        "url": f"https://{DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": call.workspace.members[BOT_USER_ID].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def _open_connection(call: Call) -> Json:
    return {"url": call.desk.socket_url()}


def _user_info(call: Call) -> Json:
    member = known_member(call.workspace, call.arguments.text("user"))
    return {"user": member_json(member, locale=call.arguments.flag("include_locale"))}


def _user_list(call: Call) -> Json:
    # A member of another company is in no list: `users.list` is about the own workspace.
    own = [one for one in call.workspace.members.values() if one.team == TEAM_ID]
    some, following = page(call.arguments, own, default=len(own), most=1000)
    locale = call.arguments.flag("include_locale")
    return {
        "members": [member_json(one, locale=locale) for one in some],
        "cache_ts": call.workspace.epoch(),
        "response_metadata": following,
    }


def _bot_info(call: Call) -> Json:
    if call.arguments.text(
        "bot",
    ) not in {"", BOT_ID}:
        raise SlackError("bot_not_found")
    bot = call.workspace.members[BOT_USER_ID]
    return {
        "bot": {
            "id": BOT_ID,
            "deleted": False,
            "name": bot.name,
            "updated": bot.updated,
            "app_id": APP_ID,
            "user_id": BOT_USER_ID,
            "icons": {},
        }
    }


def _emoji_list(call: Call) -> Json:
    addresses = {name: f"{call.desk.address()}/emoji/{name}" for name in call.workspace.emoji}
    return {"emoji": addresses, "cache_ts": call.workspace.mint.timestamp()}


METHODS: Final[Methods] = {
    "auth.test": Method(_auth_test),
    "apps.connections.open": Method(_open_connection, needs_app_token=True),
    "users.info": Method(_user_info, ("user",), ("include_locale",), ("users:read",)),
    "users.list": Method(_user_list, (), ("limit", "cursor", "include_locale"), ("users:read",)),
    "emoji.list": Method(_emoji_list, (), ("include_categories",), ("emoji:read",)),
    "bots.info": Method(_bot_info, (), ("bot",), ("users:read",)),
}
