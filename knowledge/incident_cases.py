"""A case to learn from in which nobody can be recognised: what may not stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.groups import SMALLEST_GROUP
from knowledge.normalize import shadow
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DATE = regex(
    r"(?:[0-9]{2,4}|令和[0-9元]{1,2})年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
    r"|(?<![0-9])[0-9]{1,2}月[0-9]{1,2}日?"
    r"|(?<![0-9])[0-9]{1,2}日(?![0-9間以])"
    r"|(?<![0-9])[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}"
    r"|(?<![0-9/])[01]?[0-9]/[0-3]?[0-9](?![0-9/])"
    rf"|(?<![A-Za-z])(?:{_MONTHS})\.? [0-9]{{1,2}}(?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,2}} (?:{_MONTHS})(?![A-Za-z])"
    r"|(?:今日|昨日|一昨日|おととい|今朝|昨夜|先週|今週|先月|今月)"
    r"|(?<![A-Za-z])(?:yesterday|last (?:week|month|night)|this (?:week|month|morning))(?![A-Za-z])"
)


def date_in(text: str) -> str:
    """Return the first thing that says when it was; empty when nothing does."""
    found = _DATE.search(shadow(text).text.lower())
    return found[0] if found else ""


def small_department_in(text: str, sizes: Mapping[str, int]) -> bool:
    """Return whether a department is named of which everybody would know who it was."""
    shown = shadow(text).text
    return any(size < SMALLEST_GROUP and shadow(name).text in shown for name, size in sizes.items())
