"""What the control API works on: the local Slack, its clock, and what the app is installed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.json_types import Json
    from bot.playground.moving_clock import MovingClock
    from bot.playground.server import LocalSlack


@dataclass(frozen=True)
class Desktop:
    slack: LocalSlack
    clock: MovingClock
    # The `features` of the app's manifest in a language: commands and shortcuts with their hints.
    features: Callable[[str], Json]
    # Runs what became due when the clock moved, and returns when that is done.
    after_clock_moved: Callable[[], None]
