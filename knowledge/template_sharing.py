"""Whether the words of a template are fine for everybody to see and to enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.topics import RESEMBLANCE
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.templates import PromptTemplate

_A_FEW_WORDS = 80


def is_fine_phrase(text: str, rulebook: Rulebook, company: Company) -> bool:
    """Return whether a title, a purpose or a reason may be seen by all.

    A short phrase such as 「議事録の作成」 reads like a question about a kind of information. It
    names none, so only what was found in it keeps it back. Nor is it enough that a few words
    resemble something: a sign that can be named is asked for.
    """
    if not text.strip():
        return True
    verdict = classify(text, rulebook, company)
    if verdict.findings:
        return False
    if verdict.asked or verdict.level is Level.OK:
        return True
    evidence = [sign for hit in verdict.categories for sign in hit.evidence]
    resembles = bool(evidence) and all(sign == RESEMBLANCE for sign in evidence)
    return resembles and len(text) <= _A_FEW_WORDS


def is_fine_prompt(text: str, rulebook: Rulebook, company: Company) -> bool:
    """Return whether a prompt with nothing in its places may be entered: its own check is ok."""
    return classify(text, rulebook, company).level is Level.OK


def fields_not_fine(
    template: PromptTemplate,
    rulebook: Rulebook,
    company: Company,
    known: PromptTemplate | None = None,
) -> tuple[str, ...]:
    """Return the names of the fields of a template that not everybody may see.

    Args:
        template: to be shared.
        rulebook: the company's rules.
        company: the company's own list.
        known: what everybody has seen already: what it says is not looked at again.
    """
    seen = set() if known is None else {said for _, said in _phrases(known)}
    found = [
        name
        for name, said in _phrases(template)
        if said not in seen and not is_fine_phrase(said, rulebook, company)
    ]
    text = template.text
    if (known is None or text != known.text) and not is_fine_prompt(text, rulebook, company):
        found.append("text")
    return tuple(dict.fromkeys(found))


def _phrases(template: PromptTemplate) -> Iterator[tuple[str, str]]:
    """Every text of a template but the prompt itself, with the name of its field."""
    levels = template.may_enter
    both = {"title": [template.title], "purpose": [template.purpose]}
    both["may_enter"] = [levels.ok, levels.conditional, levels.prohibited]
    both["slot"] = [words for slot in template.slots for words in (slot.label, slot.hint)]
    for name, several in both.items():
        for words in several:
            yield name, words.ja
            yield name, words.en
    yield "tags", "、".join(template.tags)
    yield from (("when", said) for said in template.when)
    yield from (("slot", slot.example) for slot in template.slots)
