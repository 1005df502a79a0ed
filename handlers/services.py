"""What every listener is given: the frozen set of dependencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from handlers.background import Background
    from handlers.texts import Texts
    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.store.database import Database
    from knowledge.vault import Vault


@dataclass(frozen=True)
class Services:
    """Built once in `bot/wiring.py`, closed over in each `register(app, services)`."""

    database: Database
    rulebook: Callable[[], Rulebook]
    company: Callable[[], Company]
    texts: Texts
    clock: Callable[[], datetime]
    background: Background
    count_check: Callable[[str, str], None] = lambda surface, level: None  # noqa: ARG005
    # Without a key nothing is kept, and nobody is offered to have masked words put back.
    vault: Vault | None = None
