"""What happens to a notice, each step in one transaction with the messages that tell of it.

All functions take a session that may write and never commit; after the commit the caller wakes
the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.views import notice_impacts as impact_views
from handlers.views import notices as views
from handlers.voices import voice_of, voice_of_channel
from knowledge.notices import ImpactStatus, NoticeKind, NoticeStatus, Tag, Touched
from knowledge.roles import Action, Role
from knowledge.store import notices as store
from knowledge.store.audit import append_entry
from knowledge.store.deliveries import Draft, cancel, enqueue, enqueue_delete, enqueue_update
from knowledge.store.roles import find_person, holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.notices import AlreadyDone
    from knowledge.store.database import Session
    from knowledge.store.models import Notice, NoticeImpact
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
    draft = Draft(
        key=_key(notice.id),
        to=services.settings().notice_channel,
        message=views.notice_post(notice, voice_of_channel(services)),
        about=f"notice:{notice.id}",
        not_before=notice.post_at,
    )
    enqueue(session, draft, now=now)
    leads = _leads(session)
    for impact in store.impacts_of(session, notice.id):
        impact.asked = _whom_to_ask(services, session, store.tag_of_impact(impact), leads)
    session.flush()
    for member in _asked(session, notice.id):
        message = Draft(
            key=_impacts_key(notice.id, member),
            to=member,
            message=_impacts_message(services, session, notice, member),
            about=f"notice:{notice.id}",
            not_before=services.calendar().next_working_moment(notice.post_at or now),
            fallbacks=tuple(leads),
        )
        enqueue(session, message, now=now)


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
    after = existing(session, notice.id)
    if status is NoticeStatus.APPROVED:
        key = _key(notice.id)
        message = views.notice_post(after, voice_of_channel(services))
        enqueue_update(session, of=key, message=message, key=f"{key}:{after.version}", now=now)
    return None


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
        key = _key(id_)
        if not cancel(session, key):
            enqueue_delete(session, of=key, key=f"{key}:withdrawn", now=now)
        for member in _asked(session, id_):
            cancel(session, _impacts_key(id_, member))
    return already


def settle(
    services: Services,
    session: Session,
    impact: NoticeImpact,
    status: ImpactStatus,
    *,
    by: str,
    now: datetime,
) -> AlreadyDone | None:
    """Say what becomes of something that a notice may touch; or return who was faster."""
    already = store.settle_impact(session, impact.id, status, by=by, now=now)
    if already is not None:
        return already
    tag = store.tag_of_impact(impact)
    append_entry(
        session,
        at=now,
        actor=by,
        action=Action.PUBLISH_NOTICE,
        subject=f"notice:{impact.notice}:{tag.value}",
        outcome=status,
    )
    notice = existing(session, impact.notice)
    if impact.asked:
        key = _impacts_key(notice.id, impact.asked)
        message = _impacts_message(services, session, notice, impact.asked)
        change = f"{key}:{impact.id}:{status}"
        enqueue_update(session, of=key, message=message, key=change, now=now)
    return None


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


def name_of(services: Services, tag: Tag, voice: Voice) -> str:
    """Return what people call a template or a rule; one that is not there any more by its id."""
    if tag.kind is Touched.RULE:
        rule = services.rulebook().categories.get(tag.subject)
        return rule.label.inn(voice.language) if rule else tag.subject
    library = services.templates()
    in_use = library.templates.get(tag.subject)
    template = in_use.template if in_use else library.former.get(tag.subject)
    return template.title.inn(voice.language) if template else tag.subject


def touching(services: Services, impact: NoticeImpact, voice: Voice) -> impact_views.Touching:
    """Return something that a notice may touch, with its name."""
    return impact_views.Touching(impact, name_of(services, store.tag_of_impact(impact), voice))


def _impacts_message(
    services: Services, session: Session, notice: Notice, member: str
) -> dict[str, object]:
    voice = voice_of(services, session, member)
    own = [one for one in store.impacts_of(session, notice.id) if one.asked == member]
    return impact_views.impacts_message(
        notice, [touching(services, one, voice) for one in own], voice
    )


def _whom_to_ask(services: Services, session: Session, tag: Tag, leads: Sequence[str]) -> str:
    """Return the owner of a template as long as they are there, otherwise a lead."""
    in_use = services.templates().templates.get(tag.subject)
    owner = in_use.owner if in_use is not None and tag.kind is Touched.TEMPLATE else None
    if owner and find_person(session, owner).active:
        return owner
    return next(iter(leads), "")


def _asked(session: Session, notice: int) -> list[str]:
    impacts = store.impacts_of(session, notice)
    return list(dict.fromkeys(one.asked for one in impacts if one.asked))


def _leads(session: Session) -> list[str]:
    both = (*holders(session, Role.LEAD), *holders(session, Role.DEPUTY))
    return list(dict.fromkeys(both))


def _key(id_: int) -> str:
    return f"notice:{id_}"


def _impacts_key(id_: int, member: str) -> str:
    return f"notice:{id_}:impacts:{member}"


def _audit(session: Session, id_: int, actor: str, outcome: str, at: datetime) -> None:
    append_entry(
        session,
        at=at,
        actor=actor,
        action=Action.PUBLISH_NOTICE,
        subject=f"notice:{id_}",
        outcome=outcome,
    )
