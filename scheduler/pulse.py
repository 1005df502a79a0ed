"""When the clock of this process last gave a sign of life: started is a claim, a look is proof."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Pulse:
    """Beats with everything that the clock begins or ends."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._at = monotonic()

    def beat(self) -> None:
        """Say that the clock goes on."""
        self._at = self._monotonic()

    def age(self) -> float:
        """Return the seconds since it last did."""
        return self._monotonic() - self._at
