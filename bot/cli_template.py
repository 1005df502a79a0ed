"""`annai template`: the prompt templates that ship with Annai, searched and shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from bot.input_error import InputError
from bot.json_lines import print_json, read_cases
from bot.phrases import say
from knowledge.output_checks import load_output_checks
from knowledge.template_search import build_template_index, find_templates
from knowledge.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handlers.texts import Language
    from knowledge.templates import PromptTemplate

_MARKS = {"ok": "◯", "conditional": "△", "prohibited": "×"}


def search_templates(words: str, language: Language, *, as_json: bool) -> None:
    """Print the templates that fit the words, best first."""
    templates = load_templates()
    hits = find_templates(build_template_index(templates.values()), words)
    if as_json:
        results: list[dict[str, Any]] = [
            {
                "id": hit.id,
                "title": templates[hit.id].title.inn(language),
                "score": round(hit.score, 3),
            }
            for hit in hits
        ]
        print_json({"query": words, "results": results})
        return
    for hit in hits:
        sys.stdout.write(_line(templates[hit.id], language) + "\n")
    if not hits:
        sys.stdout.write(say(language, "template.nothing") + "\n")


def search_lines(path: Path, language: Language) -> None:
    """Search for the query of each line of a JSON Lines file; print one JSON object for it.

    Raises:
        InputError: the file, or a line of it, cannot be read. Lines before it are printed.
    """
    index = build_template_index(load_templates().values())
    for id_, query in read_cases(path, "query", language):
        print_json({"id": id_, "results": [hit.id for hit in find_templates(index, query)]})


def show_template(id_: str, language: Language) -> None:
    """Print everything of one template.

    Raises:
        InputError: there is no such template.
    """
    template = load_templates().get(id_)
    if template is None:
        raise InputError(say(language, "template.no_such", name=id_))
    sys.stdout.write("\n".join(_page(template, language)) + "\n")


def _line(template: PromptTemplate, language: Language) -> str:
    return f"{template.id}  {template.title.inn(language)}  {template.purpose.inn(language)}"


def _page(template: PromptTemplate, language: Language) -> Iterator[str]:
    yield _line(template, language)
    yield say(
        language,
        "template.minutes",
        before=template.minutes_before,
        after=template.minutes_after,
    )
    yield f"\n{say(language, 'template.may_enter')}"
    for level, mark in _MARKS.items():
        yield f"  {mark} {getattr(template.may_enter, level).inn(language)}"
    yield f"\n{say(language, 'template.slots')}"
    for slot in template.slots:
        needed = f" ({say(language, 'template.required')})" if slot.required else ""
        yield f"  {{{{{slot.name}}}}} {slot.label.inn(language)}{needed}  {slot.hint.inn(language)}"
    yield f"\n{template.text}"
    yield f"\n{say(language, 'template.checklist')}"
    for check in load_output_checks()[template.output].checks:
        yield f"  - {check.says.inn(language)}"
