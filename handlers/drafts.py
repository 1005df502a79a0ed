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
from handlers.draft_uses import can_be_used, form_filled, offer_of, unpack
from handlers.payloads import read_pressed_value
from handlers.privileged import read_press
from handlers.showing import has_room, show_view
from handlers.views.drafts import draft_modal, read_parts, waiting_modal
from handlers.views.forms import told_modal
from knowledge.cited_answers import Guard
from knowledge.drafts import DraftKind, read_draft
from knowledge.language_model import Unavailable

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.draft_sources import Source
    from handlers.draft_uses import Offer
    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.drafts import Part

log = logging.getLogger(__name__)

_TRIGGER_SECONDS = 1.2
_UPDATE_SECONDS = 5.0


def register(app: App, services: Services) -> None:
    """Listen to the buttons that ask for a draft, and to the one that uses it."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        _open(press)
        ack()

    def on_used(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _use(read_press(services, client, body, context), ack)

    app.action(ids.ACTION_DRAFT)(on_open)
    app.view(ids.VIEW_DRAFT)(on_used)


def _open(press: Press) -> None:
    kind, _, subject = read_pressed_value(press.body).partition(" ")
    source = read_briefly(
        press.services,
        lambda session: source_of(
            press.services, session, press.person, DraftKind(kind), subject, press.voice
        ),
    )
    if isinstance(source, str):
        show_view(press.client, press.body, told_modal(source, press.voice))
        return
    quick = brief(press.client, _TRIGGER_SECONDS)
    trigger = press.body["trigger_id"]
    waiting = waiting_modal(source.text, press.voice)
    room = has_room(press.view)
    # Where there is no room for one more, the draft takes the place of what it was asked for in.
    opened = (
        quick.views_push(trigger_id=trigger, view=waiting)
        if room
        else quick.views_update(view_id=press.view["id"], view=waiting)
    )
    offer = offer_of(source.kind, subject, press.view, is_above=room)
    view = str(opened["view"]["id"])
    future = press.services.background.submit(lambda: _draft(press, source, offer, view))
    if future is None:
        _replace(press, view, draft_modal(source.kind, (), source.text, press.voice))
    else:
        future.add_done_callback(report_failure)


def _draft(press: Press, source: Source, offer: Offer, view: str) -> None:
    """Ask the model, and put what may be shown into the open modal."""
    services, order = press.services, source.order()
    guard = Guard(services.rulebook(), services.company())
    parts: tuple[Part, ...] = ()
    if services.model is not None and not isinstance(order, Unavailable):
        answer = services.model.ask(order.task, services.patience.draft)
        if not isinstance(answer, Unavailable):
            read = read_draft(order, answer, guard)
            parts = () if isinstance(read, Unavailable) else read
    metadata = offer.packed() if can_be_used(source.kind) else ""
    made = draft_modal(source.kind, parts, source.text, press.voice, metadata=metadata)
    _replace(press, view, made)


def _use(press: Press, ack: Ack) -> None:
    """Put the draft into its form: the one below it, or one that takes its place."""
    offer, parts = unpack(press.view["private_metadata"]), read_parts(press.view)
    made = form_filled(press.services, press.person, offer, parts, press.voice)
    if isinstance(made, str):
        ack(response_action="update", view=told_modal(made, press.voice))
        return
    below = press.view.get("previous_view_id")
    if not (offer.is_above and below):
        ack(response_action="update", view=made)
        return
    try:
        brief(press.client, _TRIGGER_SECONDS).views_update(view_id=below, view=made)
    except (SlackClientError, HTTPException, OSError) as error:
        log.info("cannot fill the form below a draft: %s", type(error).__name__)
        ack(response_action="update", view=made)
    else:
        ack()


def _replace(press: Press, view: str, made: Surface) -> None:
    try:
        brief(press.client, _UPDATE_SECONDS).views_update(view_id=view, view=made)
    except (SlackClientError, HTTPException, OSError) as error:
        # Whoever has closed it meanwhile has no use for it.
        log.info("cannot show a draft: %s", type(error).__name__)
