"""What drafts are made of: read for whoever may see and use it, at the moment of the press."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.notice_impacts import name_of
from handlers.people import refusal
from handlers.views.incident_parts import incident_record
from knowledge.cited_answers import Guard
from knowledge.drafts import (
    DraftKind,
    entry_notice,
    incident_case,
    month_summary,
    story_report,
    template_revision,
)
from knowledge.notices import guess_tags
from knowledge.roles import Action, may
from knowledge.store import incidents, notices, reviews, stories
from knowledge.store.departments import departments
from knowledge.store.template_uses import comments_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.drafts import Order
    from knowledge.language_model import Unavailable
    from knowledge.roles import Person
    from knowledge.store.database import Session

_FEEDBACK = timedelta(days=180)


@dataclass(frozen=True)
class Source:
    """What a draft is made of: shown beside it, and the order, for which nobody waits."""

    kind: DraftKind
    text: str = field(repr=False)
    order: Callable[[], Order | Unavailable]


@dataclass(frozen=True)
class _Look:
    """Who looks at what, and with what."""

    services: Services
    session: Session
    person: Person
    subject: str
    voice: Voice

    @property
    def guard(self) -> Guard:
        return Guard(self.services.rulebook(), self.services.company())


def feedback_on(services: Services, session: Session, template: str) -> list[str]:
    """Return what people who used a template said of it lately, newest first."""
    since = services.clock() - _FEEDBACK
    return [one.comment for one in comments_on(session, template, since)]


def source_of(
    services: Services,
    session: Session,
    person: Person,
    kind: DraftKind,
    subject: str,
    voice: Voice,
) -> Source | str:
    """Return what a draft is made of; or say why this person gets none."""
    look = _Look(services, session, person, subject, voice)
    return _SOURCES[kind](look)


def _story(look: _Look) -> Source | str:
    story = stories.find_story(look.session, int(look.subject))
    if story is None or not (story.title or story.done):
        return look.voice("story.not_found")
    if not may(look.person, Action.APPROVE_STORY_OF_DEPARTMENT, story.department):
        return refusal(look.voice, Action.APPROVE_STORY_OF_DEPARTMENT)
    text = "\n".join(one for one in (story.title, story.work, story.done, story.tips) if one)
    return Source(
        DraftKind.STORY, text, lambda: story_report(text, look.voice.language, look.guard)
    )


def _notice(look: _Look) -> Source | str:
    if not may(look.person, Action.PUBLISH_NOTICE):
        return refusal(look.voice, Action.PUBLISH_NOTICE)
    notice = notices.find_notice(look.session, int(look.subject))
    if notice is None:
        return look.voice("notice.gone")
    text = f"{notice.title}\n{notice.body}".strip()
    services, title, body = look.services, notice.title, notice.body

    def order() -> Order | Unavailable:
        tags = guess_tags(title, body, services.templates().index, services.rulebook())
        names = [name_of(services, tag, look.voice) for tag in tags]
        return entry_notice(text, names, look.voice.language, look.guard)

    return Source(DraftKind.NOTICE, text, order)


def _month(look: _Look) -> Source | str:
    if not may(look.person, Action.LEAD_REVIEW):
        return refusal(look.voice, Action.LEAD_REVIEW)
    names = {one.id: one.name for one in departments(look.session, with_retired=True)}
    written = [
        f"{names.get(one.department or 0, '')}: {' '.join(one.texts.values())}".strip(": ")
        for one in reviews.entries_of(look.session, look.subject)
        if any(one.texts.values())
    ]
    if not written:
        return look.voice("draft.no_entries")
    return Source(
        DraftKind.MONTH,
        "\n\n".join(written),
        lambda: month_summary(written, look.voice.language, look.guard),
    )


def _revision(look: _Look) -> Source | str:
    if not may(look.person, Action.APPROVE_ANY_TEMPLATE):
        return refusal(look.voice, Action.APPROVE_ANY_TEMPLATE)
    in_use = look.services.templates().templates.get(look.subject)
    if in_use is None:
        return look.voice("draft.no_feedback")
    said = feedback_on(look.services, look.session, look.subject)
    if not said:
        return look.voice("draft.no_feedback")
    text = in_use.template.text
    return Source(
        DraftKind.REVISION,
        text,
        lambda: template_revision(text, said, look.voice.language, look.guard),
    )


def _case(look: _Look) -> Source | str:
    if not may(look.person, Action.HANDLE_INCIDENT):
        return refusal(look.voice, Action.HANDLE_INCIDENT)
    incident = incidents.find_incident(look.session, int(look.subject))
    if incident is None:
        return look.voice("incident.not_found")
    text = incident_record(incident, look.services.rulebook(), look.voice)
    return Source(
        DraftKind.CASE, text, lambda: incident_case(text, look.voice.language, look.guard)
    )


_SOURCES: dict[DraftKind, Callable[[_Look], Source | str]] = {
    DraftKind.STORY: _story,
    DraftKind.NOTICE: _notice,
    DraftKind.MONTH: _month,
    DraftKind.REVISION: _revision,
    DraftKind.CASE: _case,
}
