"""Spreading a published story: a mail to everybody, a small workshop, the sharing session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.background import report_failure
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_conversation
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.story_mail import around
from handlers.story_papers import send_paper
from handlers.story_workshops import post_workshop
from handlers.views.story_forms import told
from handlers.views.story_spread import kit_form, mail_modal, session_modal
from knowledge.months import month_of
from knowledge.roles import Action, may_somewhere
from knowledge.store import stories as store
from knowledge.stories import Status

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import Story

_SPREAD = Action.APPROVE_STORY_OF_DEPARTMENT


def register(app: App, services: Services) -> None:
    """Listen to the buttons of those who spread stories, and to the form of the workshop."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        action = body["actions"][0]["action_id"]
        if not may_somewhere(person, _SPREAD):
            view = told(refusal(voice, _SPREAD), voice)
        elif action == ids.ACTION_STORY_SESSION:
            view = _session(services, voice)
        elif action == ids.ACTION_STORY_PAPER:
            view = _paper(services, int(read_pressed_value(body)), person.member, voice)
        else:
            view = _of_story(services, int(read_pressed_value(body)), action, voice)
        show_view(client, body, view)
        ack()

    def on_kit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        channel = chosen_conversation(view, ids.BLOCK_CHANNEL)
        id_ = int(view["private_metadata"])
        said = write_briefly(services, lambda session: post(session, person, id_, channel, voice))
        services.wake_outbox()
        ack(response_action="update", view=told(said, voice))

    def post(session: Session, person: Person, id_: int, channel: str, voice: Voice) -> str:
        story = _published(session, id_)
        if not may_somewhere(person, _SPREAD):
            return refusal(voice, _SPREAD)
        if story is None:
            return voice("story_shelf.gone")
        now = services.clock()
        new = post_workshop(services, session, story, channel, person.member, now)
        return voice("story_spread.kit_done" if new else "story_spread.kit_before")

    for action in (
        ids.ACTION_STORY_MAIL,
        ids.ACTION_STORY_PAPER,
        ids.ACTION_STORY_KIT,
        ids.ACTION_STORY_SESSION,
    ):
        app.action(action)(on_open)
    app.view(ids.VIEW_STORY_KIT)(on_kit)


def _paper(services: Services, id_: int, member: str, voice: Voice) -> Surface:
    """Let the report be made, for which three seconds may not be enough."""
    if read_briefly(services, lambda session: _published(session, id_)) is None:
        return told(voice("story_shelf.gone"), voice)

    def make() -> None:
        if send_paper(services, id_, member):
            services.wake_outbox()

    future = services.background.submit(make)
    if future is None:
        return told(voice("story_paper.busy"), voice)
    future.add_done_callback(report_failure)
    return told(voice("story_paper.making"), voice)


def _of_story(services: Services, id_: int, action: str, voice: Voice) -> Surface:
    def look(session: Session) -> Surface:
        story = _published(session, id_)
        if story is None:
            return told(voice("story_shelf.gone"), voice)
        if action == ids.ACTION_STORY_MAIL:
            return mail_modal(story, around(services, session, story, voice), voice)
        return kit_form(story, services.settings().success_channel, voice)

    return read_briefly(services, look)


def _published(session: Session, id_: int) -> Story | None:
    story = store.find_story(session, id_)
    return story if story is not None and story.status == Status.PUBLISHED else None


def _session(services: Services, voice: Voice) -> Surface:
    calendar = services.calendar()
    since, until = month_of(services.clock(), calendar).span(calendar)
    stories = read_briefly(services, lambda session: store.stories_of_month(session, since, until))
    return session_modal(stories, voice)
