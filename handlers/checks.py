"""May I enter this? The command, the modal, and the shortcut on a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.askers import meet
from handlers.brief_client import brief
from handlers.checking import Question, check
from handlers.payloads import (
    MessageText,
    read_command_text,
    read_message,
    read_sender,
    read_submission,
)
from handlers.views.checks import ask_modal, verdict_message, verdict_modal

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.views.blocks import Surface

# A trigger lives for three seconds, of which others may have taken one already.
_TRIGGER_SECONDS = 1.8


def register(app: App, services: Services) -> None:
    """Listen to everything by which a person asks about a text outside of a direct message."""

    def on_command(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        text = read_command_text(body)
        if not text:
            _open(client, body, ask_modal(voice, keeps_maps=services.vault is not None))
            ack()
            return
        # The acknowledgement is the answer: nothing is posted, so it works in rooms where we
        # are no member, only the asker sees it, and there is no second call that could fail.
        answer = check(services, asker, Question(MessageText(text), "command"))
        ack(response_type="ephemeral", **verdict_message(answer, voice))

    def on_message_shortcut(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker = meet(services, client, read_sender(body, context))
        content = read_message(body.get("message") or {})
        answer = check(services, asker, Question(content, "shortcut"))
        _open(client, body, verdict_modal(answer, services.texts.voice(asker.language)))
        ack()

    app.command(ids.COMMAND_CAN_I_ENTER)(on_command)
    app.shortcut(ids.SHORTCUT_CHECK_MESSAGE)(on_message_shortcut)
    _register_modal(app, services)


def _register_modal(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        _open(client, body, ask_modal(voice, keeps_maps=services.vault is not None))
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        submission = read_submission(body["view"])
        if not submission.text:
            ack(response_action="errors", errors={ids.BLOCK_TEXT: voice("check.text_empty")})
            return
        question = Question(MessageText(submission.text), "modal", submission.account)
        answer = check(services, asker, question)
        ack(response_action="update", view=verdict_modal(answer, voice))

    app.action(ids.ACTION_OPEN_CHECK)(on_open)
    app.view(ids.VIEW_CHECK)(on_submit)


def _open(client: WebClient, body: dict[str, Any], view: Surface) -> None:
    brief(client, _TRIGGER_SECONDS).views_open(trigger_id=body["trigger_id"], view=view)
