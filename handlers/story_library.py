"""Reading published stories: looking for them, opening one, and telling that one tried it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_option, entered_text
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.story_mail import around, tell_tried
from handlers.story_shelf import shelf_view
from handlers.views.story_forms import told
from handlers.views.story_library import story_modal, tried_form
from handlers.views.story_spread import spread_blocks, template_blocks
from knowledge.roles import Action, may, may_somewhere
from knowledge.store import stories as store
from knowledge.stories import MOST_MINUTES, Status

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session

_SPREAD = Action.APPROVE_STORY_OF_DEPARTMENT


def register(app: App, services: Services) -> None:
    """Listen to the search, to the buttons of a card, and to the form of who tried it."""

    def on_search_opened(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        show_view(client, body, shelf_view(services, person, voice))
        ack()

    def on_search(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        words = entered_text(view, ids.BLOCK_WORDS).strip()
        department = chosen_option(view, ids.BLOCK_DEPARTMENT)
        chosen = int(department) if department else None
        ack(
            response_action="update",
            view=shelf_view(services, person, voice, words, chosen),
        )

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        show_view(client, body, _story(services, person, int(read_pressed_value(body)), voice))
        ack()

    app.action(ids.ACTION_SEARCH_STORIES)(on_search_opened)
    app.view(ids.VIEW_SEARCH_STORIES)(on_search)
    app.action(ids.ACTION_OPEN_STORY)(on_open)
    _register_tries(app, services)


def _story(services: Services, person: Person, id_: int, voice: Voice) -> Surface:
    if not may(person, Action.SHARE_STORY):
        return told(refusal(voice, Action.SHARE_STORY), voice)

    def look(session: Session) -> Surface:
        story = store.find_story(session, id_)
        if story is None or story.status != Status.PUBLISHED:
            return told(voice("story_shelf.gone"), voice)
        tries = store.tries_of(session, story)
        more = template_blocks(story, voice)
        if may_somewhere(person, _SPREAD):
            more += spread_blocks(story, voice)
        return story_modal(story, around(services, session, story, voice), tries, voice, more)

    return read_briefly(services, look)


def _register_tries(app: App, services: Services) -> None:
    def on_tried(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, id_ = services.texts.voice(asker.language), int(read_pressed_value(body))
        story = read_briefly(services, lambda session: store.find_story(session, id_))
        if not may(person, Action.SHARE_STORY):
            view = told(refusal(voice, Action.SHARE_STORY), voice)
        elif story is None or story.status != Status.PUBLISHED:
            view = told(voice("story_shelf.gone"), voice)
        elif story.author == person.member:
            view = told(voice("story_shelf.tried_own"), voice)
        else:
            view = tried_form(story, voice)
        show_view(client, body, view)
        ack()

    def on_told(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        typed = entered_text(view, ids.BLOCK_MINUTES).strip()
        fits = typed.isascii() and typed.isdecimal() and len(typed) < 8
        if typed and not (fits and int(typed) <= MOST_MINUTES):
            wrong = voice("story.minutes_wrong", most=MOST_MINUTES)
            ack(response_action="errors", errors={ids.BLOCK_MINUTES: wrong})
            return
        minutes = int(typed) if typed else None
        id_ = int(view["private_metadata"])
        said = write_briefly(services, lambda session: keep(session, id_, person, minutes))
        services.wake_outbox()
        ack(response_action="update", view=told(voice(said), voice))

    def keep(session: Session, id_: int, person: Person, minutes: int | None) -> str:
        story = store.find_story(session, id_)
        allowed = may(person, Action.SHARE_STORY)
        if story is None or story.status != Status.PUBLISHED or not allowed:
            return "story_shelf.gone"
        now = services.clock()
        if store.note_try(session, story, person.member, minutes, now):
            tell_tried(services, session, story, person.member, minutes, now)
        return "story_shelf.tried_done"

    app.action(ids.ACTION_TRIED_STORY)(on_tried)
    app.view(ids.VIEW_TRIED_STORY)(on_told)
