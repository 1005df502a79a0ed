"""A template as a person writes it into a form: text with places in it, a title, what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from knowledge.content_table import Table, read_table
from knowledge.templates import LONGEST_TEXT, LONGEST_VALUE, MayEnter, PromptTemplate, Slot
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_SLOTS: Final = 15
MOST_TAGS: Final = 20
MINUTES_BEFORE: Final = 30
MINUTES_AFTER: Final = 10
_FILE = "template_defaults.toml"
_LONGEST_NAME = 40
_PLACE = re.compile(r"\{\{([^{}\n]{1,60})\}\}")
_LOOSE = re.compile(r"\{\{|\}\}")
_BETWEEN_TAGS = re.compile(r"[、,，\n]+")


class Fault(StrEnum):
    """What is wrong with what was typed."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    BROKEN_PLACE = "broken_place"
    TOO_MANY_PLACES = "too_many_places"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed. Places in the text are written as {{what goes there}}."""

    title: str = field(repr=False)
    purpose: str = field(repr=False)
    text: str = field(repr=False)
    tags: tuple[str, ...] = field(default=(), repr=False)
    output: str = "document"
    minutes_before: int = MINUTES_BEFORE
    minutes_after: int = MINUTES_AFTER


def split_tags(line: str) -> tuple[str, ...]:
    """Return the words by which a template is found, as people list them."""
    words = (word.strip() for word in _BETWEEN_TAGS.split(line))
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_TAGS]


def faults_in(typed: Typed) -> Mapping[str, Fault]:
    """Return what keeps a text from being a template, by the field; empty when nothing does."""
    faults = {
        name: Fault.MISSING
        for name in ("title", "purpose", "text")
        if not getattr(typed, name).strip()
    }
    if len(typed.text.strip("\n")) > LONGEST_TEXT:
        faults["text"] = Fault.TOO_LONG
    elif _LOOSE.search(_PLACE.sub("", typed.text)) or not all(map(str.strip, _places(typed.text))):
        faults["text"] = Fault.BROKEN_PLACE
    elif len(_places(typed.text)) > MOST_SLOTS:
        faults["text"] = Fault.TOO_MANY_PLACES
    return faults


def places_in(text: str) -> str:
    """Return what is asked for in the places of a text, one a line."""
    return "\n".join(_places(text))


def text_as_typed(template: PromptTemplate, language: str) -> str:
    """Return a template's text with its places as people read them."""
    labels = {slot.name: slot.label.inn(language) for slot in template.slots}
    plain = {name: label for name, label in labels.items() if _PLACE.fullmatch(f"{{{{{label}}}}}")}
    unique = {n: label for n, label in plain.items() if list(plain.values()).count(label) == 1}
    return _PLACE.sub(lambda place: f"{{{{{unique.get(place[1], place[1])}}}}}", template.text)


def template_from(id_: str, typed: Typed) -> PromptTemplate:
    """Return a new template. `faults_in` finds nothing in what was typed."""
    title, purpose = typed.title.strip(), typed.purpose.strip()
    text, slots = _with_slots(typed.text, ())
    return PromptTemplate(
        id=id_,
        title=Words(title, title),
        purpose=Words(purpose, purpose),
        departments=(),
        output=typed.output,
        minutes_before=typed.minutes_before,
        minutes_after=typed.minutes_after,
        tags=typed.tags,
        when=(),
        text=text,
        may_enter=_defaults()[0],
        slots=slots,
    )


def improve(template: PromptTemplate, typed: Typed, language: str) -> PromptTemplate:
    """Return a template with what was typed in its place; the other language keeps its words.

    A place that was there before, by its name or its label, stays the same slot.
    """
    text, slots = _with_slots(typed.text, template.slots)
    return replace(
        template,
        title=_said(template.title, typed.title, language),
        purpose=_said(template.purpose, typed.purpose, language),
        output=typed.output,
        minutes_before=typed.minutes_before,
        minutes_after=typed.minutes_after,
        tags=typed.tags,
        text=text,
        slots=slots,
    )


def _said(words: Words, typed: str, language: str) -> Words:
    said = typed.strip()
    if said == words.inn(language):
        return words
    # What is the same in both languages was never translated.
    if words.ja == words.en:
        return Words(said, said)
    return replace(words, en=said) if language == "en" else replace(words, ja=said)


def _places(text: str) -> list[str]:
    return list(dict.fromkeys(_PLACE.findall(text)))


def _with_slots(text: str, before: Sequence[Slot]) -> tuple[str, tuple[Slot, ...]]:
    by_name = {slot.name: slot for slot in before}
    by_label = {label: slot for slot in before for label in (slot.label.ja, slot.label.en)}
    slots: dict[str, Slot] = {}
    names: dict[str, str] = {}
    for place in _places(text):
        known = by_label.get(place) or by_name.get(place)
        slot = known or _new_slot(place.strip(), {*by_name, *slots})
        slots.setdefault(slot.name, slot)
        names[place] = slot.name
    written = _PLACE.sub(lambda place: f"{{{{{names[place[1]]}}}}}", text)
    kept = [slot for slot in before if slot.name in slots]
    added = [slot for slot in slots.values() if slot.name not in by_name]
    return written.strip("\n"), (*kept, *added)


def _new_slot(label: str, taken: set[str]) -> Slot:
    name = stem = re.sub(r"\s+", "_", label)[:_LONGEST_NAME]
    number = 1
    while name in taken:
        number += 1
        name = f"{stem[: _LONGEST_NAME - 3]}_{number}"
    return Slot(
        name=name,
        label=Words(label, label),
        hint=_defaults()[1],
        example="",
        required=True,
        multiline=True,
        max_length=LONGEST_VALUE,
    )


@cache
def _defaults() -> tuple[MayEnter, Words]:
    """What a proposal does not say: what may be put in, and the hint of a new slot."""
    table = read_table((files("knowledge") / "content" / _FILE).read_text("utf-8"), _FILE)
    levels = Table(f"{_FILE}: may_enter", table.table["may_enter"])
    slot = Table(f"{_FILE}: slot", table.table["slot"])
    may_enter = MayEnter(
        levels.words("ok"), levels.words("conditional"), levels.words("prohibited")
    )
    return may_enter, slot.words("hint")
