"""A failure on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views import blocks as kit
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Surface


def error_modal(said: str, voice: Voice) -> Surface:
    """A modal that takes the place of the one that could not be handled."""
    blocks = [kit.prose(said)]
    return fit(kit.modal(voice("error.title"), blocks, close=voice("check.close")), voice)
