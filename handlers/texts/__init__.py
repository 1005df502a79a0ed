"""Every word that people read: a catalogue in Japanese, the source, and English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# TOML, not gettext: gettext's keys are the English sentences, while our source is Japanese; here
# a sentence has a name, a person who does not program can edit both sides, and a
# test compares keys and placeholders. Japanese has no plural forms, and English ones we avoid.

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def language_of(locale: str | None, default: Language = "ja") -> Language:
    """Return our language for a Slack locale such as `ja-JP`; the default when it is unknown."""
    if not locale:
        return default
    return "ja" if locale.lower().partition("-")[0] == "ja" else "en"


@dataclass(frozen=True)
class Texts:
    """The whole catalogue, loaded once."""

    catalogues: Mapping[Language, Mapping[str, str]]
    default: Language = "ja"

    def say(self, language: Language, key: str, **values: str | int) -> str:
        """Return the sentence with its placeholders filled in one literal pass.

        Raises:
            KeyError: no such sentence, or a placeholder without a value. Names the key only.
        """
        return self.catalogues[language][key].format(**values)

    def has(self, key: str) -> bool:
        return key in self.catalogues["ja"]

    def language_of(self, locale: str | None) -> Language:
        return language_of(locale, self.default)

    def known_language(self, stored: str | None) -> Language:
        """Return a language that was stored; the default when there is none or it is not ours."""
        return next((language for language in LANGUAGES if language == stored), self.default)

    def voice(self, language: Language) -> Voice:
        return Voice(self, language)


@dataclass(frozen=True)
class Voice:
    """The catalogue in one person's language: what views are given."""

    texts: Texts
    language: Language

    def __call__(self, key: str, **values: str | int) -> str:
        return self.texts.say(self.language, key, **values)

    def knows(self, key: str) -> bool:
        return self.texts.has(key)


def load_texts(default: Language = "ja") -> Texts:
    """Read both catalogues from the package."""
    return Texts(
        MappingProxyType({language: _catalogue(language) for language in LANGUAGES}), default
    )


def _catalogue(language: Language) -> Mapping[str, str]:
    sentences: dict[str, str] = {}
    folder = files(__name__) / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        found = dict(_flatten(tomllib.loads(file.read_text("utf-8"))))
        if twice := sentences.keys() & found.keys():
            raise ValueError(f"{file.name}: said in another file already: {sorted(twice)}")
        sentences |= found
    return MappingProxyType(sentences)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
