"""Uses of templates, counted without what was filled in, and what people say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, update

from knowledge.store.models import TemplateUse
from knowledge.store.upserts import insert_into
from knowledge.template_states import GIVEN_UP_AFTER, Helped, Outcome, Popularity

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Update
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.elements import ColumnElement


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person says of a prompt afterwards. The minutes are their own estimate."""

    helped: Helped
    minutes_saved: int | None
    # It may stay: the caller has checked it.
    comment: str = ""


def start_use(
    session: Session,
    *,
    key: str,
    template: str,
    revision: int,
    member: str,
    department: int | None,
    at: datetime,
) -> int | None:
    """Count that a person took a template in hand; None when this key is counted already."""
    insert = insert_into(session, TemplateUse).values(
        key=key,
        template=template,
        revision=revision,
        member=member,
        department=department,
        at=at,
        outcome=Outcome.STARTED.value,
        corrections=0,
        comment="",
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"])
    return session.execute(once.returning(TemplateUse.id)).scalar_one_or_none()


def use_with_key(session: Session, key: str) -> TemplateUse | None:
    """Return the use that was counted under a key."""
    return session.scalars(select(TemplateUse).where(TemplateUse.key == key)).one_or_none()


def find_use(session: Session, id_: int) -> TemplateUse | None:
    """Return a use as it is now."""
    return session.get(TemplateUse, id_, populate_existing=True)


def note_correction(session: Session, key: str, member: str) -> None:
    """Count that what was filled in had to be gone over."""
    going_on = _of(key, member) & (TemplateUse.outcome != Outcome.HANDED_OUT.value)
    _changed(
        session, update(TemplateUse).where(going_on).values(corrections=TemplateUse.corrections + 1)
    )


def hand_out(
    session: Session, key: str, member: str, *, level: str, revision: int, at: datetime
) -> int | None:
    """Count that a finished prompt was handed out; None when this was counted already.

    The revision is the one that was filled, which may be newer than when it was begun.
    """
    not_yet = _of(key, member) & (TemplateUse.outcome != Outcome.HANDED_OUT.value)
    handed = (
        update(TemplateUse)
        .where(not_yet)
        .values(outcome=Outcome.HANDED_OUT.value, level=level, revision=revision, ended_at=at)
    )
    return _changed(session, handed)


def abandon_use(session: Session, key: str, member: str, at: datetime) -> bool:
    """Count that a person closed the form without a prompt."""
    open_ = _of(key, member) & (TemplateUse.outcome == Outcome.STARTED.value)
    left = update(TemplateUse).where(open_)
    values = {"outcome": Outcome.ABANDONED.value, "ended_at": at}
    return _changed(session, left.values(**values)) is not None


def note_asked(session: Session, id_: int, at: datetime) -> bool:
    """Note that the person is asked how it was; False when they were asked already."""
    unasked = (
        TemplateUse.id == id_,
        TemplateUse.asked_at.is_(None),
        TemplateUse.helped.is_(None),
    )
    asked = update(TemplateUse).where(*unasked).values(asked_at=at)
    return _changed(session, asked) is not None


def last_asked(session: Session, member: str) -> datetime | None:
    """Return when a person was asked last how a prompt was."""
    return session.scalar(
        select(func.max(TemplateUse.asked_at)).where(TemplateUse.member == member)
    )


def rate_use(session: Session, id_: int, member: str, rating: Rating, at: datetime) -> bool:
    """Keep what a person says of a prompt they were handed; what they say last counts."""
    theirs = (
        TemplateUse.id == id_,
        TemplateUse.member == member,
        TemplateUse.outcome == Outcome.HANDED_OUT.value,
    )
    rated = (
        update(TemplateUse)
        .where(*theirs)
        .values(
            helped=rating.helped.value,
            minutes_saved=rating.minutes_saved,
            comment=rating.comment,
            rated_at=at,
        )
    )
    return _changed(session, rated) is not None


def uses_of(session: Session, member: str, limit: int = 20) -> list[TemplateUse]:
    """Return the prompts that a person was handed, newest first."""
    rows = select(TemplateUse).where(
        TemplateUse.member == member, TemplateUse.outcome == Outcome.HANDED_OUT.value
    )
    newest = rows.order_by(TemplateUse.at.desc(), TemplateUse.id.desc())
    return list(session.scalars(newest.limit(limit)))


def comments_on(
    session: Session, template: str, since: datetime, limit: int = 20
) -> list[TemplateUse]:
    """Return the uses of a template about which people said something in words, newest first."""
    rows = select(TemplateUse).where(
        TemplateUse.template == template, TemplateUse.at >= since, TemplateUse.comment != ""
    )
    return list(session.scalars(rows.order_by(TemplateUse.id.desc()).limit(limit)))


def popularity(
    session: Session,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    among: Collection[str] | None = None,
) -> dict[str, Popularity]:
    """Return how much each template was used, by its id; one that was not used is not there.

    since <= begun < until. What was begun a day before `now` and led to nothing was abandoned.
    """
    rows = select(TemplateUse.template, *_counted(now)).where(
        TemplateUse.at >= since, TemplateUse.at < until
    )
    if among is not None:
        rows = rows.where(TemplateUse.template.in_(among))
    grouped = session.execute(rows.group_by(TemplateUse.template))
    return {str(row[0]): Popularity(*(int(number) for number in row[1:])) for row in grouped}


def last_used(session: Session) -> dict[str, datetime]:
    """Return when each template was last begun and then handed out, by its id."""
    handed = TemplateUse.outcome == Outcome.HANDED_OUT.value
    rows = select(TemplateUse.template, func.max(TemplateUse.at)).where(handed)
    return {row[0]: row[1] for row in session.execute(rows.group_by(TemplateUse.template))}


def _counted(now: datetime) -> list[ColumnElement[int]]:
    """Return the counts in the order of Popularity's fields."""
    given_up = or_(
        TemplateUse.outcome == Outcome.ABANDONED.value,
        and_(
            TemplateUse.outcome == Outcome.STARTED.value,
            TemplateUse.at <= now - GIVEN_UP_AFTER,
        ),
    )
    said = {
        one: func.count().filter(TemplateUse.helped == one.value)
        for one in (Helped.AS_IS, Helped.AFTER_EDITS, Helped.NO)
    }
    return [
        func.count(),
        func.count().filter(TemplateUse.outcome == Outcome.HANDED_OUT.value),
        func.count().filter(given_up),
        *said.values(),
        func.coalesce(func.sum(TemplateUse.corrections), 0),
        func.coalesce(func.sum(TemplateUse.minutes_saved), 0),
        func.count(TemplateUse.minutes_saved),
    ]


def _of(key: str, member: str) -> ColumnElement[bool]:
    return (TemplateUse.key == key) & (TemplateUse.member == member)


def _changed(session: Session, statement: Update) -> int | None:
    without_guessing = {"synchronize_session": False}
    changed = session.execute(
        statement.returning(TemplateUse.id), execution_options=without_guessing
    )
    return changed.scalar_one_or_none()
