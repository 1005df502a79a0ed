"""The button for a draft, beside what it would be made of; nowhere without a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.drafts import DraftKind

_MOST_BLOCKS = 100


def offer_draft(
    services: Services, view: Surface, kind: DraftKind, subject: str | int, voice: Voice
) -> Surface:
    """Return the view with the button; as it is where no model could write, or no room is left.

    Args:
        services: which may have a model.
        view: a form or a modal that shows the source.
        kind: of draft.
        subject: what it is about, by its number or id.
        voice: of whoever looks at it.
    """
    if services.model is None or len(view["blocks"]) >= _MOST_BLOCKS:
        return view
    button = kit.button(voice("draft.open"), ids.ACTION_DRAFT, value=f"{kind} {subject}")
    return {**view, "blocks": [*view["blocks"], kit.actions(button)]}
