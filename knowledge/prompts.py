"""What a language model is told to do: packaged instructions with the shape of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.content_table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.content_table import Table

PACKAGED = "prompts.toml"
_KEYS = frozenset({"name", "text", "fields", "most"})
_TABLES = frozenset({"ground", "prompt"})
_MAKER = object()
_LANGUAGES: Mapping[str, str] = MappingProxyType({"ja": "日本語", "en": "English"})


@dataclass(frozen=True, slots=True)
class Field:
    """A part of the answer: a text, one of some words, or sentences that name their cards."""

    name: str
    kind: str
    options: tuple[str, ...] = ()


class Instructions:
    """Words of ours to a model: made only here, from the package, so nobody's text is in them.

    Raises:
        TypeError: somebody outside this module tried to make some.
    """

    __slots__ = ("fields", "most_tokens", "name", "text")

    def __init__(
        self, name: str, text: str, fields: tuple[Field, ...], most_tokens: int, maker: object
    ) -> None:
        if maker is not _MAKER:
            raise TypeError("Instructions are made by knowledge.prompts only.")
        self.name, self.text, self.fields, self.most_tokens = name, text, fields, most_tokens


def instructions(name: str, language: str) -> Instructions:
    """Return the instructions of this name for an answer in a language.

    Raises:
        KeyError: there are none of this name.
    """
    return _load()[name, language]


@cache
def _load() -> Mapping[tuple[str, str], Instructions]:
    source = (files("knowledge") / "content" / PACKAGED).read_text("utf-8")
    book = read_table(source, PACKAGED)
    book.refuse_others(_TABLES)
    ground = book.words("ground")
    made = {}
    for row in book.tables("prompt"):
        row.refuse_others(_KEYS)
        name, fields = row.text("name"), _fields(row)
        for language in _LANGUAGES:
            text = f"{row.words('text').inn(language).strip()}\n\n{ground.inn(language).strip()}"
            most = int(row.text("most"))
            made[name, language] = Instructions(name, text, fields, most, _MAKER)
    return MappingProxyType(made)


def _fields(row: Table) -> tuple[Field, ...]:
    found = []
    for said in row.strings("fields"):
        name, _, kind = said.partition(":")
        options = tuple(kind.split("|")) if "|" in kind else ()
        found.append(Field(name, "choice" if options else kind, options))
    return tuple(found)


def shape_of(asked: Instructions) -> dict[str, object]:
    """Return the shape of the answer as a JSON schema in which everything is required."""
    return _object({field.name: _shape(field) for field in asked.fields})


def _shape(field: Field) -> dict[str, object]:
    if field.kind == "choice":
        return {"type": "string", "enum": list(field.options)}
    if field.kind == "sentences":
        cards = {"type": "array", "items": {"type": "integer"}}
        sentence = _object({"text": {"type": "string"}, "cards": cards})
        return {"type": "array", "items": sentence}
    if field.kind == "texts":
        return {"type": "array", "items": {"type": "string"}}
    return {"type": "string"}


def _object(properties: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
