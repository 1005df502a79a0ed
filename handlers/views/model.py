"""What is said and set about the language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.fitting import fit
from handlers.views.forms import settings_form
from knowledge.company_settings import MOST_TOKENS

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.company_settings import CompanySettings
    from knowledge.store.models import ModelOpinion


def model_settings_modal(settings: CompanySettings, used: int, voice: Voice) -> Surface:
    """What a model may cost in a month, and whether its opinions are wanted."""
    tokens = inputs.whole_number(least=1, most=MOST_TOKENS, initial=settings.model_tokens)
    opinion = inputs.tick(voice("model.second_opinion_on"), "on", ticked=settings.second_opinion)
    blocks = [
        kit.field(
            voice("model.tokens"),
            tokens,
            block_id=ids.BLOCK_TOKENS,
            hint=voice("model.tokens_hint", used=f"{used:,}"),
        ),
        kit.field(
            voice("model.second_opinion"),
            opinion,
            block_id=ids.BLOCK_OPINION,
            hint=voice("model.second_opinion_hint"),
            optional=True,
        ),
    ]
    return settings_form(voice("model.settings_title"), blocks, ids.VIEW_MODEL, voice)


def opinion_blocks(opinion: ModelOpinion, voice: Voice) -> list[Block]:
    """What a model thinks about a question, marked as such, for whoever decides."""
    mark = voice(f"model.opinion_{opinion.level}")
    return [
        kit.titled(voice("model.opinion"), f"{mark}\n{opinion.reason}"),
        kit.context(voice("model.opinion_note")),
    ]


def budget_spent_message(budget: int, voice: Voice) -> Surface:
    """The month's tokens are spent: what stops, what goes on, and where it is set."""
    title = voice("model.spent_title")
    said = voice("model.spent", budget=f"{budget:,}")
    return fit({"text": encode(title), "blocks": [kit.header(title), kit.prose(said)]}, voice)
