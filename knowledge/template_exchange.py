"""Templates as files that people exchange: one TOML, or a CSV that Excel opens."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from knowledge.content_table import ContentError, Table, read_table
from knowledge.spreadsheet_text import guarded, unguarded
from knowledge.template_source import write_template
from knowledge.templates import template_in
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.templates import PromptTemplate, Slot

MOST: Final = 10_000
_WORDS = ("title", "purpose", "ok", "conditional", "prohibited")
_LISTS = ("departments", "tags", "when")
_COUNTS = ("minutes_before", "minutes_after")
_OF_TEMPLATE = (
    "id",
    *(f"{name}_{language}" for name in _WORDS[:2] for language in ("ja", "en")),
    *_LISTS,
    "output",
    *_COUNTS,
    "text",
    *(f"{name}_{language}" for name in _WORDS[2:] for language in ("ja", "en")),
)
_OF_SLOT = (
    "slot_name",
    "slot_label_ja",
    "slot_label_en",
    "slot_hint_ja",
    "slot_hint_en",
    "slot_example",
    "slot_required",
    "slot_multiline",
    "slot_max_length",
)
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read of a file: where it stands, and why, in both languages."""

    where: str
    why: Words


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds. With anything refused, nothing of it is to be used."""

    templates: tuple[PromptTemplate, ...]
    refused: tuple[Refused, ...] = ()


def write_toml(templates: Iterable[PromptTemplate]) -> str:
    """Return one TOML of all; `read_toml` gives the same templates."""
    return "\n".join(
        f"[[template]]\n{write_template(template, within='template.')}" for template in templates
    )


def read_toml(source: str, name: str) -> Read:
    """Read the TOML of many templates ([[template]]), or of one as it ships.

    Args:
        source: the TOML.
        name: what refusals call it.
    """
    try:
        book = read_table(source, name)
        rows = book.tables("template") if "template" in book.table else [book]
        if "template" in book.table:
            book.refuse_others(frozenset({"template"}))
    except ContentError as error:
        return Read((), (_refused(error),))
    return _read(rows)


def write_csv(templates: Iterable[PromptTemplate]) -> bytes:
    """Return a line for each slot, the first of which holds the template itself.

    UTF-8 with the mark by which Excel knows it; no cell is ever a formula.
    """
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, (*_OF_TEMPLATE, *_OF_SLOT), lineterminator="\r\n")
    rows.writeheader()
    for template in templates:
        slots = [_slot_cells(slot) for slot in template.slots] or [{}]
        for number, slot in enumerate(slots):
            cells = _cells(template) if number == 0 else {"id": template.id}
            rows.writerow(
                {
                    name: guarded(cell) if isinstance(cell, str) else cell
                    for name, cell in (cells | slot).items()
                }
            )
    return written.getvalue().encode("utf-8-sig")


def read_csv(source: str, name: str) -> Read:
    """Read what `write_csv` wrote, also after Excel has saved it.

    Args:
        source: the text, with or without the mark.
        name: what refusals call it.
    """
    rows = csv.reader(io.StringIO(source.removeprefix("\ufeff"), newline=""))
    try:
        lines = [(rows.line_num, [unguarded(cell) for cell in row]) for row in rows if any(row)]
    except csv.Error:
        says = Words("CSV として読めません。", "not CSV.")
        return Read((), (Refused(f"{name}: {rows.line_num}", says),))
    header = lines[0][1] if lines else []
    if missing := [column for column in (*_OF_TEMPLATE, *_OF_SLOT) if column not in header]:
        listed = ", ".join(missing)
        says = Words(f"列がありません: {listed}", f"columns are missing: {listed}")
        return Read((), (Refused(f"{name}: 1", says),))
    cells = [(number, dict(zip(header, row, strict=False))) for number, row in lines[1:]]
    tables: dict[str, Table] = {}
    refused = []
    for number, row in cells:
        where = f"{name}: {number}"
        try:
            _add(tables, row, where)
        except ContentError as error:
            refused.append(_refused(error))
    read = _read(tables.values())
    return Read(read.templates, (*refused, *read.refused))


def _read(rows: Iterable[Table]) -> Read:
    templates: dict[str, PromptTemplate] = {}
    refused = []
    for row in rows:
        try:
            template = template_in(row)
            if template.id in templates:
                raise row.refuse("id", "同じ id が二度あります。", "the same id twice.")
            templates[template.id] = template
        except ContentError as error:
            refused.append(_refused(error))
    return Read(tuple(templates.values()), tuple(refused))


def _refused(error: ContentError) -> Refused:
    return Refused(error.where, error.says)


def _cells(template: PromptTemplate) -> dict[str, str | int]:
    levels = template.may_enter
    words = {
        "title": template.title,
        "purpose": template.purpose,
        "ok": levels.ok,
        "conditional": levels.conditional,
        "prohibited": levels.prohibited,
    }
    cells: dict[str, str | int] = {"id": template.id, "output": template.output}
    for name, said in words.items():
        cells |= {f"{name}_ja": said.ja, f"{name}_en": said.en}
    cells |= {name: "\n".join(getattr(template, name)) for name in _LISTS}
    cells |= {name: getattr(template, name) for name in _COUNTS}
    return cells | {"text": template.text}


def _slot_cells(slot: Slot) -> dict[str, str | int]:
    return {
        "slot_name": slot.name,
        "slot_label_ja": slot.label.ja,
        "slot_label_en": slot.label.en,
        "slot_hint_ja": slot.hint.ja,
        "slot_hint_en": slot.hint.en,
        "slot_example": slot.example,
        "slot_required": "yes" if slot.required else "no",
        "slot_multiline": "yes" if slot.multiline else "no",
        "slot_max_length": slot.max_length,
    }


def _add(tables: dict[str, Table], row: Mapping[str, str], where: str) -> None:
    """Add a line: a template with its first slot, or one more slot of the last one."""
    id_ = row.get("id", "").strip() or next(reversed(tables), "")
    if row.get("text", "").strip():
        if id_ in tables:
            raise Table(where, {}).refuse("id", "同じ id が二度あります。", "the same id twice.")
        tables[id_] = Table(where, _template_of(row, where))
    if id_ not in tables:
        raise Table(where, {}).refuse("text", "文がありません。", "the text is missing.")
    if row.get("slot_name", "").strip():
        slots: list[dict[str, Any]] = tables[id_].table["slot"]
        slots.append(_slot_of(row, where))


def _template_of(row: Mapping[str, str], where: str) -> dict[str, Any]:
    made: dict[str, Any] = {name: row.get(name, "").strip() for name in ("id", "output")}
    made |= {name: _words(row, name) for name in _WORDS[:2]}
    made |= {name: _lines(row.get(name, "")) for name in _LISTS}
    made |= {name: _count(row, name, where) for name in _COUNTS}
    made["may_enter"] = {name: _words(row, name) for name in _WORDS[2:]}
    return {**made, "text": _plain(row.get("text", "")), "slot": []}


def _slot_of(row: Mapping[str, str], where: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": row["slot_name"].strip(),
        "label": _words(row, "slot_label"),
        "hint": _words(row, "slot_hint"),
        "example": _plain(row.get("slot_example", "")),
        "max_length": _count(row, "slot_max_length", where),
    }
    for name in ("required", "multiline"):
        said = row.get(f"slot_{name}", "").strip().lower()
        if said not in _FLAGS:
            raise Table(where, {}).refuse(
                f"slot_{name}", "yes か no にしてください。", "must be yes or no."
            )
        made[name] = _FLAGS[said]
    return made


def _words(row: Mapping[str, str], name: str) -> dict[str, str]:
    return {language: _plain(row.get(f"{name}_{language}", "")) for language in ("ja", "en")}


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in _plain(cell).split("\n") if line.strip()]


def _count(row: Mapping[str, str], name: str, where: str) -> int:
    said = row.get(name, "").strip()
    if not (said.isascii() and said.isdecimal()):
        raise Table(where, {}).refuse(name, "整数にしてください。", "must be a whole number.")
    return int(said)


def _plain(cell: str) -> str:
    """Return a cell with line ends as we write them, whatever a program made of them."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")
