"""The shelf of published stories as somebody looks for something on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.database_visits import read_briefly
from handlers.people import refusal
from handlers.views.story_forms import told
from handlers.views.story_library import Shelf, shelf_modal
from knowledge.roles import Action, may
from knowledge.store import stories as store
from knowledge.store.departments import departments
from knowledge.story_search import story_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.search import Document
    from knowledge.store.database import Session
    from knowledge.store.models import Story

_MOST = 500


def shelf_view(
    services: Services, person: Person, voice: Voice, words: str = "", department: int | None = None
) -> Surface:
    """Return the stories that fit, the person's own department first where all fit alike.

    Raises:
        DatabaseUnavailable: nobody can say which there are.
    """
    if not may(person, Action.SHARE_STORY):
        return told(refusal(voice, Action.SHARE_STORY), voice)

    def look(session: Session) -> Shelf:
        names = {one.id: one.name for one in departments(session, with_retired=True)}
        found = find_stories(services, session, words) if words else _newest(session, person)
        if department is not None:
            found = [one for one in found if one.department == department]
        choices = [(one.name, str(one.id)) for one in departments(session)]
        return Shelf(found, words, str(department or ""), choices, names)

    return shelf_modal(read_briefly(services, look), voice)


def find_stories(services: Services, session: Session, words: str) -> list[Story]:
    """Return the published stories that fit the words, best first."""
    known = {one.id: one for one in store.published_stories(session, limit=_MOST)}

    def documents() -> Iterator[Document]:
        names = {one.id: one.name for one in departments(session, with_retired=True)}
        for one in known.values():
            body = f"{one.done}\n{one.prompt}\n{one.tips}"
            name = names.get(one.department or 0, "")
            yield story_document(one.id, title=one.title, work=one.work, department=name, body=body)

    found = services.story_index.find(words, store.stamp_of_stories(session), documents)
    return [known[id_] for id_ in found if id_ in known]


def _newest(session: Session, person: Person) -> list[Story]:
    newest = store.published_stories(session, limit=_MOST)
    own = person.department
    return sorted(newest, key=lambda one: own is None or one.department != own)
