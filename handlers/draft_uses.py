"""What one press makes of a draft: the form that it fills, for whoever may use it now."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handlers import notice_forms
from handlers.database_visits import read_briefly
from handlers.draft_offers import offer_draft
from handlers.incident_mail import around_of
from handlers.limits import shorten
from handlers.people import refusal
from handlers.proposal_forms import as_typed, improvement_form
from handlers.story_forms import Origin, choices, from_story, why_not_publish
from handlers.template_mail import template_in_use
from handlers.views.incident_desk import close_form
from handlers.views.story_forms import Filled, edit_form
from knowledge.drafts import DraftKind
from knowledge.incidents import LONGEST_CASE, State
from knowledge.roles import Action, may
from knowledge.store.incidents import find_incident
from knowledge.store.stories import find_story
from knowledge.stories import LONGEST_TEXT, LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.drafts import Part
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import Story


@dataclass(frozen=True, slots=True)
class Offer:
    """Of what a draft on screen is, and what the form below it is made of again: ids only.

    `is_above` says whether that form is still there, below the draft.
    """

    kind: DraftKind
    subject: str
    form: tuple[str, ...] = ()
    is_above: bool = True

    def packed(self) -> str:
        return json.dumps([self.kind, self.subject, self.form, self.is_above])


def unpack(metadata: str) -> Offer:
    """Read the offer from a draft on screen."""
    kind, subject, form, is_above = json.loads(metadata)
    return Offer(DraftKind(kind), str(subject), tuple(map(str, form)), bool(is_above))


def can_be_used(kind: DraftKind) -> bool:
    """Whether there is a form for it; other drafts are to copy from."""
    return kind in _USES


def offer_of(kind: DraftKind, subject: str, view: Mapping[str, Any], *, is_above: bool) -> Offer:
    """Return the offer of a draft that was asked for in this view."""
    if kind is DraftKind.NOTICE:
        return Offer(kind, subject, notice_forms.known_of_form(view), is_above)
    if kind is DraftKind.CASE:
        return Offer(kind, subject, (str(view.get("private_metadata") or ""),), is_above)
    # Their form is another one than that in which the draft was asked for.
    return Offer(kind, subject, (), is_above=False)


@dataclass(frozen=True)
class _Use:
    """Who uses which draft."""

    services: Services
    person: Person
    offer: Offer
    parts: Mapping[str, str]
    voice: Voice


def form_filled(
    services: Services, person: Person, offer: Offer, parts: Sequence[Part], voice: Voice
) -> Surface | str:
    """Return the form with the draft in it, which is checked when it is sent; or why there is none."""
    said: dict[str, str] = {}
    for part in parts:
        said[part.name] = f"{said[part.name]}\n{part.text}" if part.name in said else part.text
    return _USES[offer.kind](_Use(services, person, offer, said, voice))


def _notice(use: _Use) -> Surface | str:
    if not may(use.person, Action.PUBLISH_NOTICE):
        return refusal(use.voice, Action.PUBLISH_NOTICE)
    drafted = notice_forms.Drafted(
        title=use.parts.get("title", ""),
        body="\n\n".join(use.parts[one] for one in ("what", "for_us") if one in use.parts),
        names=tuple(use.parts.get("tags", "").splitlines()),
    )
    view = notice_forms.form_with_draft(use.services, use.offer.form, drafted, use.voice)
    return use.voice("notice.gone") if view is None else view


def _story(use: _Use) -> Surface | str:
    def look(session: Session) -> tuple[Story | None, str]:
        story = find_story(session, int(use.offer.subject))
        return story, why_not_publish(session, use.person, story, use.voice)

    story, problem = read_briefly(use.services, look)
    if problem or story is None:
        return problem
    done = "\n".join(use.parts[one] for one in ("before", "after") if one in use.parts)
    told = replace(
        from_story(story),
        title=shorten(use.parts.get("title", ""), LONGEST_TITLE),
        done=shorten(done, LONGEST_TEXT),
        tips=use.parts.get("tip", ""),
    )
    filled = Filled(told, Origin(story.id, story.version).metadata)
    return edit_form(filled, choices(use.services, use.voice), use.voice)


def _revision(use: _Use) -> Surface | str:
    if not may(use.person, Action.APPROVE_ANY_TEMPLATE):
        return refusal(use.voice, Action.APPROVE_ANY_TEMPLATE)
    id_ = use.offer.subject
    in_use = read_briefly(use.services, lambda session: template_in_use(session, id_))
    if in_use is None:
        return use.voice("proposal.gone")
    template, revision = in_use
    better = replace(template, text=use.parts.get("text", template.text))
    typed, why = as_typed(better, use.voice.language), use.parts.get("why", "")
    return improvement_form(template, revision, typed, use.voice, why=why)


def _case(use: _Use) -> Surface | str:
    if not may(use.person, Action.HANDLE_INCIDENT):
        return refusal(use.voice, Action.HANDLE_INCIDENT)
    said = [use.parts[one] for one in ("title", "what", "lesson") if one in use.parts]
    _, _, before = use.offer.form[0].partition(" ")

    def form(session: Session) -> Surface | str:
        incident = find_incident(session, int(use.offer.subject))
        if incident is None or incident.state == State.CLOSED:
            return use.voice("incident.not_found")
        view = close_form(
            incident,
            around_of(use.services, session, incident),
            use.voice,
            drafted=shorten("\n".join(said), LONGEST_CASE),
            round_=int(before or 0) + 1,
        )
        return offer_draft(use.services, view, DraftKind.CASE, incident.id, use.voice)

    return read_briefly(use.services, form)


_USES: dict[DraftKind, Callable[[_Use], Surface | str]] = {
    DraftKind.NOTICE: _notice,
    DraftKind.STORY: _story,
    DraftKind.REVISION: _revision,
    DraftKind.CASE: _case,
}
