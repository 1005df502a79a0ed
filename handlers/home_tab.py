"""The Home tab of a person as it is now: read, composed and published."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackClientError

from handlers import template_steps
from handlers.brief_client import brief
from handlers.database_visits import read_briefly
from handlers.home_news import news_for
from handlers.home_questions import questions_of
from handlers.incident_home import incidents_for
from handlers.review_standing import standing_of
from handlers.story_home import stories_for
from handlers.template_shelf import Shelf, shelf_of
from handlers.views import home as views
from handlers.views.escalation_home import Questions, questions
from handlers.views.home_news import News, news
from handlers.views.incident_home import IncidentsOnHome, desk_on_home, own_on_home
from handlers.views.proposals import home_proposals
from handlers.views.quick_table import quick_table
from handlers.views.reports import report_on_home
from handlers.views.review_forms import review_on_home
from handlers.views.settings_overview import (
    GIVEN_ROLES,
    Overview,
    first_admin,
    settings_overview,
)
from handlers.views.story_library import StoriesOnHome, stories_on_home
from handlers.views.templates import home_shelf
from handlers.views.undelivered import undelivered
from knowledge.months import month_of
from knowledge.roles import Action, Person, Role, may
from knowledge.store.checks import recent_checks
from knowledge.store.company_settings import read_company_settings
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.deliveries import failed_deliveries
from knowledge.store.departments import departments, find_department, staffed_departments
from knowledge.store.model_use import tokens_of_month
from knowledge.store.reports import read_report
from knowledge.store.reviews import open_cycles
from knowledge.store.roles import contacts, find_person, has_admin, holders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from handlers.views.reviews import Standing
    from knowledge.store.database import Session
    from knowledge.store.models import Delivery

log = logging.getLogger(__name__)

_TURN_SECONDS = 0.8
_PUBLISH_SECONDS = 1.8
_OWNER_SECONDS = 0.6
# So many checks are looked at for what a person has tried already.
_CHECKS = 30
_FAILED = 30


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the database says about a person and, as far as they may see it, the company."""

    person: Person
    standing: views.Standing
    has_admin: bool
    overview: Overview
    failed: Sequence[Delivery] = ()
    questions: Questions = field(default_factory=Questions)
    # How many proposed templates wait for them; None: they decide about none.
    proposals: int | None = None
    news: News = field(default_factory=News)
    shelf: Shelf = field(default_factory=Shelf)
    stories: StoriesOnHome = field(default_factory=StoriesOnHome)
    reviews: Sequence[Standing] = ()
    incidents: IncidentsOnHome = field(default_factory=IncidentsOnHome)


def publish_home(services: Services, client: WebClient, asker: Asker) -> None:
    """Show a person their Home tab as it is now.

    A database that does not answer takes only what it knows from the screen.
    """
    voice = services.texts.voice(asker.language)
    with services.home_turns.turn(asker.member, _TURN_SECONDS):
        view = _home(services, client, asker, voice)
        brief(client, _PUBLISH_SECONDS).views_publish(user_id=asker.member, view=view)


def refresh_home(services: Services, client: WebClient, asker: Asker) -> None:
    """Show the Home tab anew after something on it was changed, without anybody waiting for it."""

    def publish() -> None:
        try:
            publish_home(services, client, asker)
        except (SlackClientError, OSError) as error:
            # What was changed is changed; Home shows it when it is opened next.
            log.info("cannot show a changed Home: %s", type(error).__name__)

    services.background.submit(publish)


def is_workspace_admin(client: WebClient, member: str) -> bool:
    """Ask Slack whether a person is an owner or admin of the workspace; no answer means no."""
    try:
        answer = brief(client, _OWNER_SECONDS).users_info(user=member)
    except (SlackClientError, OSError):
        return False
    user = answer.get("user") or {}
    return bool(user.get("is_admin") or user.get("is_owner")) and not user.get("is_stranger")


def _home(services: Services, client: WebClient, asker: Asker, voice: Voice) -> Surface:
    can_unmask = services.vault is not None
    parts = [
        views.welcome(voice, can_unmask=can_unmask),
        *_parts(services, client, asker, voice),
        views.privacy(voice, can_unmask=can_unmask),
    ]
    return views.home(parts, voice)


def _parts(
    services: Services, client: WebClient, asker: Asker, voice: Voice
) -> Iterator[list[Block]]:
    """Yield the parts of the screen in their order: what is to be done comes first."""
    rulebook, local = services.rulebook(), services.calendar().local
    try:
        seen = read_briefly(services, lambda session: _look(services, session, asker))
    except DatabaseUnavailable:
        log.warning("cannot read what Home shows")
        yield views.not_read(voice)
        yield home_shelf(Shelf().nearest(services.templates()), voice)
        yield quick_table(rulebook, voice)
        yield views.usage(voice)
        return
    if not seen.has_admin and is_workspace_admin(client, asker.member):
        yield first_admin(voice)
    yield desk_on_home(seen.incidents, rulebook, local, voice)
    yield views.first_steps(seen.standing, voice)
    yield views.whom_to_ask(seen.standing, voice)
    yield home_shelf(seen.shelf.nearest(services.templates()), voice)
    yield home_proposals(seen.proposals, voice)
    leads = may(seen.person, Action.LEAD_REVIEW)
    yield review_on_home(seen.reviews, voice, leads=leads)
    yield own_on_home(seen.incidents, local, voice)
    yield questions(seen.questions, local, voice)
    yield news(seen.news, seen.person, local, voice)
    yield stories_on_home(seen.stories, voice)
    yield views.recent_checks(seen.standing, rulebook, local, voice)
    yield quick_table(rulebook, voice)
    yield views.usage(voice)
    yield _figures(services, seen.person, voice)
    yield undelivered(seen.failed, local, voice)
    yield settings_overview(seen.overview, seen.person, local, voice)


def _look(services: Services, session: Session, asker: Asker) -> _Seen:
    person = replace(find_person(session, asker.member), outsider=asker.is_outsider)
    may_choose = person.department is None and may(person, Action.CHOOSE_OWN_DEPARTMENT)
    department = find_department(session, person.department) if person.department else None
    standing = views.Standing(
        contacts=contacts(session, asker.member),
        checks=recent_checks(session, asker.member, _CHECKS),
        department=department.name if department else "",
        can_choose_department=may_choose and bool(departments(session)),
    )
    failed = failed_deliveries(session, _FAILED) if may(person, Action.RESEND_DELIVERY) else []
    return _Seen(
        person=person,
        standing=standing,
        has_admin=has_admin(session),
        overview=_overview(services, session) if may(person, Action.SEE_PEOPLE) else Overview(),
        failed=failed,
        questions=questions_of(services, session, person),
        proposals=_proposals(session, person),
        news=news_for(session, person),
        shelf=shelf_of(session, person.member, services.clock()),
        stories=stories_for(services, session, person),
        reviews=_reviews(services, session, person),
        incidents=incidents_for(services, session, person),
    )


def _figures(services: Services, person: Person, voice: Voice) -> list[Block]:
    """Read by itself, so that figures that take too long take nothing else along."""
    if not may(person, Action.SEE_KPIS):
        return []
    calendar = services.calendar()
    month = month_of(services.clock(), calendar)
    try:
        report = read_briefly(services, lambda session: read_report(session, month, calendar))
    except DatabaseUnavailable:
        log.warning("cannot read the figures that Home shows")
        return views.not_read(voice)
    for_lead = bool(person.roles & {Role.LEAD, Role.DEPUTY})
    return report_on_home(report, voice, for_lead=for_lead)


def _reviews(services: Services, session: Session, person: Person) -> list[Standing]:
    if not may(person, Action.WRITE_REVIEW):
        return []
    return [standing_of(services, session, cycle) for cycle in open_cycles(session)]


def _proposals(session: Session, person: Person) -> int | None:
    if not template_steps.decides_somewhere(person):
        return None
    return len(template_steps.waiting_for(session, person))


def _overview(services: Services, session: Session) -> Overview:
    return Overview(
        holders={role: holders(session, role) for role in GIVEN_ROLES},
        departments=staffed_departments(session),
        settings=read_company_settings(session),
        timetable=services.timetable(),
        model_tokens=None if services.model is None else tokens_of_month(session, _month(services)),
    )


def _month(services: Services) -> str:
    return f"{services.calendar().local(services.clock()):%Y-%m}"
