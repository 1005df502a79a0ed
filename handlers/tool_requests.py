"""Requests for tools: somebody asks, a lead answers, and whoever asked hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import tool_request_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_option, entered_text
from handlers.home_tab import refresh_home
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.views import tool_requests as views
from handlers.views.blocks import person as named
from handlers.views.dates import say_time
from handlers.views.escalation_forms import notice_modal
from knowledge.roles import Action, may
from knowledge.store import tool_requests as store
from knowledge.store.database import DatabaseUnavailable
from knowledge.tool_requests import NEEDS_REASON, ToolStatus

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.notices import AlreadyDone
    from knowledge.roles import Person
    from knowledge.store.database import Session


def register(app: App, services: Services) -> None:
    """Listen to the form of whoever asks, and to that of whoever answers."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        allowed = may(person, Action.ASK_LEAD)
        view = views.request_form(voice) if allowed else _refused(voice, Action.ASK_LEAD)
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        if not may(person, Action.ASK_LEAD):
            ack(response_action="update", view=_refused(voice, Action.ASK_LEAD))
            return
        tool = entered_text(view, ids.BLOCK_TOOL).strip()
        purpose = entered_text(view, ids.BLOCK_PURPOSE).strip()
        said = {ids.BLOCK_TOOL: tool, ids.BLOCK_PURPOSE: purpose}
        if errors := _why_not(services, said, voice):
            ack(response_action="errors", errors=errors)
            return
        new = store.NewToolRequest(f"tool:{view['id']}", person.member, tool, purpose)
        try:
            reached = write_briefly(
                services, lambda session: steps.ask(services, session, new, services.clock())
            )
        except DatabaseUnavailable:
            # The form stays as it is: another view would cost the person what they wrote.
            ack(response_action="errors", errors={ids.BLOCK_TOOL: voice("notice.lost")})
            return
        services.wake_outbox()
        said_back = voice("tool.sent" if reached else "tool.sent_nobody")
        ack(response_action="update", view=notice_modal(voice, "tool.title", said_back))
        refresh_home(services, client, asker)

    app.action(ids.ACTION_REQUEST_TOOL)(on_open)
    app.view(ids.VIEW_REQUEST_TOOL)(on_submit)
    _register_answers(app, services)


def _register_answers(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, id_ = services.texts.voice(asker.language), int(read_pressed_value(body))
        request = read_briefly(services, lambda session: store.find_request(session, id_))
        if not may(person, Action.ANSWER_TOOL_REQUEST):
            view = _refused(voice, Action.ANSWER_TOOL_REQUEST)
        elif request is None:
            view = notice_modal(voice, "tool.answer_title", voice("tool.gone"))
        elif request.answered_by and request.answered_at:
            at = services.calendar().local(request.answered_at)
            said = voice("tool.already", when=say_time(at, voice))
            view = notice_modal(voice, "tool.answer_title", said, named(request.answered_by))
        else:
            view = views.answer_form(request, services.calendar().local, voice)
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        if not may(person, Action.ANSWER_TOOL_REQUEST):
            refused = _refused(voice, Action.ANSWER_TOOL_REQUEST)
            ack(response_action="update", view=refused)
            return
        status = ToolStatus(chosen_option(view, ids.BLOCK_LEVEL))
        reason = entered_text(view, ids.BLOCK_REASON).strip()
        errors = _why_not(services, {ids.BLOCK_REASON: reason}, voice)
        if status in NEEDS_REASON and not reason:
            errors[ids.BLOCK_REASON] = voice("tool.reason_needed")
        if errors:
            ack(response_action="errors", errors=errors)
            return
        told = _answer(services, person, int(view["private_metadata"]), status, reason, voice)
        ack(response_action="update", view=told)
        refresh_home(services, client, asker)

    app.action(ids.ACTION_ANSWER_TOOL)(on_open)
    app.view(ids.VIEW_ANSWER_TOOL)(on_submit)


def _answer(
    services: Services, person: Person, id_: int, status: ToolStatus, reason: str, voice: Voice
) -> Surface:
    def answer(session: Session) -> AlreadyDone | None:
        now = services.clock()
        return steps.answer(services, session, id_, status, reason, by=person.member, now=now)

    already = write_briefly(services, answer)
    services.wake_outbox()
    if already is None:
        return notice_modal(voice, "tool.answer_title", voice("tool.answer_sent"))
    said = voice("tool.already", when=say_time(services.calendar().local(already.at), voice))
    return notice_modal(voice, "tool.answer_title", said, named(already.by))


def _why_not(services: Services, said: dict[str, str], voice: Voice) -> dict[str, str]:
    found = {
        block: why_not(checked_words(services, text), services.rulebook(), voice)
        for block, text in said.items()
        if text
    }
    return {block: error for block, error in found.items() if error}


def _refused(voice: Voice, action: Action) -> Surface:
    return notice_modal(voice, "tool.title", refusal(voice, action))
