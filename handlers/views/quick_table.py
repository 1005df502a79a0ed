"""The quick table (早見表): every category of the rulebook in force, by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import BLOCK_TEXT, units
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.rulebook import Rulebook

# In the order in which people ask: may I, may I after masking, may I not.
_LEVELS = (Level.OK, Level.CONDITIONAL, Level.PROHIBITED)
_FOLDED = 8


def quick_table(rulebook: Rulebook, voice: Voice) -> list[Block]:
    """The table folded to a few categories of each level, with the button for all of it."""
    lines = [
        voice("home.colon", name=voice(f"home.table.{level}")) + _folded(labels, voice)
        for level in _LEVELS
        if (labels := _labels(rulebook, level, voice))
    ]
    return [
        kit.bullets(
            voice("home.table.title", revision=rulebook.revision),
            [*lines, voice("home.table.undecided")],
        ),
        kit.actions(kit.button(voice("home.table.open"), ids.ACTION_OPEN_QUICK_TABLE)),
    ]


def quick_table_modal(rulebook: Rulebook, voice: Voice) -> Surface:
    """The whole table."""
    blocks: list[Block] = []
    for level in _LEVELS:
        labels = _labels(rulebook, level, voice)
        blocks += [kit.bullets(voice(f"home.table.{level}"), some) for some in _chunks(labels)]
    blocks += [
        kit.prose(voice("home.table.undecided")),
        kit.context(voice("home.table.note")),
        kit.context(voice("check.footer", revision=rulebook.revision)),
    ]
    return fit(kit.modal(voice("home.table.modal"), blocks, close=voice("check.close")), voice)


def _labels(rulebook: Rulebook, level: Level, voice: Voice) -> list[str]:
    return [
        category.label.inn(voice.language)
        for category in rulebook.categories.values()
        if category.level is level
    ]


def _folded(labels: Sequence[str], voice: Voice) -> str:
    shown = voice("home.between").join(labels[:_FOLDED])
    more = len(labels) - _FOLDED
    return voice("home.table.more", labels=shown, count=more) if more > 0 else shown


def _chunks(labels: Sequence[str]) -> Iterator[list[str]]:
    """Yield the labels in parts that each fit into one block."""
    part: list[str] = []
    size = 0
    for label in labels:
        if part and size + units(label) > BLOCK_TEXT // 2:
            yield part
            part, size = [], 0
        part.append(label)
        size += units(label)
    if part:
        yield part
