"""What to look at before something ChatGPT wrote is used, by what sort of thing it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.content_table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.wording import Words

_FILE = "output_checks.toml"


@dataclass(frozen=True, slots=True)
class OutputCheck:
    """One thing to look at, as a question."""

    id: str
    says: Words


@dataclass(frozen=True, slots=True)
class OutputType:
    """A sort of output (mail, minutes, …) with its checklist, in the order to go through it."""

    id: str
    label: Words
    checks: tuple[OutputCheck, ...]


@cache
def load_output_checks() -> Mapping[str, OutputType]:
    """Return the sorts of output that ship with Annai, by id.

    Raises:
        ContentError: the file names a check that it does not have.
    """
    source = (files("knowledge") / "content" / _FILE).read_text("utf-8")
    book = read_table(source, _FILE)
    checks = {
        row.text("id"): OutputCheck(row.text("id"), row.words("says"))
        for row in book.tables("check")
    }
    types = {}
    for row in book.tables("output"):
        names = row.strings("checks")
        if unknown := [name for name in names if name not in checks]:
            raise row.refuse(
                "checks",
                f"check にない id です: {', '.join(unknown)}",
                f"no such check: {', '.join(unknown)}",
            )
        id_ = row.text("id")
        types[id_] = OutputType(id_, row.words("label"), tuple(checks[name] for name in names))
    return MappingProxyType(types)
