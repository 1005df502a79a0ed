"""The messages about a template, put into the outbox in the transaction of what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.views import template_news as news
from handlers.voices import voice_of
from knowledge.roles import Role
from knowledge.store.deliveries import Draft, enqueue, enqueue_update
from knowledge.store.departments import department_of, find_department
from knowledge.store.roles import holders
from knowledge.store.template_marks import followers_of
from knowledge.store.template_posts import about_revision, review_posts
from knowledge.store.template_revisions import revision_numbered
from knowledge.store.templates import find_template
from knowledge.template_changes import changes_between
from knowledge.template_library import Home, InUse, is_of
from knowledge.template_states import PACKAGED, Stage, Status
from knowledge.templates import load_templates, parse_template

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import TemplateRevision
    from knowledge.templates import PromptTemplate

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Writing:
    """A transaction in which messages are written, and its moment."""

    services: Services
    session: Session
    now: datetime


def writing_now(services: Services, session: Session) -> Writing:
    """Return what the steps need to write at this moment."""
    return Writing(services, session, services.clock())


def proposed_in(row: TemplateRevision) -> PromptTemplate:
    """Return the template that a row proposes."""
    return parse_template(row.source, f"template revision {row.id}")


def template_in_force(session: Session, id_: str) -> tuple[PromptTemplate | None, int | None]:
    """Return a template as the database has it now, with its revision; None while there is none."""
    row = find_template(session, id_)
    if row is None:
        shipped = load_templates().get(id_)
        return shipped, None if shipped is None else PACKAGED
    if row.revision is None:
        return None, None
    return template_at(session, id_, row.revision), row.revision


def template_in_use(session: Session, id_: str) -> tuple[PromptTemplate, int] | None:
    """Return a template that people get now, with its revision; None when they do not.

    What `Services.templates` says may be some seconds old.
    """
    row = find_template(session, id_)
    if row is not None and row.status != Status.APPROVED:
        return None
    template, revision = template_in_force(session, id_)
    return None if template is None or revision is None else (template, revision)


def template_at(session: Session, id_: str, number: int) -> PromptTemplate | None:
    """Return a template as one of its revisions has it; None when there is no such revision."""
    if number == PACKAGED:
        return load_templates().get(id_)
    kept = revision_numbered(session, id_, number)
    return None if kept is None else proposed_in(kept)


def department_of_review(session: Session, row: TemplateRevision) -> int | None:
    """Return whose ambassadors decide about a proposal; None: only the leads.

    A template that has a department is its own. One that ships for a kind of department, such
    as sales, is improved by those who do that work: the author's department, if it is one.
    """
    kept = find_template(session, row.template)
    if kept is not None and kept.department is not None:
        return kept.department
    template, home = proposed_in(row), department_of(session, row.author)
    if home is None or not template.departments:
        return None
    return home.id if is_of(InUse(template), Home(home.id, home.name)) else None


def department_of_text(session: Session, id_: str, person: Person) -> int | None:
    """Return for which department somebody decides about the text of a template; None: only leads.

    Its own; of one that ships for a kind of department, that of which they are an ambassador, for
    whoever may approve a better text may also go back from it.
    """
    kept = find_template(session, id_)
    if kept is not None and kept.department is not None:
        return kept.department
    template, _ = template_in_force(session, id_)
    if template is None or not template.departments:
        return None
    for of in sorted(person.ambassador_of):
        home = find_department(session, of)
        if home is not None and is_of(InUse(template), Home(home.id, home.name)):
            return of
    return None


def reviewers_of(session: Session, department: int | None, author: str) -> list[str]:
    """Return whom a proposal is put before: not the author, unless nobody else is there."""
    near = holders(session, Role.AMBASSADOR, department) if department is not None else []
    everybody = (near, holders(session, Role.LEAD), holders(session, Role.DEPUTY))
    for some in everybody:
        if others := [one for one in some if one != author]:
            return others
    return [author] if any(author in some for some in everybody) else []


def proposed(session: Session, row: TemplateRevision, voice: Voice) -> news.Proposed:
    """Return a proposal as those see it who decide, compared with what is in force now."""
    template = proposed_in(row)
    now, revision = template_in_force(session, row.template)
    over = NOBODY if revision is None else str(revision)
    changes = None if now is None else changes_between(now, template, voice.language)
    return news.Proposed(f"{row.id} {over}", template, changes, row.author, row.why)


def announce(writing: Writing, row: TemplateRevision) -> None:
    """Put a proposal before those who may approve it, in working hours."""
    department = department_of_review(writing.session, row)
    leads = (*holders(writing.session, Role.LEAD), *holders(writing.session, Role.DEPUTY))
    for member in reviewers_of(writing.session, department, row.author):
        voice = _voice(writing, member)
        message = news.review_message(proposed(writing.session, row, voice), voice)
        key = f"{about_revision(row.id)}:{member}"
        _post(writing, key, member, message, leads)


def settle(writing: Writing, row: TemplateRevision, stage: Stage, by: str, words: str = "") -> None:
    """Take the buttons off what was put before people, and say who decided what."""
    for post in review_posts(writing.session, row.id):
        voice = _voice(writing, post.to)
        seen = news.Proposed("", proposed_in(row), None, row.author, row.why)
        message = news.decided_message(seen, stage, by, words, voice)
        key = f"{post.key}:settled"
        enqueue_update(writing.session, of=post.key, message=message, key=key, now=writing.now)


def tell_author(
    writing: Writing, row: TemplateRevision, stage: Stage, by: str, words: str = ""
) -> None:
    """Tell whoever proposed it what became of it; nobody is told what they did themselves."""
    if by == row.author:
        return
    voice, template = _voice(writing, row.author), proposed_in(row)
    if stage is Stage.APPROVED:
        message = news.approved_message(template, by, voice)
    else:
        seen = news.Proposed("", template, None, row.author, row.why)
        message = news.declined_message(seen, row.id, by, words, voice)
    _post(writing, f"template_outcome:{row.id}", row.author, message)


def tell_followers(
    writing: Writing, template: PromptTemplate, number: int, why: str, but: tuple[str, ...]
) -> None:
    """Tell those who follow a template that it has a new revision."""
    for member in followers_of(writing.session, template.id):
        if member not in but:
            message = news.changed_message(template, why, _voice(writing, member))
            key = f"template_changed:{template.id}:{number}:{member}"
            _post(writing, key, member, message)


def tell_of_retirement(
    writing: Writing, template: PromptTemplate, version: int, owner: str | None, by: str
) -> None:
    """Tell the owner and those who follow a template that it is out of use."""
    told = dict.fromkeys([*([owner] if owner else []), *followers_of(writing.session, template.id)])
    for member in told:
        if member != by:
            message = news.retired_message(template, by, _voice(writing, member))
            key = f"template_retired:{template.id}:{version}:{member}"
            _post(writing, key, member, message)


def _post(
    writing: Writing, key: str, to: str, message: Surface, fallbacks: tuple[str, ...] = ()
) -> None:
    draft = Draft(
        key=key,
        to=to,
        message=message,
        about=key.rpartition(":")[0],
        not_before=writing.services.calendar().next_working_moment(writing.now),
        fallbacks=fallbacks,
    )
    enqueue(writing.session, draft, now=writing.now)


def _voice(writing: Writing, member: str) -> Voice:
    return voice_of(writing.services, writing.session, member)
