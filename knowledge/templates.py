"""Prompt templates: the company's standard prompts, with slots that a person fills."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
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
LEFT_EMPTY = "（指定なし）"
"""Stands in the prompt for a slot that need not be filled and was not."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLOT_NAME = re.compile(r"[^{}\s]{1,40}")
_PLACE = re.compile(r"\{\{([^{}\s]{1,40})\}\}")
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


class Problem(StrEnum):
    """What is wrong with a value."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot (or a name that is none) whose value cannot be used."""

    name: str
    problem: Problem


class NotFilledError(Exception):
    """`fill` was asked with values that cannot be used; `gaps` says which. Holds no value."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        super().__init__(", ".join(f"{gap.name}: {gap.problem}" for gap in gaps))
        self.gaps = gaps


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
    return _template(read_table(source, name))


def gaps(template: PromptTemplate, values: Mapping[str, str]) -> tuple[Gap, ...]:
    """Return what keeps the values from being filled in, in the order of the slots."""
    found = []
    for slot in template.slots:
        value = values.get(slot.name, "")
        if slot.required and not value.strip():
            found.append(Gap(slot.name, Problem.MISSING))
        elif len(value) > slot.max_length:
            found.append(Gap(slot.name, Problem.TOO_LONG))
    known = {slot.name for slot in template.slots}
    return (*found, *(Gap(name, Problem.UNKNOWN) for name in values if name not in known))


def fill(template: PromptTemplate, values: Mapping[str, str]) -> str:
    r"""Return the prompt with the values in their places, in one literal pass.

    A value is data: `{{…}}`, `\1` or `$&` in it stay as they are.

    Raises:
        NotFilledError: a required value is missing, one is too long, or a name is no slot.
    """
    if problems := gaps(template, values):
        raise NotFilledError(problems)

    def value_at(place: re.Match[str]) -> str:
        value = values.get(place[1], "")
        return value if value.strip() else LEFT_EMPTY

    return _PLACE.sub(value_at, template.text)


def _template(table: Table) -> PromptTemplate:
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
    used = set(_PLACE.findall(template.text))
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
