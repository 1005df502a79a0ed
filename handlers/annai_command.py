"""`/annai`: what Annai can do for whoever asks, and the ways in that have no command of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids, notice_forms
from handlers.payloads import read_command_text, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.views.annai_help import help_message
from handlers.views.escalation_forms import notice_modal
from handlers.views.tool_requests import request_form
from knowledge.roles import Action, may

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person

_NOTICE = frozenset({"notice", "お知らせ"})
_TOOL = frozenset({"tool", "ツール"})


def register(app: App, services: Services) -> None:
    """Listen to the command; words that it does not know get the help."""

    def on_command(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        word = read_command_text(body).casefold()
        if word in _NOTICE:
            show_view(client, body, _notice(services, person, voice))
            ack()
        elif word in _TOOL:
            show_view(client, body, _tool(person, voice))
            ack()
        else:
            ack(response_type="ephemeral", **help_message(person, voice))

    app.command(ids.COMMAND_ANNAI)(on_command)


def _notice(services: Services, person: Person, voice: Voice) -> Surface:
    if may(person, Action.PUBLISH_NOTICE):
        return notice_forms.new_form(services, voice)
    return notice_modal(voice, "notice.form_title", refusal(voice, Action.PUBLISH_NOTICE))


def _tool(person: Person, voice: Voice) -> Surface:
    if may(person, Action.ASK_LEAD):
        return request_form(voice)
    return notice_modal(voice, "tool.title", refusal(voice, Action.ASK_LEAD))
