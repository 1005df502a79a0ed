"""The modals for what a company sets: channels, hours and days off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.texts import LANGUAGES
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.forms import settings_form
from handlers.views.settings_overview import CHANNELS
from knowledge.company_settings import LONGEST_WAIT

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.company_settings import CompanySettings

_DAYS_LENGTH = 2_000
_EMOJI_LENGTH = 500
AS_INSTALLED = "as_installed"


def channels_modal(settings: CompanySettings, voice: Voice) -> Surface:
    """Where what is posted."""
    blocks = [kit.prose(voice("settings.channel.intro"))]
    for name in CHANNELS:
        channel = inputs.one_channel(
            initial=getattr(settings, name), placeholder=voice("settings.channel.placeholder")
        )
        label = voice(f"settings.channel.{name}")
        blocks.append(kit.field(label, channel, block_id=name, optional=True))
    emoji = inputs.line(most=_EMOJI_LENGTH, initial=settings.success_emoji)
    label, hint = voice("settings.channel.emoji"), voice("settings.channel.emoji_hint")
    blocks.append(kit.field(label, emoji, block_id=ids.BLOCK_EMOJI, hint=hint))
    return settings_form(voice("settings.channel.title"), blocks, ids.VIEW_CHANNELS, voice)


def hours_modal(settings: CompanySettings, voice: Voice) -> Surface:
    """When the company works, and how long a question waits."""
    days_off = inputs.lines(most=_DAYS_LENGTH, initial=settings.days_off)
    days_on = inputs.lines(most=_DAYS_LENGTH, initial=settings.days_on)
    blocks = [
        kit.field(
            voice("settings.time.opens"),
            inputs.time_of_day(settings.opens),
            block_id=ids.BLOCK_OPENS,
        ),
        kit.field(
            voice("settings.time.closes"),
            inputs.time_of_day(settings.closes),
            block_id=ids.BLOCK_CLOSES,
        ),
        kit.field(
            voice("settings.time.days_off"),
            days_off,
            block_id=ids.BLOCK_DAYS_OFF,
            hint=voice("settings.time.days_off_hint"),
            optional=True,
        ),
        kit.field(
            voice("settings.time.days_on"),
            days_on,
            block_id=ids.BLOCK_DAYS_ON,
            hint=voice("settings.time.days_on_hint"),
            optional=True,
        ),
        _wait(ids.BLOCK_AMBASSADOR_HOURS, settings.ambassador_hours, voice),
        _wait(ids.BLOCK_LEAD_HOURS, settings.lead_hours, voice),
        kit.field(
            voice("settings.time.channel_language"),
            _languages(settings, voice),
            block_id=ids.BLOCK_CHANNEL_LANGUAGE,
        ),
    ]
    return settings_form(voice("settings.time.title"), blocks, ids.VIEW_HOURS, voice)


def _wait(block_id: str, hours: int, voice: Voice) -> Block:
    number = inputs.whole_number(least=1, most=LONGEST_WAIT, initial=hours)
    return kit.field(
        voice(f"settings.time.{block_id}"),
        number,
        block_id=block_id,
        hint=voice("settings.time.wait_hint", most=LONGEST_WAIT),
    )


def _languages(settings: CompanySettings, voice: Voice) -> Block:
    options = [(voice("settings.time.as_installed"), AS_INSTALLED)]
    options += [(voice(f"settings.time.{language}"), language) for language in LANGUAGES]
    return inputs.menu(
        options,
        placeholder=voice("settings.time.as_installed"),
        initial=settings.channel_language or AS_INSTALLED,
    )
