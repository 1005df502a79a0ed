"""The cards that answer free questions, as they are now: made anew when what they show changed."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.cards import build_card_index, precedent_cards, written_cards
from knowledge.faq import load_faq

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.background import Background
    from handlers.services import Services
    from knowledge.cards import CardIndex
    from knowledge.precedents import PrecedentIndex
    from knowledge.rulebook import Rulebook
    from knowledge.template_library import TemplateLibrary


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an index was made of, and the index."""

    rulebook: Rulebook
    templates: TemplateLibrary
    precedents: PrecedentIndex
    written: CardIndex
    answered: CardIndex


class CardShelf:
    """Holds the indexes; while new ones are made, which takes a second, the old ones answer."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._shown: _Shown | None = None
        self._making = Lock()

    def indexes(self) -> tuple[CardIndex, ...]:
        """Return what can be searched; nothing while the first are made."""
        shown = self._shown
        if shown is None or self._is_old(shown):
            background: Background = self._services.background
            if self._making.acquire(blocking=False):
                future = background.submit(self._make)
                if future is None:
                    self._making.release()
        return () if shown is None else (shown.written, shown.answered)

    def _make(self) -> None:
        try:
            self._renew()
        finally:
            self._making.release()

    def _renew(self) -> None:
        services, shown = self._services, self._shown
        rulebook, templates = services.rulebook(), services.templates()
        precedents = services.precedents()
        written = shown.written if shown else None
        if written is None or not shown or self._wrote_anew(shown):
            in_use = (one.template for one in templates.templates.values())
            written = build_card_index(written_cards(rulebook, load_faq(), in_use))
        answered = build_card_index(precedent_cards(precedents.standing))
        self._shown = _Shown(rulebook, templates, precedents, written, answered)

    def _wrote_anew(self, shown: _Shown) -> bool:
        services = self._services
        return (
            shown.rulebook is not services.rulebook() or shown.templates is not services.templates()
        )

    def _is_old(self, shown: _Shown) -> bool:
        return self._wrote_anew(shown) or shown.precedents is not self._services.precedents()


def stock(services: Services) -> Callable[[], tuple[CardIndex, ...]]:
    """Return the cards of these services. The first call begins to make them."""
    return CardShelf(services).indexes
