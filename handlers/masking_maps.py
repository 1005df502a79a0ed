"""What placeholders stand for, kept for a person, locked, and found again for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from knowledge.store.masking_maps import NewMap, is_anothers, live_maps
from knowledge.unmasking import Known, merge_maps, originals_of

if TYPE_CHECKING:
    from handlers.services import Services
    from knowledge.verdict import Verdict


class Shut(StrEnum):
    """Why nothing can be put back: each is the sentence that says so."""

    OFF = "unmask.off"
    NONE_LEFT = "unmask.none_left"
    EXPIRED = "unmask.expired"
    ANOTHERS = "unmask.anothers"
    LOCKED = "unmask.locked"


@dataclass(frozen=True, slots=True)
class Found:
    """What is known, and whether something more is there that does not open any more."""

    known: Known
    some_locked: bool = False


def lock_map(services: Services, member: str, verdict: Verdict) -> NewMap | None:
    """Lock what the masked text of a verdict leaves out; None when there is nothing or no key."""
    originals = originals_of(verdict)
    if services.vault is None or not originals:
        return None
    now = services.clock()
    locked = services.vault.lock(member, originals, now)
    return NewMap(token_urlsafe(16), member, now, locked)


def find(services: Services, member: str, handle: str) -> Found | Shut:
    """Find what a person may put back: of one check, or with no handle of all their checks.

    Raises:
        DatabaseUnavailable: the maps cannot be read now.
    """
    vault = services.vault
    if vault is None:
        return Shut.OFF
    now = services.clock()
    with services.database.begin() as session:
        rows = live_maps(session, member, now, handle=handle)
        if not rows and handle:
            return Shut.ANOTHERS if is_anothers(session, handle, member) else Shut.EXPIRED
    if not rows:
        return Shut.NONE_LEFT
    opened = [vault.open(member, row.locked, now) for row in rows]
    maps = [originals for originals in opened if not isinstance(originals, str)]
    if not maps:
        return Shut.LOCKED
    return Found(merge_maps(maps), some_locked=len(maps) < len(rows))
