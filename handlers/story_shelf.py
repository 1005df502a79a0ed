"""The shelf of published stories as somebody looks for something on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.database_visits import read_briefly
from handlers.passing_words import checked_words
from handlers.people import refusal
from handlers.views.story_forms import told
from handlers.views.story_library import Shelf, shelf_modal
from knowledge.roles import Action, may
from knowledge.search import NOTHING_FITS
from knowledge.store import stories as store
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.departments import departments
from knowledge.story_search import story_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.search import Document
    from knowledge.store.database import Session
    from knowledge.store.models import Story
    from knowledge.stories import SuccessStory

_MOST = 500
_ALIKE = 0.6
_MOST_ALIKE = 3
_HINT_SECONDS = 0.4
# Of what was done so much is searched. It says what it is about at its beginning, weighs little
# beside title and work, and to read all of five hundred stories would take too long.
_READ = 120


def shelf_view(
    services: Services, person: Person, voice: Voice, words: str = "", department: int | None = None
) -> Surface:
    """Return the stories that fit; without words the newest, the person's own department first.

    Raises:
        DatabaseUnavailable: nobody can say which there are.
    """
    if not may(person, Action.SHARE_STORY):
        return told(refusal(voice, Action.SHARE_STORY), voice)
    published = read_briefly(services, _read)
    found = fitting(services, published, words) if words else _nearest(published, person)
    if department is not None:
        found = [one for one in found if one.department == department]
    choices = [(name, str(id_)) for id_, name in published.in_use.items()]
    # What was typed stands in its field once more, as far as the check lets it through.
    shown = checked_words(services, words).text if words else ""
    shelf = Shelf(found, shown, str(department or ""), choices, published.names)
    return shelf_modal(shelf, voice, looked=bool(words or department))


def titles_alike(services: Services, story: SuccessStory | Story, but: int = 0) -> list[str]:
    """Return the titles of published stories that seem to tell of the same, others than `but`.

    It is only a hint for whoever publishes, so nobody waits long for it: late is none.
    """

    def find() -> list[str]:
        try:
            with services.database.read() as session:
                published = _read(session)
        except DatabaseUnavailable:
            return []
        alike = fitting(services, published, f"{story.title} {story.work}", at_least=_ALIKE)
        return [one.title for one in alike if one.id != but][:_MOST_ALIKE]

    return services.background.within(_HINT_SECONDS, find, [])


def stories_about(services: Services, words: str) -> list[int]:
    """Return the numbers of published stories that fit the words, best first.

    Raises:
        DatabaseUnavailable: nobody can say which there are.
    """
    return [one.id for one in fitting(services, read_briefly(services, _read), words)]


@dataclass(frozen=True, slots=True)
class Published:
    """The published stories, newest first, with the names of departments by number."""

    stories: Sequence[Story]
    stamp: object
    names: Mapping[int, str]
    in_use: Mapping[int, str]


def _read(session: Session) -> Published:
    known = departments(session, with_retired=True)
    return Published(
        store.published_stories(session, limit=_MOST),
        store.stamp_of_stories(session),
        {one.id: one.name for one in known},
        {one.id: one.name for one in known if one.retired_at is None},
    )


def fitting(
    services: Services, published: Published, words: str, *, at_least: float = NOTHING_FITS
) -> list[Story]:
    """Return those of the stories that fit the words, best first.

    Reading many stories anew takes a moment, so no transaction is open meanwhile.
    """

    def documents() -> Iterator[Document]:
        for one in published.stories:
            body = one.done[:_READ]
            name = published.names.get(one.department or 0, "")
            yield story_document(one.id, title=one.title, work=one.work, department=name, body=body)

    if not published.stories:
        return []
    known = {one.id: one for one in published.stories}
    found = services.story_index.find(words, published.stamp, documents, at_least)
    return [known[id_] for id_ in found if id_ in known]


def _nearest(published: Published, person: Person) -> list[Story]:
    own = person.department
    return sorted(published.stories, key=lambda one: own is None or one.department != own)
