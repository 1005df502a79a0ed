"""What a company sets for itself in Home: channels, hours and days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from functools import partial
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import ids
from handlers.brief_client import brief
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import (
    chosen_conversation,
    chosen_option,
    chosen_time,
    entered_text,
)
from handlers.privileged import close_form, open_form, read_press
from handlers.slack_text import encode
from handlers.views.settings import AS_INSTALLED, channels_modal, hours_modal
from handlers.views.settings_overview import CHANNELS
from knowledge.company_days import UnreadableLine, parse_days
from knowledge.company_settings import LONGEST_WAIT
from knowledge.roles import Action
from knowledge.store.company_settings import change_company_settings, read_company_settings
from knowledge.stories import read_emoji

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.company_settings import CompanySettings

_SLACK_SECONDS = 1.0
_WAITS = (ids.BLOCK_AMBASSADOR_HOURS, ids.BLOCK_LEAD_HOURS)
# What Slack says when a try to post fails for a reason that a person can mend. When the person
# who sets it is not in the channel, we are: that is asked first.
_MENDABLE = {
    "not_in_channel": "settings.channel.not_in",
    "channel_not_found": "settings.channel.not_in",
    "is_archived": "settings.channel.archived",
}
_FINE = frozenset({"", "user_not_in_channel"})


def register(app: App, services: Services) -> None:
    """Listen to the buttons on Home and to the modals that they open."""

    def on_channels(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        press = read_press(services, client, body, context)
        open_form(
            press, ack, Action.SET_CHANNELS, lambda it: channels_modal(_current(it), it.voice)
        )

    def on_channels_saved(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_CHANNELS, _save_channels)

    def on_hours(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        open_form(press, ack, Action.SET_HOURS, lambda it: hours_modal(_current(it), it.voice))

    def on_hours_saved(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_HOURS, _save_hours)

    app.action(ids.ACTION_OPEN_CHANNELS)(on_channels)
    app.view(ids.VIEW_CHANNELS)(on_channels_saved)
    app.action(ids.ACTION_OPEN_HOURS)(on_hours)
    app.view(ids.VIEW_HOURS)(on_hours_saved)


def _current(press: Press) -> CompanySettings:
    return read_briefly(press.services, read_company_settings)


def _save_channels(press: Press) -> Mapping[str, str]:
    chosen = {name: chosen_conversation(press.view, name) for name in CHANNELS}
    current = _current(press)
    new = {name: channel for name, channel in chosen.items() if channel != getattr(current, name)}
    if errors := _unreachable(press, {name: channel for name, channel in new.items() if channel}):
        return errors
    emoji = read_emoji(entered_text(press.view, ids.BLOCK_EMOJI))
    if not emoji:
        return {ids.BLOCK_EMOJI: press.voice("settings.channel.emoji_wrong")}
    _change(press, Action.SET_CHANNELS, {**new, "success_emoji": " ".join(emoji)})
    return {}


def _unreachable(press: Press, channels: Mapping[str, str]) -> dict[str, str]:
    """Try to write a line into each channel that only the person sees; say where it fails."""
    distinct = list(dict.fromkeys(channels.values()))
    codes = press.services.background.together(
        _SLACK_SECONDS, [partial(_try_to_post, press, channel) for channel in distinct]
    )
    became = dict(zip(distinct, codes, strict=True))
    return {
        name: press.voice(_MENDABLE.get(str(code), "settings.channel.unchecked"))
        for name, channel in channels.items()
        if (code := became[channel]) not in _FINE
    }


def _try_to_post(press: Press, channel: str) -> str:
    """Return Slack's error code, empty when we can post there."""
    text = encode(press.voice("settings.channel.tried"))
    quick = brief(press.client, _SLACK_SECONDS)
    try:
        quick.chat_postEphemeral(channel=channel, user=press.asker.member, text=text)
    except SlackApiError as error:
        return str(error.response.get("error"))
    except (SlackClientError, HTTPException, OSError) as error:
        return type(error).__name__
    return ""


def _save_hours(press: Press) -> Mapping[str, str]:
    view, voice = press.view, press.voice
    opens, closes = (chosen_time(view, block) for block in (ids.BLOCK_OPENS, ids.BLOCK_CLOSES))
    waits = {block: _wait(entered_text(view, block)) for block in _WAITS}
    errors = {
        block: voice("settings.time.wait_wrong", most=LONGEST_WAIT)
        for block, hours in waits.items()
        if hours is None
    }
    for block in (ids.BLOCK_DAYS_OFF, ids.BLOCK_DAYS_ON):
        if error := _days_error(entered_text(view, block), block, voice):
            errors[block] = error
    # Both are HH:MM, which sorts as time does.
    if not opens < closes:
        errors[ids.BLOCK_CLOSES] = voice("settings.time.order")
    if errors:
        return errors
    language = chosen_option(view, ids.BLOCK_CHANNEL_LANGUAGE)
    values = {
        "opens": time.fromisoformat(opens),
        "closes": time.fromisoformat(closes),
        "days_off": entered_text(view, ids.BLOCK_DAYS_OFF).strip(),
        "days_on": entered_text(view, ids.BLOCK_DAYS_ON).strip(),
        "channel_language": "" if language == AS_INSTALLED else language,
        **waits,
    }
    _change(press, Action.SET_HOURS, values)
    return {}


def _wait(typed: str) -> int | None:
    hours = int(typed) if typed.isascii() and typed.isdecimal() else 0
    return hours if 1 <= hours <= LONGEST_WAIT else None


def _days_error(typed: str, block: str, voice: Voice) -> str:
    days = parse_days(typed)
    if isinstance(days, UnreadableLine):
        return voice("settings.time.unreadable", line=days.line)
    if block == ids.BLOCK_DAYS_ON and days.every_year:
        return voice("settings.time.needs_year")
    return ""


def _change(press: Press, action: Action, values: Mapping[str, Any]) -> None:
    by, now = press.asker.member, press.services.clock()
    write_briefly(
        press.services,
        lambda session: change_company_settings(
            session, lambda settings: replace(settings, **values), action=action, by=by, now=now
        ),
    )
