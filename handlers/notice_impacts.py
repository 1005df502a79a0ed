"""What a notice may touch: owners are asked in the transaction of its approval, and answer once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views import notice_impacts as views
from handlers.voices import voice_of
from knowledge.notices import ImpactStatus, Tag, Touched
from knowledge.roles import Action
from knowledge.store import notices as store
from knowledge.store.audit import append_entry
from knowledge.store.deliveries import Draft, cancel, enqueue, enqueue_update
from knowledge.store.roles import find_person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.notices import AlreadyDone
    from knowledge.store.database import Session
    from knowledge.store.models import Notice, NoticeImpact


def ask(
    services: Services, session: Session, notice: Notice, leads: Sequence[str], now: datetime
) -> None:
    """Ask the owner of each thing that a notice may touch, one message each, when it appears."""
    for impact in store.impacts_of(session, notice.id):
        impact.asked = _whom_to_ask(services, session, store.tag_of_impact(impact), leads)
    session.flush()
    for member in _asked(session, notice.id):
        message = Draft(
            key=_key(notice.id, member),
            to=member,
            message=_message(services, session, notice, member),
            about=f"notice:{notice.id}",
            not_before=services.calendar().next_working_moment(notice.post_at or now),
            fallbacks=tuple(leads),
        )
        enqueue(session, message, now=now)


def stop_asking(session: Session, notice: int) -> None:
    """Take back what has not gone out yet."""
    for member in _asked(session, notice):
        cancel(session, _key(notice, member))


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
    notice = store.find_notice(session, impact.notice)
    if impact.asked and notice is not None:
        key = _key(notice.id, impact.asked)
        message = _message(services, session, notice, impact.asked)
        change = f"{key}:{impact.id}:{status}"
        enqueue_update(session, of=key, message=message, key=change, now=now)
    return None


def name_of(services: Services, tag: Tag, voice: Voice) -> str:
    """Return what people call a template or a rule; one that is not there any more by its id."""
    if tag.kind is Touched.RULE:
        rule = services.rulebook().categories.get(tag.subject)
        return rule.label.inn(voice.language) if rule else tag.subject
    library = services.templates()
    in_use = library.templates.get(tag.subject)
    template = in_use.template if in_use else library.former.get(tag.subject)
    return template.title.inn(voice.language) if template else tag.subject


def touching(services: Services, impact: NoticeImpact, voice: Voice) -> views.Touching:
    """Return something that a notice may touch, with its name."""
    return views.Touching(impact, name_of(services, store.tag_of_impact(impact), voice))


def key_of_asking(notice: int) -> str:
    """Return how the keys of all messages begin that ask about what a notice touches."""
    return f"notice:{notice}:impacts:"


def _message(
    services: Services, session: Session, notice: Notice, member: str
) -> dict[str, object]:
    voice = voice_of(services, session, member)
    own = [one for one in store.impacts_of(session, notice.id) if one.asked == member]
    return views.impacts_message(notice, [touching(services, one, voice) for one in own], voice)


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


def _key(notice: int, member: str) -> str:
    return f"{key_of_asking(notice)}{member}"
