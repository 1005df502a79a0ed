"""Publishing success stories: one press, polished first, or not this time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import story_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.draft_offers import offer_draft
from handlers.form_values import entered_text
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import whoever_acts
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.story_forms import (
    Origin,
    choices,
    errors_in,
    from_story,
    read_origin,
    read_story,
    why_not_publish,
)
from handlers.story_mail import review_around
from handlers.story_shelf import titles_alike
from handlers.views.story_forms import Filled, edit_form, refuse_form, told
from handlers.views.story_library import review_modal
from knowledge.drafts import DraftKind
from knowledge.store import stories as store

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import Story


def register(app: App, services: Services) -> None:
    """Listen to the buttons under a story that waits, and to the two forms."""
    _register_presses(app, services)
    _register_forms(app, services)


def _register_presses(app: App, services: Services) -> None:
    def on_publish(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, origin = services.texts.voice(asker.language), _pressed(body)

        def publish(session: Session) -> str:
            story = store.find_story(session, origin.story)
            problem = why_not_publish(session, person, story, voice)
            if problem or story is None:
                return problem
            done = steps.publish(services, session, story, by=person.member, version=origin.version)
            return "" if done else voice("story.already")

        problem = write_briefly(services, publish)
        services.wake_outbox()
        if is_on_modal(body):
            said = problem or voice("story.review_done_published")
            replace_view(client, body, told(said, voice))
        elif problem:
            show_view(client, body, told(problem, voice))
        ack()

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, origin = services.texts.voice(asker.language), _pressed(body)
        action = body["actions"][0]["action_id"]
        show_view(client, body, _opened(services, person, origin, action, voice))
        ack()

    app.action(ids.ACTION_PUBLISH_STORY)(on_publish)
    for action in (ids.ACTION_EDIT_STORY, ids.ACTION_REFUSE_STORY, ids.ACTION_REVIEW_STORY):
        app.action(action)(on_open)


def _opened(
    services: Services, person: Person, origin: Origin, action: str, voice: Voice
) -> Surface:
    def look(session: Session) -> tuple[Story | None, str]:
        story = store.find_story(session, origin.story)
        return story, why_not_publish(session, person, story, voice)

    story, problem = read_briefly(services, look)
    if story is None or problem:
        return told(problem, voice)
    if action == ids.ACTION_REVIEW_STORY:
        same = titles_alike(services, story, story.id)
        shown = read_briefly(
            services, lambda session: review_around(services, session, story, voice, same)
        )
        view = review_modal(story, shown, voice)
        return offer_draft(services, view, DraftKind.STORY, story.id, voice)
    if origin.version and story.version != origin.version:
        return told(voice("story.already"), voice)
    metadata = Origin(story.id, story.version).metadata
    if action == ids.ACTION_REFUSE_STORY:
        return refuse_form(metadata, voice)
    return edit_form(Filled(from_story(story), metadata), choices(services, voice), voice)


def _register_forms(app: App, services: Services) -> None:
    def on_edited(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        if errors := errors_in(services, view, voice):
            ack(response_action="errors", errors=errors)
            return
        origin, content = read_origin(view), read_story(view)

        def publish(session: Session) -> str:
            story = store.find_story(session, origin.story)
            problem = why_not_publish(session, person, story, voice)
            if problem or story is None:
                return problem
            done = steps.publish(
                services,
                session,
                story,
                by=person.member,
                version=origin.version,
                content=content,
            )
            return voice("story.review_done_published") if done else voice("story.already")

        said = write_briefly(services, publish)
        services.wake_outbox()
        ack(response_action="update", view=told(said, voice))

    def on_refused(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        reason = entered_text(view, ids.BLOCK_WORDS).strip()
        if wrong := why_not(checked_words(services, reason), services.rulebook(), voice):
            ack(response_action="errors", errors={ids.BLOCK_WORDS: wrong})
            return
        origin = read_origin(view)

        def refuse(session: Session) -> str:
            story = store.find_story(session, origin.story)
            problem = why_not_publish(session, person, story, voice)
            if problem or story is None:
                return problem
            done = steps.refuse(
                services,
                session,
                story,
                by=person.member,
                version=origin.version,
                reason=reason,
            )
            return voice("story.refused") if done else voice("story.already")

        said = write_briefly(services, refuse)
        services.wake_outbox()
        ack(response_action="update", view=told(said, voice))

    app.view(ids.VIEW_EDIT_STORY)(on_edited)
    app.view(ids.VIEW_REFUSE_STORY)(on_refused)


def _pressed(body: dict[str, Any]) -> Origin:
    story, _, version = read_pressed_value(body).partition(" ")
    return Origin(int(story), int(version or 0))
