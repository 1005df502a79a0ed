"""What is said and set about the language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Surface


def budget_spent_message(budget: int, voice: Voice) -> Surface:
    """The month's tokens are spent: what stops, what goes on, and where it is set."""
    title = voice("model.spent_title")
    said = voice("model.spent", budget=f"{budget:,}")
    return fit({"text": encode(title), "blocks": [kit.header(title), kit.prose(said)]}, voice)
