"""What differs between two texts of a template, for a person to read."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from knowledge.template_drafts import text_as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.templates import PromptTemplate, Slot

_AROUND = 1
# Wide, as the lines of a prompt begin with a narrow one themselves.
OUT, IN, SAME, GAP = "－ ", "＋ ", "　 ", "…"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field other than the text: its name, what it said and what it says."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """`lines`: of the text, each marked as left out, put in or the same; empty when it is."""

    fields: tuple[FieldChange, ...]
    lines: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.lines)


def changes_between(old: PromptTemplate, new: PromptTemplate, language: str) -> Changes:
    """Return what differs, in the words of one language."""
    fields = {
        "title": (old.title.inn(language), new.title.inn(language)),
        "purpose": (old.purpose.inn(language), new.purpose.inn(language)),
        "tags": (_listed(old.tags), _listed(new.tags)),
        "when": (_listed(old.when), _listed(new.when)),
        "output": (old.output, new.output),
        "minutes_before": (str(old.minutes_before), str(new.minutes_before)),
        "minutes_after": (str(old.minutes_after), str(new.minutes_after)),
        "may_enter": (_levels(old, language), _levels(new, language)),
        "slots": (_slots(old.slots, language), _slots(new.slots, language)),
    }
    changed = (FieldChange(name, *both) for name, both in fields.items() if both[0] != both[1])
    before, after = text_as_typed(old, language), text_as_typed(new, language)
    lines = _lines(before, after) if before != after else ()
    return Changes(tuple(changed), tuple(lines))


def _lines(old: str, new: str) -> Iterator[str]:
    """The lines that differ, with one line around them."""
    before, after = old.splitlines(), new.splitlines()
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
    for number, group in enumerate(groups):
        if number:
            yield GAP
        for how, start, stop, new_start, new_stop in group:
            if how == "equal":
                yield from (SAME + line for line in before[start:stop])
                continue
            yield from (OUT + line for line in before[start:stop])
            yield from (IN + line for line in after[new_start:new_stop])


def _listed(words: Sequence[str]) -> str:
    return "、".join(words)


def _levels(template: PromptTemplate, language: str) -> str:
    levels = template.may_enter
    return " / ".join(
        one.inn(language) for one in (levels.ok, levels.conditional, levels.prohibited)
    )


def _slots(slots: Sequence[Slot], language: str) -> str:
    return "、".join(slot.label.inn(language) for slot in slots)
