"""A template as the TOML that `parse_template` reads: how it is kept, exported and compared."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.templates import PromptTemplate, Slot
    from knowledge.wording import Words

_LINE_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\n")


def write_template(template: PromptTemplate, *, within: str = "") -> str:
    """Return the TOML of a template; reading it gives the same template.

    Args:
        template: to be written.
        within: what stands before the names of its tables, when it is one of several.
    """
    return "\n".join(_lines(template, within)) + "\n"


def _lines(template: PromptTemplate, within: str) -> Iterator[str]:
    yield f"id = {_text(template.id)}"
    yield f"title = {_words(template.title)}"
    yield f"purpose = {_words(template.purpose)}"
    yield f"departments = {_list(template.departments)}"
    yield f"output = {_text(template.output)}"
    yield f"minutes_before = {template.minutes_before}"
    yield f"minutes_after = {template.minutes_after}"
    yield f"tags = {_list(template.tags)}"
    yield f"when = {_list(template.when)}"
    yield f"text = {_long_text(template.text)}"
    yield f"\n[{within}may_enter]"
    yield f"ok = {_words(template.may_enter.ok)}"
    yield f"conditional = {_words(template.may_enter.conditional)}"
    yield f"prohibited = {_words(template.may_enter.prohibited)}"
    for slot in template.slots:
        yield from _slot(slot, within)


def _slot(slot: Slot, within: str) -> Iterator[str]:
    yield f"\n[[{within}slot]]"
    yield f"name = {_text(slot.name)}"
    yield f"label = {_words(slot.label)}"
    yield f"hint = {_words(slot.hint)}"
    yield f"example = {_long_text(slot.example)}"
    yield f"required = {str(slot.required).lower()}"
    yield f"multiline = {str(slot.multiline).lower()}"
    yield f"max_length = {slot.max_length}"


def _text(text: str) -> str:
    # A string of JSON is one of TOML, but for a character that TOML does not allow as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _long_text(text: str) -> str:
    """Return a text of several lines in lines, so that people can read and change it."""
    if "\n" not in text:
        return _text(text)
    inside = _LINE_BREAK.sub(r"\1\n", _text(text)[1:-1])
    # The first line break is not part of the text.
    return f'"""\n{inside}"""'


def _words(words: Words) -> str:
    return f"{{ ja = {_text(words.ja)}, en = {_text(words.en)} }}"


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"
