"""Which scheduled jobs are on, since when we know, and when they run: settings by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from knowledge.job_times import read_time, write_time
from knowledge.store.models import Setting
from knowledge.store.settings import write_setting
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.job_times import JobTime

_PREFIX = "job."
_TIME_PREFIX = "job_time."
_AS_DELIVERED = "default"
_ON = "on"
_OFF = "off"


@dataclass(frozen=True, slots=True)
class JobSwitch:
    """How a job was set, None while nobody set it. What was due before `since` is not made up."""

    is_on: bool | None
    since: datetime


def read_switches(session: Session) -> dict[str, JobSwitch]:
    """Return the switch of every job that was ever seen or set, by the job's name."""
    found = session.scalars(
        select(Setting).where(Setting.name.startswith(_PREFIX, autoescape=True))
    )
    known = {_ON: True, _OFF: False}
    return {
        one.name.removeprefix(_PREFIX): JobSwitch(known.get(one.value), one.updated_at)
        for one in found
    }


def switch_job(session: Session, name: str, *, on: bool, at: datetime) -> None:
    """Turn a job on or off; nothing that was due before is made up for."""
    write_setting(session, _PREFIX + name, _ON if on else _OFF, at)


def meet_job(session: Session, name: str, *, at: datetime) -> None:
    """Remember when a job was first seen; nothing if it was seen or set before."""
    session.execute(
        insert_into(session, Setting)
        .values(name=_PREFIX + name, value=_AS_DELIVERED, updated_at=at)
        .on_conflict_do_nothing(index_elements=["name"])
    )


def read_times(session: Session) -> dict[str, JobTime]:
    """Return when each job runs whose time somebody has set."""
    found = session.scalars(
        select(Setting).where(Setting.name.startswith(_TIME_PREFIX, autoescape=True))
    )
    known = {one.name.removeprefix(_TIME_PREFIX): read_time(one.value) for one in found}
    return {name: at for name, at in known.items() if at is not None}


def set_job_time(session: Session, name: str, wanted: JobTime, *, at: datetime) -> None:
    """Let a job run at another time from now on; nothing that was due before is made up for."""
    write_setting(session, _TIME_PREFIX + name, write_time(wanted), at)
    meet_job(session, name, at=at)
    session.execute(update(Setting).where(Setting.name == _PREFIX + name).values(updated_at=at))
