"""What a button on a verdict carries to the form: the verdict in short, and the text that may leave."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handlers.limits import units
from knowledge.leaving import what_may_leave

if TYPE_CHECKING:
    from knowledge.verdict import Verdict

_MOST = 2_000
_CATEGORIES = 6


@dataclass(frozen=True, slots=True)
class Carried:
    """A verdict in short. `text` may leave, or is empty; nothing else of what was asked is here.

    `seen` is the precedent that the person has before them already, and `use` the number under
    which that was counted; 0 for none.
    """

    level: str = ""
    categories: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    seen: int = 0
    use: int = 0
    report: bool = False
    text: str = field(default="", repr=False)

    def packed(self) -> str:
        """Return it as the value of a button; without the text when that does not fit."""
        numbers = [self.seen, self.use, int(self.report)]
        said = [self.level, self.categories, self.nearest, numbers, self.text]
        value = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        if units(value) > _MOST and self.text:
            return replace(self, text="").packed()
        return value


def carry(verdict: Verdict, text: str, *, seen: int = 0, use: int = 0) -> Carried:
    """Return what of a verdict on a text may be carried."""
    return Carried(
        level=verdict.level.value,
        categories=tuple(hit.category for hit in verdict.categories)[:_CATEGORIES],
        nearest=verdict.nearest[:_CATEGORIES],
        seen=seen,
        use=use,
        text=what_may_leave(verdict, text),
    )


def unpack(value: str) -> Carried:
    """Read a button's value; an empty or an older one carries nothing."""
    try:
        level, categories, nearest, (seen, use, report), text = json.loads(value)
        return Carried(
            str(level),
            tuple(categories),
            tuple(nearest),
            int(seen),
            int(use),
            bool(report),
            str(text),
        )
    except (ValueError, TypeError):
        return Carried()
