"""A form with its buttons, and the sentence that stands in the place of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views import blocks as kit
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface


def settings_form(title: str, blocks: Sequence[Block], callback_id: str, voice: Voice) -> Surface:
    """A form that is saved."""
    view = kit.modal(
        title,
        blocks,
        close=voice("check.close"),
        submit=voice("settings.save"),
        callback_id=callback_id,
    )
    return fit(view, voice)


def told_modal(said: str, voice: Voice) -> Surface:
    """One sentence in the place of a form that cannot be had."""
    blocks = [kit.prose(said)]
    return fit(kit.modal(voice("settings.title"), blocks, close=voice("check.close")), voice)
