"""The modal for what a company sets about templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.forms import settings_form

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.company_settings import CompanySettings

_LONGEST_ADDRESS = 300


def template_settings_modal(settings: CompanySettings, voice: Voice) -> Surface:
    """Which page 「ChatGPTで開く」 opens."""
    address = inputs.line(most=_LONGEST_ADDRESS, initial=settings.chatgpt_address)
    field = kit.field(
        voice("template.settings.address"),
        address,
        block_id=ids.BLOCK_ADDRESS,
        hint=voice("template.settings.address_hint"),
    )
    title = voice("template.settings.title")
    return settings_form(title, [field], ids.VIEW_TEMPLATE_SETTINGS, voice)
