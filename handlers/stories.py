"""Sharing a success story: the answer to the question, the form, and the ways to begin by oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import story_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.payloads import read_command_text, read_message, read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.story_forms import (
    Origin,
    choices,
    errors_in,
    from_content,
    from_message,
    from_story,
    read_origin,
    read_story,
)
from handlers.story_looks import is_here
from handlers.story_mail import reviewers_of
from handlers.story_shelf import shelf_view, titles_alike
from handlers.views.story_forms import Filled, story_form, told
from knowledge.roles import Action, may
from knowledge.store import stories as store
from knowledge.store.database import DatabaseUnavailable
from knowledge.stories import Start, Status, SuccessStory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import Story

# A story with words is changed; one without gets what its message says.
_WRITTEN = frozenset({Status.WAITING, Status.PUBLISHED, Status.REFUSED})


def register(app: App, services: Services) -> None:
    """Listen to the author's buttons, the form, the command and the entry in a message's menu."""
    _register_form(app, services)
    _register_answers(app, services)
    _register_shortcut(app, services)


def _register_form(app: App, services: Services) -> None:
    def on_command(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if words := read_command_text(body):
            view = shelf_view(services, person, voice, words)
        else:
            view = _blank(services, person, voice)
        show_view(client, body, view)
        ack()

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        value = read_pressed_value(body)
        if value:
            view = _of_known(services, client, person, int(value), voice)
        else:
            view = _blank(services, person, voice)
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        if not may(person, Action.SHARE_STORY):
            ack(response_action="update", view=told(refusal(voice, Action.SHARE_STORY), voice))
            return
        if errors := errors_in(services, view, voice):
            ack(response_action="errors", errors=errors)
            return
        form = _Form(read_origin(view), view["id"], read_story(view))
        try:
            same = titles_alike(services, form.content, form.origin.story)
            said = write_briefly(
                services, lambda session: _share(services, session, form, person, same)
            )
        except DatabaseUnavailable:
            # The form stays as it is: another view would cost the person what they wrote.
            ack(response_action="errors", errors={ids.BLOCK_TITLE: voice("story.lost")})
            return
        services.wake_outbox()
        ack(response_action="update", view=told(voice(said), voice, title="story.sent_title"))

    app.command(ids.COMMAND_STORY)(on_command)
    app.action(ids.ACTION_SHARE_STORY)(on_open)
    app.view(ids.VIEW_STORY)(on_submit)


def _blank(services: Services, person: Person, voice: Voice) -> Surface:
    if not may(person, Action.SHARE_STORY):
        return told(refusal(voice, Action.SHARE_STORY), voice)
    filled = Filled(SuccessStory("", department=person.department), Origin().metadata)
    return story_form(filled, choices(services, voice), voice)


def _of_known(
    services: Services, client: WebClient, person: Person, id_: int, voice: Voice
) -> Surface:
    story = read_briefly(services, lambda session: store.find_story(session, id_))
    if story is None:
        return told(voice("story.not_found"), voice)
    if story.author != person.member:
        return told(voice("story.not_yours"), voice)
    origin = Origin(story.id, story.version, story.channel, story.ts)
    if story.status in _WRITTEN or not story.channel:
        filled = Filled(from_story(story), origin.metadata)
    else:
        department = story.department or person.department
        filled = from_message(services, client, origin, department, voice)
    return story_form(filled, choices(services, voice), voice)


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that was submitted, everything checked."""

    origin: Origin
    view: str
    content: SuccessStory


def _share(
    services: Services, session: Session, form: _Form, person: Person, same: Sequence[str]
) -> str:
    """Keep what was shared; return what to say, as a key of the catalogue."""
    story = _story_of(services, session, form, person)
    if story is None or story.author != person.member:
        return "story.not_yours"
    if story.key == f"form:{form.view}" and story.status == Status.WAITING:
        return "story.sent_before"
    version = form.origin.version or story.version
    if story.version != version and story.status in {Status.PROPOSED, Status.WITHDRAWN}:
        # The emoji came off while the form was open; its author wants it shared all the same.
        version = story.version
        store.note(session, story, started_by=Start.AUTHOR.value)
    if not steps.share(services, session, story, form.content, version=version, same=same):
        return "story.sent_before"
    return "story.sent" if _is_looked_at(session, story) else "story.sent_nobody"


def _story_of(services: Services, session: Session, form: _Form, person: Person) -> Story | None:
    origin = form.origin
    if origin.story:
        return store.find_story(session, origin.story)
    key = store.message_key(origin.channel, origin.ts) if origin.ts else f"form:{form.view}"
    pointer = store.Pointer(
        key, person.member, Start.AUTHOR, origin.channel, origin.ts, department=person.department
    )
    return store.point_at(session, pointer, services.clock())


def _is_looked_at(session: Session, story: Story) -> bool:
    return bool(reviewers_of(session, story))


def _register_answers(app: App, services: Services) -> None:
    """The buttons of the question that need no form."""

    def listen(action: str, answer: Callable[[Session, Story], str]) -> None:
        def on_answer(
            ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
        ) -> None:
            asker, person = whoever_acts(services, client, read_sender(body, context))
            voice, id_ = services.texts.voice(asker.language), int(read_pressed_value(body))

            def say(session: Session) -> str:
                story = store.find_story(session, id_)
                if story is None:
                    return "story.not_found"
                return (
                    answer(session, story) if story.author == person.member else "story.not_yours"
                )

            said = write_briefly(services, say)
            services.wake_outbox()
            if said:
                show_view(client, body, told(voice(said), voice))
            ack()

        app.action(action)(on_answer)

    def withdraw(session: Session, story: Story) -> str:
        now = services.clock()
        done = steps.take_back(services, session, story, by=story.author, now=now)
        return "" if done else "story.withdrawn"

    def never(session: Session, story: Story) -> str:
        steps.ask_no_more(services, session, story)
        return ""

    def again(session: Session, story: Story) -> str:
        steps.ask_again(services, session, story)
        return "story.quiet_off"

    listen(
        ids.ACTION_DECLINE_STORY,
        lambda session, story: "" if steps.decline(services, session, story) else "story.already",
    )
    listen(ids.ACTION_WITHDRAW_STORY, withdraw)
    listen(ids.ACTION_NEVER_ASK_STORIES, never)
    listen(ids.ACTION_ASK_STORIES_AGAIN, again)


def _register_shortcut(app: App, services: Services) -> None:
    def on_shortcut(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        sender = read_sender(body, context)
        asker, person = whoever_acts(services, client, sender)
        voice, message = services.texts.voice(asker.language), body["message"]
        author = str(message.get("user") or "")
        origin = Origin(channel=str(body["channel"]["id"]), ts=str(message["ts"]))
        if not may(person, Action.SHARE_STORY):
            view = told(refusal(voice, Action.SHARE_STORY), voice)
        elif author == person.member and not message.get("bot_id"):
            view = _of_own(services, person, origin, message, voice)
        elif (
            not author
            or message.get("bot_id")
            or not is_here(services, client, author, sender.home)
        ):
            view = told(voice("story.author_not_here"), voice)
        else:
            look = steps.Look(origin.channel, origin.ts, 0, author, reactor=person.member)
            said = write_briefly(services, lambda session: steps.nominate(services, session, look))
            services.wake_outbox()
            view = told(voice(said), voice)
        show_view(client, body, view)
        ack()

    app.shortcut(ids.SHORTCUT_STORY)(on_shortcut)


def _of_own(
    services: Services, person: Person, origin: Origin, message: dict[str, Any], voice: Voice
) -> Surface:
    key = store.message_key(origin.channel, origin.ts)
    known = read_briefly(services, lambda session: store.story_with_key(session, key))
    if known is not None:
        origin = Origin(known.id, known.version, origin.channel, origin.ts)
    if known is not None and known.status in _WRITTEN:
        filled = Filled(from_story(known), origin.metadata)
    else:
        filled = from_content(services, read_message(message), origin, person.department, voice)
    return story_form(filled, choices(services, voice), voice)
