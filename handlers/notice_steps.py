"""What happens to a notice, each step in one transaction with the messages that tell of it.

All functions take a session that may write and never commit; after the commit the caller wakes
the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import notice_impacts as impacts
from handlers.views import notices as views
from handlers.voices import voice_of, voice_of_channel
from knowledge.deliveries import DeliveryKind, DeliveryStatus
from knowledge.notices import NoticeKind, NoticeStatus, Tag
from knowledge.roles import Action, Role
from knowledge.store import notices as store
from knowledge.store.audit import append_entry
from knowledge.store.deliveries import (
    Draft,
    cancel,
    deliveries_about,
    enqueue,
    enqueue_delete,
    enqueue_update,
)
from knowledge.store.roles import holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.services import Services
    from knowledge.notices import AlreadyDone
    from knowledge.store.database import Session
    from knowledge.store.models import Notice
    from knowledge.store.notices import Wording


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants a notice to be: upon which version, and what it may touch.

    `tags` is None where that is not asked (any more).
    """

    version: int
    wording: Wording
    tags: Sequence[Tag] | None = None


def approve(
    services: Services,
    session: Session,
    id_: int,
    change: Change,
    *,
    post_at: datetime,
    by: str,
    now: datetime,
) -> AlreadyDone | None:
    """Let a draft appear at its time, and ask about what it may touch; or return who was faster."""
    already = store.approve_notice(
        session, id_, change.wording, version=change.version, by=by, post_at=post_at, now=now
    )
    if already is None:
        _audit(session, id_, by, "approved", now)
        store.tag_notice(session, id_, change.tags or (), now=now)
        publish(services, session, existing(session, id_), now)
    return already


def publish(services: Services, session: Session, notice: Notice, now: datetime) -> None:
    """Put an approved notice into the outbox, and the questions about what it may touch."""
    enqueue(session, _post(services, notice, _key(notice.id)), now=now)
    impacts.ask(services, session, notice, _leads(session), now)


def save(
    services: Services,
    session: Session,
    notice: Notice,
    change: Change,
    *,
    by: str,
    now: datetime,
) -> AlreadyDone | None:
    """Word a notice anew, in the channel too if it is there; or return who was faster."""
    status = NoticeStatus(notice.status)
    already = store.reword_notice(
        session,
        notice.id,
        change.wording,
        status=status,
        version=change.version,
        by=by,
        now=now,
    )
    if already is not None:
        return already
    _audit(session, notice.id, by, "changed", now)
    if change.tags is not None:
        store.tag_notice(session, notice.id, change.tags, now=now)
    if status is NoticeStatus.APPROVED:
        _correct(services, session, existing(session, notice.id), now)
    return None


def _correct(services: Services, session: Session, notice: Notice, now: datetime) -> None:
    """Put the words of a notice right, in the channel or while it still waits for its time."""
    posted, key = _post_key(session, notice.id), f"{_key(notice.id)}:{notice.version}"
    if cancel(session, posted):
        # Nobody has read it yet, so nobody shall: the new words go out in its place.
        enqueue(session, _post(services, notice, key), now=now)
    else:
        message = views.notice_post(notice, voice_of_channel(services))
        enqueue_update(session, of=posted, message=message, key=key, now=now)


def drop(session: Session, id_: int, *, by: str, now: datetime) -> AlreadyDone | None:
    """Decide that a draft is not used; or return who was faster."""
    already = store.drop_notice(session, id_, by=by, now=now)
    if already is None:
        _audit(session, id_, by, "dropped", now)
    return already


def withdraw(session: Session, id_: int, *, by: str, now: datetime) -> AlreadyDone | None:
    """Take an approved notice back, out of the channel too; or return who was faster."""
    already = store.withdraw_notice(session, id_, by=by, now=now)
    if already is None:
        _audit(session, id_, by, "withdrawn", now)
        key = _post_key(session, id_)
        if not cancel(session, key):
            enqueue_delete(session, of=key, key=f"{_key(id_)}:withdrawn", now=now)
        impacts.stop_asking(session, id_)
    return already


def tell_leads_of_drafts(
    services: Services, session: Session, titles: Sequence[str], period: str, now: datetime
) -> None:
    """Tell the leads what came in; nothing when nothing did."""
    leads = _leads(session) if titles else []
    for member in leads:
        draft = Draft(
            key=f"notice_drafts:{period}:{member}",
            to=member,
            message=views.new_drafts_message(titles, voice_of(services, session, member)),
            about=f"notice_drafts:{period}",
            not_before=services.calendar().next_working_moment(now),
        )
        enqueue(session, draft, now=now)


def announce(
    services: Services,
    session: Session,
    *,
    key: str,
    kind: NoticeKind,
    title: str,
    body: str,
    now: datetime,
) -> bool:
    """Publish what needs nobody's word any more; False when it was published before."""
    new = store.NewNotice(
        key,
        kind,
        title,
        body,
        status=NoticeStatus.APPROVED,
        post_at=services.calendar().next_working_moment(now),
    )
    id_ = store.add_notice(session, new, now=now)
    if id_ is None:
        return False
    publish(services, session, existing(session, id_), now)
    return True


def existing(session: Session, id_: int) -> Notice:
    """Return a notice.

    Raises:
        LookupError: no such number.
    """
    row = store.find_notice(session, id_)
    if row is None:
        raise LookupError(f"notice {id_}")
    return row


def _leads(session: Session) -> list[str]:
    both = (*holders(session, Role.LEAD), *holders(session, Role.DEPUTY))
    return list(dict.fromkeys(both))


def _post(services: Services, notice: Notice, key: str) -> Draft:
    return Draft(
        key=key,
        to=services.settings().notice_channel,
        message=views.notice_post(notice, voice_of_channel(services)),
        about=_key(notice.id),
        not_before=notice.post_at,
    )


def _post_key(session: Session, id_: int) -> str:
    """Return under which key a notice goes, or went, to the channel: see `_correct`."""
    posts = [
        one.key
        for one in deliveries_about(session, _key(id_))
        if one.kind == DeliveryKind.POST
        and one.status != DeliveryStatus.CANCELLED
        and not one.key.startswith(impacts.key_of_asking(id_))
    ]
    return next(reversed(posts), _key(id_))


def _key(id_: int) -> str:
    return f"notice:{id_}"


def _audit(session: Session, id_: int, actor: str, outcome: str, at: datetime) -> None:
    append_entry(
        session,
        at=at,
        actor=actor,
        action=Action.PUBLISH_NOTICE,
        subject=f"notice:{id_}",
        outcome=outcome,
    )
