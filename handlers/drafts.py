"""Drafts of a language model for people: shown beside their source, for them to use or not."""

from __future__ import annotations

import logging
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackClientError

from handlers import ids
from handlers.background import report_failure
from handlers.brief_client import brief
from handlers.database_visits import read_briefly
from handlers.draft_sources import source_of
from handlers.payloads import read_pressed_value
from handlers.privileged import read_press
from handlers.views.drafts import draft_modal, waiting_modal
from handlers.views.forms import told_modal
from knowledge.cited_answers import Guard
from knowledge.drafts import DraftKind, read_draft
from knowledge.language_model import Unavailable

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.draft_sources import Source
    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.drafts import Part

log = logging.getLogger(__name__)

_MODEL_SECONDS = 25.0
_TRIGGER_SECONDS = 1.2
_UPDATE_SECONDS = 5.0


def register(app: App, services: Services) -> None:
    """Listen to the buttons that ask for a draft."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        _open(press)
        ack()

    app.action(ids.ACTION_DRAFT)(on_open)


def _open(press: Press) -> None:
    kind, _, subject = read_pressed_value(press.body).partition(" ")
    source = read_briefly(
        press.services,
        lambda session: source_of(
            press.services, session, press.person, DraftKind(kind), subject, press.voice
        ),
    )
    quick = brief(press.client, _TRIGGER_SECONDS)
    trigger = press.body["trigger_id"]
    if isinstance(source, str):
        quick.views_push(trigger_id=trigger, view=told_modal(source, press.voice))
        return
    opened = quick.views_push(trigger_id=trigger, view=waiting_modal(source.text, press.voice))
    view = str(opened["view"]["id"])
    future = press.services.background.submit(lambda: _draft(press, source, view))
    if future is None:
        _replace(press, view, draft_modal(source.kind, (), source.text, press.voice))
    else:
        future.add_done_callback(report_failure)


def _draft(press: Press, source: Source, view: str) -> None:
    """Ask the model, and put what may be shown into the open modal."""
    services, order = press.services, source.order()
    guard = Guard(services.rulebook(), services.company())
    parts: tuple[Part, ...] = ()
    if services.model is not None and not isinstance(order, Unavailable):
        answer = services.model.ask(order.task, _MODEL_SECONDS)
        if not isinstance(answer, Unavailable):
            read = read_draft(order, answer, guard)
            parts = () if isinstance(read, Unavailable) else read
    _replace(press, view, draft_modal(source.kind, parts, source.text, press.voice))


def _replace(press: Press, view: str, made: Surface) -> None:
    try:
        brief(press.client, _UPDATE_SECONDS).views_update(view_id=view, view=made)
    except (SlackClientError, HTTPException, OSError) as error:
        # Whoever has closed it meanwhile has no use for it.
        log.info("cannot show a draft: %s", type(error).__name__)
