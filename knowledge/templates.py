"""Prompt templates: the company's standard prompts, with slots that a person fills."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.content_table import ContentError, Table, read_table
from knowledge.output_checks import load_output_checks
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping


LONGEST_TEXT = 5_000
LONGEST_VALUE = 3_000
MOST_SLOTS = 15
"""A form in Slack has room for so many, with what is said about each."""

PLACE = re.compile(r"\{\{([^{}\s]{1,40})\}\}")
"""Where a value goes: {{name}}."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLOT_NAME = re.compile(r"[^{}\s]{1,40}")
_KEYS = frozenset(
    [
        "id",
        "title",
        "purpose",
        "departments",
        "output",
        "minutes_before",
        "minutes_after",
        "tags",
        "when",
        "text",
        "may_enter",
        "slot",
    ]
)
_SLOT_KEYS = frozenset(["name", "label", "hint", "example", "required", "multiline", "max_length"])


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a prompt that a person fills."""

    name: str
    label: Words
    hint: Words
    example: str
    required: bool
    multiline: bool
    max_length: int


@dataclass(frozen=True, slots=True)
class MayEnter:
    """What may be put into a template's slots, by level."""

    ok: Words
    conditional: Words
    prohibited: Words


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt with slots. `departments` is empty for everybody's; minutes are typical ones."""

    id: str
    title: Words
    purpose: Words
    departments: tuple[str, ...]
    output: str
    minutes_before: int
    minutes_after: int
    tags: tuple[str, ...]
    when: tuple[str, ...]
    text: str
    may_enter: MayEnter
    slots: tuple[Slot, ...]


@cache
def load_templates() -> Mapping[str, PromptTemplate]:
    """Return the templates that ship with Annai, by id.

    Raises:
        ContentError: one of them is malformed.
    """
    folder = files("knowledge") / "content" / "templates"
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    templates = {}
    for file in found:
        template = parse_template(file.read_text("utf-8"), file.name)
        if file.name != f"{template.id}.toml":
            raise ContentError(
                f"{file.name}: id",
                Words(
                    f"ファイルの名前と違います（{template.id}）。",
                    f"is not the name of the file ({template.id}).",
                ),
            )
        templates[template.id] = template
    return MappingProxyType(templates)


def parse_template(source: str, name: str) -> PromptTemplate:
    """Read a template from its TOML.

    Args:
        source: the TOML.
        name: what errors call it: a file, a revision.

    Raises:
        ContentError: it is malformed or contradicts itself.
    """
    return template_in(read_table(source, name))


def template_in(table: Table) -> PromptTemplate:
    """Read a template from a table of some file.

    Raises:
        ContentError: it is malformed or contradicts itself.
    """
    table.refuse_others(_KEYS)
    id_ = table.text("id")
    if not _ID.fullmatch(id_) or len(id_) > 60:
        raise table.refuse(
            "id",
            "英小文字、数字、ハイフンで 60 文字までにしてください。",
            "use at most 60 small letters, digits and hyphens.",
        )
    output = table.text("output")
    if output not in load_output_checks():
        known = ", ".join(load_output_checks())
        raise table.refuse(
            "output", f"成果物の種類は {known} のどれかにしてください。", f"must be one of {known}."
        )
    may_enter = table.table.get("may_enter")
    if not isinstance(may_enter, dict):
        raise table.refuse(
            "may_enter", "表（[may_enter]）がありません。", "the table [may_enter] is missing."
        )
    levels = Table(f"{table.where}: may_enter", may_enter)
    template = PromptTemplate(
        id=id_,
        title=_both(table, "title"),
        purpose=_both(table, "purpose"),
        departments=table.strings("departments"),
        output=output,
        minutes_before=_count(table, "minutes_before", 10_000),
        minutes_after=_count(table, "minutes_after", 10_000),
        tags=table.strings("tags"),
        when=table.strings("when"),
        text=table.text("text").strip("\n"),
        may_enter=MayEnter(
            _both(levels, "ok"), _both(levels, "conditional"), _both(levels, "prohibited")
        ),
        slots=tuple(_slot(row) for row in table.tables("slot")),
    )
    _refuse_loose_slots(table, template)
    return template


def _refuse_loose_slots(table: Table, template: PromptTemplate) -> None:
    if not template.text or len(template.text) > LONGEST_TEXT:
        raise table.refuse(
            "text",
            f"1〜{LONGEST_TEXT} 文字で書いてください。",
            f"must have 1 to {LONGEST_TEXT} characters.",
        )
    names = [slot.name for slot in template.slots]
    used = set(PLACE.findall(template.text))
    if len(names) > MOST_SLOTS:
        raise table.refuse(
            "slot",
            f"{MOST_SLOTS} 個までにしてください。",
            f"must have at most {MOST_SLOTS} slots.",
        )
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise table.refuse(
            "slot",
            f"同じ名前が二度あります: {', '.join(twice)}",
            f"the same name twice: {', '.join(twice)}",
        )
    if unknown := sorted(used - set(names)):
        raise table.refuse(
            "text",
            f"slot にない名前です: {', '.join(unknown)}",
            f"not among the slots: {', '.join(unknown)}",
        )
    if unused := [name for name in names if name not in used]:
        raise table.refuse(
            "slot",
            f"text で使われていません: {', '.join(unused)}",
            f"not used in the text: {', '.join(unused)}",
        )


def _slot(row: Table) -> Slot:
    row.refuse_others(_SLOT_KEYS)
    name = row.text("name")
    if not _SLOT_NAME.fullmatch(name):
        raise row.refuse(
            "name",
            "空白と波かっこを使わず、40 文字までにしてください。",
            "use at most 40 characters, no spaces or braces.",
        )
    return Slot(
        name=name,
        label=_both(row, "label"),
        hint=row.words("hint"),
        example=row.text("example", ""),
        required=row.flag("required", default=False),
        multiline=row.flag("multiline", default=False),
        max_length=_count(row, "max_length", LONGEST_VALUE),
    )


def _both(table: Table, key: str) -> Words:
    words = table.words(key)
    if not words.ja.strip() or not words.en.strip():
        raise table.refuse(key, "{ ja = …, en = … } がありません。", "must be { ja = …, en = … }.")
    return words


def _count(table: Table, key: str, most: int) -> int:
    value = table.table.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise table.refuse(
            key, f"1〜{most} の整数にしてください。", f"must be a whole number from 1 to {most}."
        )
    return value
