"""The same words in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Japanese (the source) and English."""

    ja: str
    en: str

    def inn(self, language: str) -> str:
        return self.en if language == "en" else self.ja
