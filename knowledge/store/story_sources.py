"""Messages to be looked at in Slack: events say only that something happened, a look says what is.

An event counts `wanted` up and commits before anybody looks. A look notes the number it begins
at, reads the message in Slack, and is worth that number: whoever ends later with an older number
changes nothing. So the newest look that counts began after the last event had come in, and
what it saw is what is there, in whatever order, how often and to which replica the events came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, select, update

from knowledge.store.models import Setting, StorySource
from knowledge.store.settings import write_setting
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

_QUIET = "story.quiet."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message is: the conversation, the message in it, and the team that we work for."""

    channel: str
    ts: str
    team: str


def want_look(session: Session, place: Place, now: datetime, *, by: str = "") -> None:
    """Say that something happened to a message. `by` put an emoji on it."""
    first = {"channel": place.channel, "ts": place.ts, "team": place.team, "by": by}
    again: dict[str, Any] = {"wanted": StorySource.wanted + 1, "next_look_at": now}
    session.execute(
        insert_into(session, StorySource)
        .values(**first, wanted=1, looked=0, failures=0, next_look_at=now)
        .on_conflict_do_update(
            index_elements=["channel", "ts"], set_={**again, **({"by": by} if by else {})}
        )
    )


def due_looks(session: Session, now: datetime, limit: int = 50) -> list[StorySource]:
    """Return the messages at which to look now, the longest waiting first."""
    due = (
        select(StorySource)
        .where(StorySource.next_look_at <= now)
        .order_by(StorySource.next_look_at, StorySource.id)
        .limit(limit)
    )
    return list(session.scalars(due))


def finish_look(session: Session, channel: str, ts: str, number: int) -> bool:
    """Say that a look that began at this number has ended; False if a newer one has already.

    After True no other look at this message ends until the caller commits.
    """
    finished = (
        update(StorySource)
        .where(StorySource.channel == channel, StorySource.ts == ts, StorySource.looked < number)
        .values(looked=number, failures=0)
    )
    if not _changes(session, finished):
        return False
    # Whatever has happened since is looked at again.
    session.execute(
        update(StorySource)
        .where(StorySource.channel == channel, StorySource.ts == ts, StorySource.wanted == number)
        .values(next_look_at=None),
        execution_options={"synchronize_session": False},
    )
    return True


def put_off_look(session: Session, channel: str, ts: str, *, until: datetime, failed: bool) -> None:
    """Say that a look came to nothing, and when to look again."""
    values: dict[str, Any] = {"next_look_at": until}
    if failed:
        values["failures"] = StorySource.failures + 1
    session.execute(
        update(StorySource)
        .where(
            StorySource.channel == channel,
            StorySource.ts == ts,
            StorySource.next_look_at.is_not(None),
        )
        .values(**values),
        execution_options={"synchronize_session": False},
    )


def is_known(session: Session, channel: str, ts: str) -> bool:
    """Return whether anything ever happened to this message that was worth a look."""
    known = select(StorySource.id).where(StorySource.channel == channel, StorySource.ts == ts)
    return session.scalar(known) is not None


def set_quiet(session: Session, member: str, *, quiet: bool, now: datetime) -> None:
    """Note that somebody is never to be asked for a story again, or that they may be."""
    write_setting(session, f"{_QUIET}{member}", "yes" if quiet else "", now)


def is_quiet(session: Session, member: str) -> bool:
    """Return whether somebody asked not to be asked."""
    value = session.scalar(select(Setting.value).where(Setting.name == f"{_QUIET}{member}"))
    return value == "yes"


def _changes(session: Session, statement: Any) -> int:  # noqa: ANN401 - an UPDATE
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount
