"""Templates that have a new text: everybody hears of it once, and what waited for it is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers import notice_impacts as impacts
from handlers import notice_steps as steps
from handlers.template_mail import proposed_in
from handlers.views.notices import ChangedTemplate, change_of_templates
from handlers.views.template_diff import change_lines
from handlers.voices import voice_of_channel
from knowledge.notices import ImpactStatus, NoticeKind, NoticeStatus, Tag, Touched
from knowledge.store.notices import NewNotice, add_notice, known_keys, unsettled_impacts
from knowledge.store.template_revisions import list_revisions, revisions_of
from knowledge.template_changes import changes_between
from knowledge.template_states import Stage
from knowledge.templates import load_templates

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.store.database import Session
    from knowledge.store.models import TemplateRevision
    from knowledge.templates import PromptTemplate

# What was approved before anybody wanted it announced is no news.
_RECENT = timedelta(days=7)


def announce_templates(services: Services, now: datetime) -> int:
    """Say in the notices channel which templates have a new text, and what is new in it.

    Several that were approved together, as by an import, are one message. Whoever said about a
    template that it is being changed has changed it now. Any number of replicas may do this at
    the same moment. Returns how many texts are new.

    Raises:
        DatabaseUnavailable: the next look does it.
    """
    with services.database.read() as session:
        rows = list_revisions(session, None, stage=Stage.APPROVED, decided_since=now - _RECENT)
        known = known_keys(session, [_key(row) for row in rows])
    new = [row for row in rows if _key(row) not in known]
    if not new:
        return 0
    with services.database.begin() as session:
        mine = [row for row in new if _note(session, row, now)]
        for row in mine:
            _close_what_waited(services, session, row, now)
        if mine and services.settings().notice_channel:
            voice = voice_of_channel(services)
            title, body = change_of_templates(
                [_changed(session, row, voice) for row in mine], voice
            )
            steps.announce(
                services,
                session,
                key=f"templates:{mine[0].id}-{mine[-1].id}",
                kind=NoticeKind.TEMPLATE,
                title=title,
                body=body,
                now=now,
            )
    return len(mine)


def _note(session: Session, row: TemplateRevision, now: datetime) -> bool:
    """Note that this text is seen to; False if somebody else does."""
    seen = NewNotice(_key(row), NoticeKind.TEMPLATE, row.template, "", status=NoticeStatus.SKIPPED)
    return add_notice(session, seen, now=now) is not None


def _close_what_waited(
    services: Services, session: Session, row: TemplateRevision, now: datetime
) -> None:
    tag = Tag(Touched.TEMPLATE, row.template)
    by = row.decided_by or row.author
    for impact, _ in unsettled_impacts(session, None, tag=tag):
        is_older = row.decided_at is None or impact.opened_at < row.decided_at
        if impact.status == ImpactStatus.CHANGING and is_older:
            impacts.settle(services, session, impact, ImpactStatus.CHANGED, by=by, now=now)


def _changed(session: Session, row: TemplateRevision, voice: Voice) -> ChangedTemplate:
    template, before = proposed_in(row), _before(session, row)
    changes = changes_between(before, template, voice.language) if before else None
    lines = change_lines(changes, voice) if changes else []
    return ChangedTemplate(template.title.inn(voice.language), row.why, tuple(lines))


def _before(session: Session, row: TemplateRevision) -> PromptTemplate | None:
    """Return the template as it was in force until then; None when it is a new one."""
    approved = revisions_of(session, row.template, None, stage=Stage.APPROVED)
    earlier = [
        one
        for one in approved
        if one.id != row.id
        and one.decided_at
        and row.decided_at
        and one.decided_at < row.decided_at
    ]
    if not earlier:
        return load_templates().get(row.template)
    return proposed_in(max(earlier, key=lambda one: (one.decided_at, one.id)))


def _key(row: TemplateRevision) -> str:
    return f"template:{row.id}"
