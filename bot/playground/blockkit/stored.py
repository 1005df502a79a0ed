"""Blocks as Slack keeps them: with the ids that the app left out."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from bot.playground.blockkit.walk import interactive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.playground.json_types import Json
    from bot.playground.mint import Mint


def as_stored(blocks: Iterable[Json], mint: Mint) -> list[Json]:
    """Return a copy in which every block has a block_id and every element an action_id.

    An app that leaves them out gets random ones, different after each update: which is why
    typed text survives an update only where the app names its blocks.
    """
    kept = copy.deepcopy(list(blocks))
    for block in kept:
        block.setdefault("block_id", mint.identifier("b"))
    for placed in interactive(kept):
        placed.element.setdefault("action_id", mint.identifier("a"))
    return kept
