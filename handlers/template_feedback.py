"""How was the prompt: an answer by one press, minutes, a comment, and not being asked any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.askers import meet
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import entered_text, pressed_option
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_press_key, read_pressed_value, read_sender
from handlers.showing import show_view
from handlers.template_prompts import question_key
from handlers.template_shelf import ASKING
from handlers.views import template_feedback as views
from handlers.views.escalation_forms import notice_modal
from knowledge.store import template_uses as store
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.deliveries import enqueue_update
from knowledge.store.opt_outs import opt_out
from knowledge.template_states import Helped
from knowledge.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import TemplateUse

_SAYS = {
    ids.ACTION_PROMPT_AS_IS: Helped.AS_IS,
    ids.ACTION_PROMPT_AFTER_EDITS: Helped.AFTER_EDITS,
    ids.ACTION_PROMPT_NO_USE: Helped.NO,
}


def register(app: App, services: Services) -> None:
    """Listen to the buttons under the question, and to the form for a comment."""

    def on_helped(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        helped = _SAYS[body["actions"][0]["action_id"]]
        use = int(read_pressed_value(body))

        def rating(row: TemplateUse) -> store.Rating:
            saved = None if helped is Helped.NO else row.minutes_saved
            return store.Rating(helped, saved, row.comment)

        _answer(services, asker, client, body, use, rating)
        ack()

    def on_minutes(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        use, minutes = (int(part) for part in pressed_option(body).split())

        def rating(row: TemplateUse) -> store.Rating:
            return store.Rating(Helped(row.helped or Helped.AS_IS), minutes, row.comment)

        _answer(services, asker, client, body, use, rating)
        ack()

    def on_stop(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        use, now = int(read_pressed_value(body)), services.clock()
        message = views.stopped_message(services.texts.voice(asker.language))

        def stop(session: Session) -> None:
            opt_out(session, asker.member, ASKING, now)
            row = store.find_use(session, use)
            if row is not None and row.member == asker.member:
                key = f"{question_key(use)}:stopped"
                enqueue_update(session, of=question_key(use), message=message, key=key, now=now)

        write_briefly(services, stop)
        services.wake_outbox()
        ack()

    for action in _SAYS:
        app.action(action)(on_helped)
    app.action(ids.ACTION_MINUTES_SAVED)(on_minutes)
    app.action(ids.ACTION_STOP_ASKING)(on_stop)
    _register_comments(app, services)


def _register_comments(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        use = int(read_pressed_value(body))
        row = read_briefly(services, lambda session: store.find_use(session, use))
        if row is None or row.member != asker.member or row.helped is None:
            view = notice_modal(voice, "template.title", voice("template.ask.unknown"))
        else:
            view = views.comment_form(use, voice)
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        use, typed = int(view["private_metadata"]), entered_text(view, ids.BLOCK_COMMENT).strip()
        words = checked_words(services, typed)
        if error := why_not(words, services.rulebook(), voice):
            ack(response_action="errors", errors={ids.BLOCK_COMMENT: error})
            return

        def rating(row: TemplateUse) -> store.Rating:
            return store.Rating(Helped(row.helped or Helped.AS_IS), row.minutes_saved, words.text)

        try:
            known = _write(services, asker, body, use, rating)
        except DatabaseUnavailable:
            errors = {ids.BLOCK_COMMENT: voice("template.ask.comment_lost")}
            ack(response_action="errors", errors=errors)
            return
        said = "template.ask.comment_thanks" if known else "template.ask.unknown"
        view = notice_modal(voice, "template.ask.comment_title", voice(said))
        ack(response_action="update", view=view)

    app.action(ids.ACTION_COMMENT_ON_PROMPT)(on_open)
    app.view(ids.VIEW_COMMENT_ON_PROMPT)(on_submit)


def _answer(
    services: Services,
    asker: Asker,
    client: WebClient,
    body: dict[str, Any],
    use: int,
    rating: Callable[[TemplateUse], store.Rating],
) -> None:
    """Keep what a person says and show it where they were asked; say so if it is not theirs."""
    if not _write(services, asker, body, use, rating):
        voice = services.texts.voice(asker.language)
        view = notice_modal(voice, "template.title", voice("template.ask.unknown"))
        show_view(client, body, view)


def _write(
    services: Services,
    asker: Asker,
    body: dict[str, Any],
    use: int,
    rating: Callable[[TemplateUse], store.Rating],
) -> bool:
    now = services.clock()

    def write(session: Session) -> bool:
        row = store.find_use(session, use)
        if row is None or not store.rate_use(session, use, asker.member, rating(row), now):
            return False
        rated = store.find_use(session, use)
        if rated is not None:
            # Every press may change the message, so each change has a key of its own.
            key = f"{question_key(use)}:{read_press_key(body)}"
            message = _answered(services, asker, rated)
            enqueue_update(session, of=question_key(use), message=message, key=key, now=now)
        return True

    known = write_briefly(services, write)
    services.wake_outbox()
    return known


def _answered(services: Services, asker: Asker, row: TemplateUse) -> Surface:
    return views.answered_message(
        _title(services, asker, row.template),
        row.id,
        Helped(row.helped or Helped.AS_IS),
        services.texts.voice(asker.language),
        minutes=row.minutes_saved,
        commented=bool(row.comment),
    )


def _title(services: Services, asker: Asker, id_: str) -> str:
    library = services.templates()
    known = library.templates.get(id_)
    template = known.template if known else library.former.get(id_) or load_templates().get(id_)
    return template.title.inn(asker.language) if template else id_
