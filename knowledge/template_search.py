"""Finding a prompt template by what a person wants to do."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.search import Document, Hit, Index, build_index, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.templates import PromptTemplate

_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"title": 3.0, "title_en": 2.5, "tags": 2.5, "when": 1.2, "purpose": 1.2, "body": 0.12}
)
# The person's own department comes first among templates that fit about as well.
_OWN_DEPARTMENT = 0.08
_LOOK_AT = 100


@dataclass(frozen=True)
class TemplateIndex:
    """Templates, prepared once. Built by `build_template_index`."""

    index: Index
    departments: Mapping[str, tuple[str, ...]]


def build_template_index(templates: Iterable[PromptTemplate]) -> TemplateIndex:
    """Read the templates once; an earlier one wins a tie."""
    known = tuple(templates)
    index = build_index((_document(template) for template in known), weights=_WEIGHTS)
    return TemplateIndex(index, {template.id: template.departments for template in known})


def find_templates(
    templates: TemplateIndex, words: str, limit: int = 20, *, department: str | None = None
) -> tuple[Hit, ...]:
    """Return the templates that fit what a person typed, best first; none when nothing fits.

    Args:
        templates: from `build_template_index`.
        words: words or a sentence, in Japanese or English.
        limit: at most so many.
        department: of the person; its templates come first among those that fit as well.
    """
    if department is None:
        return search(templates.index, words, limit)

    def with_own_first(hit: Hit) -> float:
        own = department in templates.departments[hit.id]
        return -(hit.score + _OWN_DEPARTMENT * own)

    hits = search(templates.index, words, max(limit, _LOOK_AT))
    return tuple(sorted(hits, key=with_own_first)[:limit])


def _document(template: PromptTemplate) -> Document:
    labels = [f"{slot.label.ja}。{slot.label.en}" for slot in template.slots]
    return Document(
        template.id,
        {
            "title": template.title.ja,
            "title_en": template.title.en,
            "tags": "、".join(template.tags),
            "when": "。".join(template.when),
            "purpose": f"{template.purpose.ja}。{template.purpose.en}",
            "body": "。".join((template.text, *labels)),
        },
    )
