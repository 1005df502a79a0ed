"""Notices: drafts, what is approved when, and what they may touch. Nothing here commits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, func, select, update

from knowledge.notices import (
    STILL_OPEN,
    AlreadyDone,
    ImpactStatus,
    News,
    NoticeKind,
    NoticeStatus,
    Tag,
    Touched,
)
from knowledge.store.models import Notice, NoticeImpact
from knowledge.store.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice as it begins: usually a draft. What people wrote in it has passed its check."""

    key: str
    kind: NoticeKind
    title: str = field(repr=False)
    body: str = field(repr=False)
    link: str = ""
    status: NoticeStatus = NoticeStatus.DRAFT
    source: int | None = None
    by: str = "annai"
    post_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a notice says."""

    title: str = field(repr=False)
    body: str = field(repr=False)
    link: str = ""


def add_notice(session: Session, new: NewNotice, *, now: datetime) -> int | None:
    """Keep a new notice and return its number; None, changing nothing, if its key is known."""
    insert = insert_into(session, Notice).values(
        key=new.key,
        kind=new.kind,
        status=new.status,
        source=new.source,
        title=new.title,
        body=new.body,
        link=new.link,
        original=f"{new.title}\n{new.body}" if new.kind is NoticeKind.FEED else "",
        created_at=now,
        created_by=new.by,
        post_at=new.post_at,
        version=1,
    )
    added = insert.on_conflict_do_nothing(index_elements=["key"]).returning(Notice.id)
    return session.scalar(added)


def known_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Return those of these keys for which there is a notice, whatever became of it."""
    return set(session.scalars(select(Notice.key).where(Notice.key.in_(keys))))


def find_notice(session: Session, id_: int) -> Notice | None:
    """Return a notice as it is now."""
    return session.get(Notice, id_, populate_existing=True)


def notice_with_key(session: Session, key: str) -> Notice | None:
    """Return the notice of that key."""
    return session.scalar(select(Notice).where(Notice.key == key))


def drafts(session: Session, limit: int | None = 20) -> list[Notice]:
    """Return what waits for a decision, oldest first."""
    waiting = select(Notice).where(Notice.status == NoticeStatus.DRAFT)
    return list(session.scalars(waiting.order_by(Notice.created_at, Notice.id).limit(limit)))


def count_drafts(session: Session) -> int:
    """Return how many drafts wait for a decision."""
    waiting = select(func.count()).where(Notice.status == NoticeStatus.DRAFT)
    return session.execute(waiting).scalar_one()


def titles_fed_since(session: Session, since: datetime) -> list[str]:
    """Return the titles of drafts that feeds have brought since then, oldest first."""
    fed = select(Notice.title).where(
        Notice.status == NoticeStatus.DRAFT,
        Notice.kind == NoticeKind.FEED,
        Notice.created_at >= since,
    )
    return list(session.scalars(fed.order_by(Notice.id)))


def approved_notices(session: Session, *, since: datetime, limit: int = 20) -> list[Notice]:
    """Return what appeared since then or is still to appear, the latest first."""
    approved = select(Notice).where(Notice.status == NoticeStatus.APPROVED, Notice.post_at >= since)
    return list(session.scalars(approved.order_by(Notice.post_at.desc()).limit(limit)))


def notices_of_month(session: Session, since: datetime, until: datetime) -> list[News]:
    """Return what appeared from `since` up to but not including `until`, oldest first."""
    appeared = select(Notice).where(
        Notice.status == NoticeStatus.APPROVED, Notice.post_at >= since, Notice.post_at < until
    )
    rows = session.scalars(appeared.order_by(Notice.post_at, Notice.id))
    return [
        News(row.title, row.link, NoticeKind(row.kind), row.post_at) for row in rows if row.post_at
    ]


def approve_notice(
    session: Session,
    id_: int,
    wording: Wording,
    *,
    version: int,
    by: str,
    post_at: datetime,
    now: datetime,
) -> AlreadyDone | None:
    """Approve a draft as it is worded now; who was faster, if somebody decided or changed it."""
    return _decide(
        session,
        id_,
        NoticeStatus.DRAFT,
        version,
        {**_words(wording), "status": NoticeStatus.APPROVED, "post_at": post_at},
        by=by,
        now=now,
    )


def drop_notice(session: Session, id_: int, *, by: str, now: datetime) -> AlreadyDone | None:
    """Decide that a draft is not for anybody; who was faster, if somebody decided already."""
    change = {"status": NoticeStatus.DROPPED}
    return _decide(session, id_, NoticeStatus.DRAFT, None, change, by=by, now=now)


def withdraw_notice(session: Session, id_: int, *, by: str, now: datetime) -> AlreadyDone | None:
    """Take an approved notice back; who was faster, if somebody did already."""
    change = {"status": NoticeStatus.WITHDRAWN}
    return _decide(session, id_, NoticeStatus.APPROVED, None, change, by=by, now=now)


def reword_notice(
    session: Session,
    id_: int,
    wording: Wording,
    *,
    status: NoticeStatus,
    version: int,
    by: str,
    now: datetime,
) -> AlreadyDone | None:
    """Change what a notice of this status says; who was faster, if somebody changed it since."""
    return _decide(session, id_, status, version, _words(wording), by=by, now=now)


def tag_notice(
    session: Session, notice: int, tags: Sequence[Tag], *, now: datetime
) -> list[NoticeImpact]:
    """Note what a notice may touch, and only that; return all that is noted for it."""
    known = {tag_of_impact(one): one for one in impacts_of(session, notice)}
    for tag, impact in known.items():
        if tag not in tags and impact.status == ImpactStatus.OPEN:
            session.delete(impact)
    session.flush()
    for tag in tags:
        insert = insert_into(session, NoticeImpact).values(
            notice=notice,
            kind=tag.kind,
            subject=tag.subject,
            status=ImpactStatus.OPEN,
            opened_at=now,
            asked="",
        )
        session.execute(insert.on_conflict_do_nothing(index_elements=["notice", "kind", "subject"]))
    return impacts_of(session, notice)


def impacts_of(session: Session, notice: int) -> list[NoticeImpact]:
    """Return what a notice may touch, in the order in which it was tagged."""
    noted = select(NoticeImpact).where(NoticeImpact.notice == notice)
    fresh = noted.order_by(NoticeImpact.id).execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def unsettled_impacts(
    session: Session, limit: int | None = 50, *, tag: Tag | None = None
) -> list[tuple[NoticeImpact, Notice]]:
    """Return what is not closed yet with its notice, oldest first; `tag` asks for one thing."""
    found = (
        select(NoticeImpact, Notice)
        .join(Notice, Notice.id == NoticeImpact.notice)
        .where(NoticeImpact.status.in_(STILL_OPEN), Notice.status == NoticeStatus.APPROVED)
    )
    if tag is not None:
        found = found.where(NoticeImpact.kind == tag.kind, NoticeImpact.subject == tag.subject)
    rows = session.execute(found.order_by(NoticeImpact.opened_at, NoticeImpact.id).limit(limit))
    return [(row[0], row[1]) for row in rows]


def count_unsettled(session: Session) -> int:
    """Return how much of what notices touch is not closed yet."""
    waiting = (
        select(func.count())
        .select_from(NoticeImpact)
        .join(Notice, Notice.id == NoticeImpact.notice)
        .where(NoticeImpact.status.in_(STILL_OPEN), Notice.status == NoticeStatus.APPROVED)
    )
    return session.execute(waiting).scalar_one()


def find_impact(session: Session, id_: int) -> NoticeImpact | None:
    """Return one thing that a notice may touch, as it is now."""
    return session.get(NoticeImpact, id_, populate_existing=True)


def settle_impact(
    session: Session, id_: int, status: ImpactStatus, *, by: str, now: datetime
) -> AlreadyDone | None:
    """Say what becomes of it; who was faster, if it is closed, or stands there already."""
    moved = (
        update(NoticeImpact)
        .where(
            NoticeImpact.id == id_,
            NoticeImpact.status.in_(STILL_OPEN),
            NoticeImpact.status != status,
        )
        .values(status=status, decided_by=by, decided_at=now)
    )
    if _changed(session, moved):
        return None
    known = find_impact(session, id_)
    if known is None or known.decided_by is None or known.decided_at is None:
        raise LookupError(f"impact {id_}")
    return AlreadyDone(known.decided_by, known.decided_at)


def tag_of_impact(impact: NoticeImpact) -> Tag:
    """Return what it is about."""
    return Tag(Touched(impact.kind), impact.subject)


def _words(wording: Wording) -> dict[str, str]:
    return {"title": wording.title, "body": wording.body, "link": wording.link}


def _decide(
    session: Session,
    id_: int,
    expected: NoticeStatus,
    version: int | None,
    change: dict[str, Any],
    *,
    by: str,
    now: datetime,
) -> AlreadyDone | None:
    decided = update(Notice).where(Notice.id == id_, Notice.status == expected)
    if version is not None:
        decided = decided.where(Notice.version == version)
    values = {**change, "decided_by": by, "decided_at": now, "version": Notice.version + 1}
    if _changed(session, decided.values(values)):
        return None
    known = find_notice(session, id_)
    if known is None or known.decided_by is None or known.decided_at is None:
        raise LookupError(f"notice {id_}")
    return AlreadyDone(known.decided_by, known.decided_at)


def _changed(session: Session, statement: Any) -> bool:  # noqa: ANN401 - an UPDATE
    return cast("CursorResult[Any]", session.execute(statement)).rowcount > 0
