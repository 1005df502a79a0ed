"""May I enter this? The command, the modal, and the shortcut on a message."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.askers import meet
from handlers.brief_client import brief
from handlers.masking_maps import lock_map
from handlers.payloads import (
    MessageText,
    read_command_text,
    read_message,
    read_sender,
    read_submission,
)
from handlers.unread import with_unread_parts
from handlers.views.checks import Answer, ask_modal, verdict_message, verdict_modal
from knowledge.classification import classify
from knowledge.store.checks import record_check
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.masking_maps import keep_map
from knowledge.store.settings import read_setting
from knowledge.verdict import Account, Verdict

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.views.blocks import Surface

log = logging.getLogger(__name__)

SETTING_LEAD_CONTACT = "lead_contact"
# A trigger lives for three seconds, of which others may have taken one already.
_TRIGGER_SECONDS = 1.8
_DATABASE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Question:
    """What is checked, and how it came to us."""

    content: MessageText
    surface: str
    account: Account = Account.COMPANY
    key: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database adds to an answer; empty when it does not answer."""

    contact: str = ""
    map_handle: str = ""


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


def check(services: Services, asker: Asker, question: Question) -> Answer:
    """Classify a text and count the check, without its text.

    A database that is down or stuck takes neither the verdict from the person nor their time.
    """
    rulebook = services.rulebook()
    text = question.content.text
    verdict = classify(text, rulebook, services.company(), question.account)
    if question.content.unread:
        verdict = with_unread_parts(verdict)
    services.count_check(question.surface, verdict.level)
    known = services.background.within(
        _DATABASE_SECONDS, lambda: _count(services, asker, question, verdict), _Known()
    )
    return Answer(verdict, rulebook, question.content.unread, known.contact, known.map_handle)


def _count(services: Services, asker: Asker, question: Question, verdict: Verdict) -> _Known:
    """Record the check, keep its map, and return whom to ask, in one visit to the database."""
    new_map = lock_map(services, asker.member, verdict)
    try:
        with services.database.begin() as session:
            record_check(
                session,
                key=question.key,
                member=asker.member,
                at=services.clock(),
                surface=question.surface,
                asked=verdict.asked,
                account=verdict.account,
                level=verdict.level,
                maskable=verdict.maskable,
                categories=[hit.category for hit in verdict.categories],
                kinds=Counter(finding.kind.value for finding in verdict.findings),
                rulebook_revision=verdict.rulebook_revision,
                characters=len(question.content.text),
            )
            if new_map:
                keep_map(session, new_map)
            contact = read_setting(session, SETTING_LEAD_CONTACT) or ""
            return _Known(contact, new_map.handle if new_map else "")
    except DatabaseUnavailable:
        log.warning("a check by %s was answered but not counted", question.surface)
        return _Known()


def _open(client: WebClient, body: dict[str, Any], view: Surface) -> None:
    brief(client, _TRIGGER_SECONDS).views_open(trigger_id=body["trigger_id"], view=view)
