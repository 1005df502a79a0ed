"""What Home shows of success stories to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views.story_library import StoriesOnHome
from knowledge.quarters import quarter_of
from knowledge.roles import Action, may, may_somewhere
from knowledge.store import stories as store
from knowledge.store.departments import departments
from knowledge.stories import Status

if TYPE_CHECKING:
    from handlers.services import Services
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import Story

_NEWEST = 3


def stories_for(services: Services, session: Session, person: Person) -> StoriesOnHome:
    """Return the newest stories, what waits for this person, and to leads where stories are missing."""
    if not may(person, Action.SHARE_STORY):
        return StoriesOnHome()
    newest = store.published_stories(session, limit=_NEWEST)
    if not may_somewhere(person, Action.APPROVE_STORY_OF_DEPARTMENT):
        return StoriesOnHome(newest)
    queue = [
        one for one in store.stories_with_status(session, Status.WAITING) if _waits_for(person, one)
    ]
    if not may(person, Action.APPROVE_ANY_STORY):
        return StoriesOnHome(newest, queue)
    since, until = quarter_of(services.clock(), services.calendar())
    told = store.departments_with_stories(session, since, until)
    gaps = [one.name for one in departments(session) if one.id not in told]
    return StoriesOnHome(newest, queue, gaps, store.figures_of_stories(session, since, until))


def _waits_for(person: Person, story: Story) -> bool:
    return story.author != person.member and may(
        person, Action.APPROVE_STORY_OF_DEPARTMENT, story.department
    )
