"""What of a filled template may not go in: at which slot, and how it could be written instead.

A prompt is judged twice, and the stricter verdict counts: as a whole, because its words explain
what was filled in, and what was filled in by itself, because the harmless words of a template
around it would make it look harmless.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from knowledge.long_texts import classify_long, stricter
from knowledge.masking import Masking, mask
from knowledge.template_filling import put_in
from knowledge.templates import LONGEST_VALUE
from knowledge.verdict import Level, Note, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.template_filling import Prompt
    from knowledge.templates import PromptTemplate
    from knowledge.verdict import Finding, Kind

LONGEST_PROMPT: Final = 30_000
"""What a modal of Slack's has room for, with all that is said about it, in the largest encoding."""

_ROUNDS = 3
_NOT_READ = frozenset({Note.EMPTY, Note.TOO_LONG, Note.NOT_TEXT, Note.FOREIGN})
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class SlotIssue:
    """A slot whose value may not go in as it is.

    Attributes:
        name: of the slot.
        kinds: what was found in its value.
        categories: rules that its value touches even when it is masked.
        is_unread: it was not read, so nobody knows what is in it.
        is_too_long: because the whole prompt is longer than `LONGEST_PROMPT`.
        proposal: the value masked, which may go in; empty when masking does not help.
    """

    name: str
    kinds: tuple[Kind, ...] = ()
    categories: tuple[str, ...] = ()
    is_unread: bool = False
    is_too_long: bool = False
    proposal: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template, its verdict, and what keeps it from being handed out: nothing if ok."""

    text: str = field(repr=False)
    verdict: Verdict
    issues: tuple[SlotIssue, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    template: PromptTemplate
    rulebook: Rulebook
    company: Company
    # Most of what is judged again after masking is what it was before.
    read: dict[str, Verdict] = field(default_factory=dict, repr=False)

    def judge(self, values: Mapping[str, str]) -> Verdict:
        """Return the strictest of the verdicts on the prompt and on what was filled in."""
        prompt = put_in(self.template, values)
        if len(prompt.text) > LONGEST_PROMPT:
            unread = Verdict(Level.UNDECIDED, notes=(Note.TOO_LONG,))
            return replace(unread, rulebook_revision=self.rulebook.revision)
        verdict = self._read(prompt.text)
        for part in self._parts(values):
            text = _BETWEEN.join(part.values())
            alone = self._read(text)
            # Without the words around them, a few figures or signs say nothing.
            if not {Note.EMPTY, Note.NOT_TEXT} & set(alone.notes):
                verdict = stricter(verdict, alone, _moved(alone.findings, part, prompt))
        return verdict

    def _parts(self, values: Mapping[str, str]) -> list[dict[str, str]]:
        """Return what is judged by itself: everything filled in, and each longer text of it."""
        slots = [slot for slot in self.template.slots if values.get(slot.name, "").strip()]
        everything = {slot.name: values[slot.name] for slot in slots}
        each = [{slot.name: values[slot.name]} for slot in slots if slot.multiline]
        return [everything, *(part for part in each if part != everything)]

    def _read(self, text: str) -> Verdict:
        if text not in self.read:
            self.read[text] = classify_long(text, self.rulebook, self.company)
        return self.read[text]


def check_filled(
    template: PromptTemplate, values: Mapping[str, str], rulebook: Rulebook, company: Company
) -> Filled:
    """Check a filled template.

    Args:
        template: that is filled.
        values: by the names of the slots, each within the limits of its slot.
        rulebook: the company's rules.
        company: the company's own list.

    Returns:
        The prompt with a verdict that is ok exactly when there are no issues. Its masked text,
        if there is one, has been judged like the prompt itself, and is ok.
    """
    rules = _Rules(template, rulebook, company)
    prompt = put_in(template, values)
    verdict = rules.judge(values)
    if verdict.level is Level.OK:
        return Filled(prompt.text, verdict, ())
    masked, left, masking = _mask(rules, values, verdict)
    helps = left.level is Level.OK
    verdict = replace(verdict, maskable=helps, masking=masking if helps else None)
    issues = _issues(rules, values, verdict, masked, left)
    return Filled(prompt.text, verdict, issues or (whole_issue(template, values, verdict),))


def whole_issue(template: PromptTemplate, values: Mapping[str, str], verdict: Verdict) -> SlotIssue:
    """Return the issue of a prompt that no single slot explains: it is put to the longest one."""
    names = [slot.name for slot in template.slots]
    name = max(names, key=lambda one: len(values.get(one, "")), default="")
    categories = tuple(hit.category for hit in verdict.categories)
    return SlotIssue(
        name,
        (),
        categories,
        is_unread=bool(_NOT_READ & set(verdict.notes)),
        is_too_long=Note.TOO_LONG in verdict.notes,
    )


def _issues(
    rules: _Rules,
    values: Mapping[str, str],
    verdict: Verdict,
    masked: Mapping[str, str],
    left: Verdict,
) -> tuple[SlotIssue, ...]:
    kinds = _kinds_by_slot(put_in(rules.template, values), verdict.findings)
    issues = []
    for slot in rules.template.slots:
        value, proposal = values.get(slot.name, ""), masked[slot.name]
        if not value.strip() or (left.level is Level.OK and slot.name not in kinds):
            continue
        # If all of it is fine once it is masked, so is each part; else each is looked at alone.
        alone = left if left.level is Level.OK else rules.judge({slot.name: proposal})
        fine = alone.level is Level.OK
        if fine and slot.name not in kinds:
            continue
        issues.append(
            SlotIssue(
                slot.name,
                kinds.get(slot.name, ()),
                tuple(hit.category for hit in alone.categories),
                bool(_NOT_READ & set(alone.notes)),
                proposal=proposal if fine and proposal != value and _fits(proposal) else "",
            )
        )
    return tuple(issues)


def _fits(proposal: str) -> bool:
    """Whether a field has room for it: placeholders may be longer than what they stand for."""
    return len(proposal.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_VALUE


def _kinds_by_slot(prompt: Prompt, findings: Sequence[Finding]) -> dict[str, tuple[Kind, ...]]:
    found: dict[str, dict[Kind, None]] = {}
    for place in prompt.places:
        for finding in findings:
            if finding.start < place.end and finding.end > place.start:
                found.setdefault(place.name, {})[finding.kind] = None
    return {name: tuple(kinds) for name, kinds in found.items()}


def _moved(findings: Iterable[Finding], own: Mapping[str, str], prompt: Prompt) -> list[Finding]:
    """Return what was found in the values, one after the other, at their places in the prompt."""
    starts: dict[str, int] = {}
    at = 0
    for name, value in own.items():
        starts[name] = at
        at += len(value) + len(_BETWEEN)
    moved = []
    for place in prompt.places:
        start = starts.get(place.name)
        if start is None:
            continue
        by = place.start - start
        for one in findings:
            inside = max(one.start + by, place.start), min(one.end + by, place.end)
            if inside[0] < inside[1]:
                moved.append(type(one)(*inside, one.kind, one.confidence, one.why))
    return moved


def _mask(
    rules: _Rules, values: Mapping[str, str], verdict: Verdict
) -> tuple[dict[str, str], Verdict, Masking | None]:
    """Return the values masked, the verdict of the prompt with them, and its masked text.

    The same thing has the same placeholder in all of them.
    """
    template = rules.template
    masked = {slot.name: values.get(slot.name, "") for slot in template.slots}
    originals: dict[str, str] = {}
    masking = None
    for _ in range(_ROUNDS):
        if not verdict.findings:
            break
        prompt = put_in(template, masked)
        masking = mask(prompt.text, _inside(prompt, verdict.findings))
        originals.update(masking.originals)
        cut = _cut(prompt, _inside(prompt, verdict.findings), masking.masked.text)
        masked |= {name: value for name, value in cut.items() if masked[name].strip()}
        if put_in(template, masked).text != masking.masked.text:
            # A slot that stands twice was read in two ways, so no text is the masked one.
            masking = None
        verdict = rules.judge(masked)
    if masking is not None:
        masking = Masking(masking.masked, MappingProxyType(originals))
    return masked, verdict, masking


def _inside(prompt: Prompt, findings: Sequence[Finding]) -> list[Finding]:
    """Return the parts of the findings that stand in slots, in order."""
    inside: list[Finding] = []
    for place in prompt.places:
        for one in findings:
            start, end = max(one.start, place.start), min(one.end, place.end)
            if start < end:
                inside.append(type(one)(start, end, one.kind, one.confidence, one.why))
    return sorted(inside)


def _cut(prompt: Prompt, inside: Sequence[Finding], text: str) -> dict[str, str]:
    """Return what stands in each slot's place in the masked prompt."""
    values: dict[str, str] = {}
    behind = 0
    at = 0
    for place in prompt.places:
        start = place.start + behind
        while at < len(inside) and inside[at].end <= place.end:
            begin = inside[at].start + behind
            end = text.index("】", begin) + 1
            behind += end - begin - (inside[at].end - inside[at].start)
            at += 1
        values.setdefault(place.name, text[start : place.end + behind])
    return values
