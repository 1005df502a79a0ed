"""What of a filled template may not go in: at which slot, and how it could be written instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.masking import mask
from knowledge.template_filling import put_in
from knowledge.verdict import Level, Note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.template_filling import Prompt
    from knowledge.templates import PromptTemplate
    from knowledge.verdict import Finding, Kind, Verdict

_ROUNDS = 3
_NOT_READ = frozenset({Note.EMPTY, Note.TOO_LONG, Note.NOT_TEXT, Note.FOREIGN})


@dataclass(frozen=True, slots=True)
class SlotIssue:
    """A slot whose value may not go in as it is.

    Attributes:
        name: of the slot.
        kinds: what was found in its value.
        categories: rules that its value touches even when it is masked.
        is_unread: it was not read, so nobody knows what is in it.
        proposal: the value masked, which may go in; empty when masking does not help.
    """

    name: str
    kinds: tuple[Kind, ...] = ()
    categories: tuple[str, ...] = ()
    is_unread: bool = False
    proposal: str = field(default="", repr=False)


def slot_issues(
    template: PromptTemplate,
    values: Mapping[str, str],
    verdict: Verdict,
    rulebook: Rulebook,
    company: Company,
) -> tuple[SlotIssue, ...]:
    """Return what keeps a filled template from being handed out, in the order of its slots.

    Empty exactly when the prompt may be handed out: a prompt that may not is always somebody's.

    Args:
        template: that was filled.
        values: by the names of the slots.
        verdict: of the whole prompt, as `put_in` gives it, under the same rules.
        rulebook: the company's rules.
        company: the company's own list.
    """
    if verdict.level is Level.OK:
        return ()

    def judge(some: Mapping[str, str]) -> Verdict:
        return classify(put_in(template, some).text, rulebook, company)

    kinds = _kinds_by_slot(put_in(template, values), verdict.findings)
    masked, left = _masked_values(template, values, verdict, judge)
    issues = []
    for slot in template.slots:
        value, proposal = values.get(slot.name, ""), masked[slot.name]
        if not value.strip() or (left.level is Level.OK and slot.name not in kinds):
            continue
        # If all of it is fine once it is masked, so is each part; else each is looked at alone.
        alone = left if left.level is Level.OK else judge({slot.name: proposal})
        fine = alone.level is Level.OK
        if fine and slot.name not in kinds:
            continue
        issues.append(
            SlotIssue(
                slot.name,
                kinds.get(slot.name, ()),
                tuple(hit.category for hit in alone.categories),
                bool(_NOT_READ & set(alone.notes)),
                proposal if fine and proposal != value else "",
            )
        )
    return tuple(issues) or (_longest(template, values, verdict),)


def _kinds_by_slot(prompt: Prompt, findings: Sequence[Finding]) -> dict[str, tuple[Kind, ...]]:
    found: dict[str, dict[Kind, None]] = {}
    for place in prompt.places:
        for finding in findings:
            if finding.start < place.end and finding.end > place.start:
                found.setdefault(place.name, {})[finding.kind] = None
    return {name: tuple(kinds) for name, kinds in found.items()}


def _masked_values(
    template: PromptTemplate,
    values: Mapping[str, str],
    verdict: Verdict,
    judge: Callable[[Mapping[str, str]], Verdict],
) -> tuple[dict[str, str], Verdict]:
    """Return the values masked, and the verdict of the prompt with them.

    The same thing has the same placeholder in all of them.
    """
    masked = {slot.name: values.get(slot.name, "") for slot in template.slots}
    for _ in range(_ROUNDS):
        if not verdict.findings:
            break
        cut = _cut(put_in(template, masked), verdict.findings)
        masked |= {name: value for name, value in cut.items() if masked[name].strip()}
        verdict = judge(masked)
    return masked, verdict


def _cut(prompt: Prompt, findings: Sequence[Finding]) -> dict[str, str]:
    """Return what stands in each slot's place once the prompt is masked.

    A finding that begins or ends outside of a slot counts for the part that is in it.
    """
    inside: list[Finding] = []
    for place in prompt.places:
        for one in findings:
            start, end = max(one.start, place.start), min(one.end, place.end)
            if start < end:
                inside.append(type(one)(start, end, one.kind, one.confidence, one.why))
    inside.sort()
    text = mask(prompt.text, inside).masked.text
    values: dict[str, str] = {}
    behind = 0
    at = 0
    for place in prompt.places:
        # What stands behind a place is as long as before up to the next one.
        while at < len(inside) and inside[at].start < place.start:
            at += 1
        start = place.start + behind
        while at < len(inside) and inside[at].end <= place.end:
            begin = inside[at].start + behind
            end = text.index("】", begin) + 1
            behind += end - begin - (inside[at].end - inside[at].start)
            at += 1
        values.setdefault(place.name, text[start : place.end + behind])
    return values


def _longest(template: PromptTemplate, values: Mapping[str, str], verdict: Verdict) -> SlotIssue:
    """Return the issue of a prompt that no single slot explains: it is put to the longest one."""
    names = [slot.name for slot in template.slots]
    name = max(names, key=lambda one: len(values.get(one, "")), default="")
    categories = tuple(hit.category for hit in verdict.categories)
    return SlotIssue(name, (), categories, is_unread=bool(_NOT_READ & set(verdict.notes)))
