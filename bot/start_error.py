"""Why Annai cannot start, said to the person who starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.phrases import say

if TYPE_CHECKING:
    from handlers.texts import Language


class StartError(Exception):
    """Annai cannot start, for a reason that the person who starts it can do something about.

    Args:
        key: of the phrase `start.<key>`.
        exit_code: 2 when something given is wrong or missing, 1 when something did not answer.
        values: for the places of the phrase.
    """

    def __init__(self, key: str, *, exit_code: int = 2, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.exit_code = exit_code
        self.values = values

    def explain(self, language: Language) -> str:
        """Return the reason and the way out in plain words."""
        return say(language, f"start.{self.key}", **self.values)
