"""Asking back: the answerer asks, whoever asked replies, each text checked on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import escalation_steps as steps
from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.escalation_gates import already_settled, done, not_found, not_now
from handlers.form_values import entered_text
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import whoever_acts
from handlers.showing import show_view
from handlers.views.escalation_forms import ask_back_form, reply_form
from knowledge.roles import Action
from knowledge.store.escalations import find_escalation

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session


def register(app: App, services: Services) -> None:
    """Listen to both sides: their buttons and their forms."""
    _register_answerer(app, services)
    _register_asker(app, services)


def _register_answerer(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, id_ = services.texts.voice(asker.language), int(read_pressed_value(body))
        row = read_briefly(services, lambda session: find_escalation(session, id_))
        view = not_found(voice)
        if row is not None:
            problem = not_now(services, voice, person, row, Action.ANSWER_ESCALATION)
            view = problem or ask_back_form(voice, id_)
        show_view(client, body, view)
        ack()

    def on_ask_back(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        text = entered_text(view, ids.BLOCK_WORDS).strip()
        if errors := _wrong(services, text, voice):
            ack(response_action="errors", errors=errors)
            return

        def say(session: Session) -> Surface | None:
            row = steps.existing(session, int(view["private_metadata"]))
            problem = not_now(services, voice, person, row, Action.ANSWER_ESCALATION)
            if problem is None:
                steps.ask_back(services, session, row, view["id"], text, person.member)
            return problem

        problem = write_briefly(services, say)
        services.wake_outbox()
        ack(response_action="update", view=problem or done(voice, "escalation.back_sent_asker"))

    app.action(ids.ACTION_ASK_BACK)(on_open)
    app.view(ids.VIEW_ASK_BACK)(on_ask_back)


def _register_asker(app: App, services: Services) -> None:
    def on_open_reply(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        voice, value = services.texts.voice(asker.language), read_pressed_value(body)
        row = read_briefly(
            services, lambda session: find_escalation(session, int(value.split()[0]))
        )
        if row is None or row.asker != asker.member:
            view = not_found(voice)
        else:
            view = already_settled(services, voice, row) or reply_form(voice, value)
        show_view(client, body, view)
        ack()

    def on_reply(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        text = entered_text(view, ids.BLOCK_WORDS).strip()
        if errors := _wrong(services, text, voice):
            ack(response_action="errors", errors=errors)
            return
        id_, to = view["private_metadata"].split()

        def say(session: Session) -> Surface | None:
            row = steps.existing(session, int(id_))
            if row.asker != asker.member:
                return not_found(voice)
            problem = already_settled(services, voice, row)
            if problem is None:
                steps.reply(services, session, row, view["id"], text, to)
            return problem

        problem = write_briefly(services, say)
        services.wake_outbox()
        ack(response_action="update", view=problem or done(voice, "escalation.back_sent_answerer"))

    app.action(ids.ACTION_REPLY_TO_ASK_BACK)(on_open_reply)
    app.view(ids.VIEW_REPLY_TO_ASK_BACK)(on_reply)


def _wrong(services: Services, text: str, voice: Voice) -> dict[str, str]:
    wrong = why_not(checked_words(services, text), services.rulebook(), voice)
    return {ids.BLOCK_WORDS: wrong} if wrong else {}
