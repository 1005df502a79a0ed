"""Whether the words of a template are fine for everybody to see and to enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.own_words import what_they_tell
from knowledge.topics import RESEMBLANCE
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.templates import PromptTemplate
    from knowledge.verdict import Verdict

_A_FEW_WORDS = 80


def is_fine_phrase(text: str, rulebook: Rulebook, company: Company) -> bool:
    """Return whether a title, a purpose or a reason may be seen by all.

    A short phrase such as 「議事録の作成」 reads like a question about a kind of information. It
    is none, so it is kept back by what was found in it or what it tells. Nor is it enough that a
    few words resemble something: a sign that can be named is asked for.
    """
    if not text.strip():
        return True
    verdict = classify(text, rulebook, company)
    if verdict.findings or what_they_tell(text, verdict, rulebook, company, to_all=True):
        return False
    if verdict.asked or verdict.level is Level.OK:
        return True
    return _only_resembles(verdict) and len(text) <= _A_FEW_WORDS


def is_fine_prompt(text: str, rulebook: Rulebook, company: Company, known: str = "") -> bool:
    """Return whether a prompt with nothing in its places may be entered: its own check is ok.

    Of a better text of one that everybody has (`known`), which only resembles something, the
    new lines are looked at: a word more or less in them would decide about all the others.
    """
    verdict = classify(text, rulebook, company)
    if verdict.level is Level.OK:
        return True
    if not known or not _only_resembles(verdict):
        return False
    seen = set(known.splitlines())
    new = [line for line in text.splitlines() if line not in seen]
    return all(is_fine_phrase(line, rulebook, company) for line in (*new, "\n".join(new)))


def _only_resembles(verdict: Verdict) -> bool:
    evidence = [sign for hit in verdict.categories for sign in hit.evidence]
    return not verdict.findings and bool(evidence) and all(s == RESEMBLANCE for s in evidence)


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
    before = "" if known is None else known.text
    if template.text != before and not is_fine_prompt(template.text, rulebook, company, before):
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
