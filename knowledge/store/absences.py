"""Who of those who answer is away, and until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.store.models import Setting
from knowledge.store.settings import write_setting

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

_PREFIX = "away."


def note_absence(session: Session, member: str, until: date, now: datetime) -> None:
    """Note that somebody is away until this day, which included; a day in the past ends it."""
    write_setting(session, f"{_PREFIX}{member}", until.isoformat(), now)


def absences(session: Session, members: Collection[str]) -> dict[str, date]:
    """Return until which day those of these people are or were away who said so."""
    names = [f"{_PREFIX}{member}" for member in members]
    rows = session.execute(select(Setting.name, Setting.value).where(Setting.name.in_(names)))
    return {row[0].removeprefix(_PREFIX): date.fromisoformat(row[1]) for row in rows}
