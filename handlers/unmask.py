"""Putting masked words back: the button, the shortcut, and the modal for ChatGPT's answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.askers import meet
from handlers.brief_client import brief
from handlers.masking_maps import Found, Shut, find
from handlers.payloads import read_pasted_answer, read_pressed_value, read_sender
from handlers.views.unmask import answer_modal, restored_modal, shut_modal
from knowledge.store.database import DatabaseUnavailable
from knowledge.unmasking import unmask_answer

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.views.blocks import Surface

log = logging.getLogger(__name__)

# A trigger lives for three seconds, of which others may have taken one already.
_TRIGGER_SECONDS = 1.8
_DATABASE_SECONDS = 0.5


def register(app: App, services: Services) -> None:
    """Listen to the button on an answer and on Home, to the shortcut and to the modal."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        handle = read_pressed_value(body)
        found = _look(services, asker.member, handle)
        # A database that does not answer may do so by the time that the answer is pasted.
        view = shut_modal(found, voice) if isinstance(found, Shut) else answer_modal(voice, handle)
        _show(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        pasted = read_pasted_answer(body["view"])
        if not pasted.text.strip():
            ack(response_action="errors", errors={ids.BLOCK_ANSWER: voice("unmask.answer_empty")})
            return
        found = _look(services, asker.member, pasted.handle)
        if found is None:
            # The modal stays as it is: another one would cost the person what they pasted.
            ack(response_action="errors", errors={ids.BLOCK_ANSWER: voice("unmask.answer_lost")})
            return
        if isinstance(found, Shut):
            ack(response_action="update", view=shut_modal(found, voice))
            return
        restored = unmask_answer(pasted.text, found.known)
        of_all = not pasted.handle
        view = restored_modal(restored, voice, of_all=of_all, some_locked=found.some_locked)
        ack(response_action="update", view=view)

    app.action(ids.ACTION_OPEN_UNMASK)(on_open)
    app.shortcut(ids.SHORTCUT_UNMASK)(on_open)
    app.view(ids.VIEW_UNMASK)(on_submit)


def _look(services: Services, member: str, handle: str) -> Found | Shut | None:
    """Return what can be put back, or why nothing can; None when the database does not answer."""

    def look() -> Found | Shut | None:
        try:
            return find(services, member, handle)
        except DatabaseUnavailable:
            log.warning("cannot read masking maps")
            return None

    return services.background.within(_DATABASE_SECONDS, look, None)


def _show(client: WebClient, body: dict[str, Any], view: Surface) -> None:
    quick = brief(client, _TRIGGER_SECONDS)
    # On top of a verdict in a modal, so that the verdict is still there afterwards.
    on_modal = (body.get("view") or {}).get("type") == "modal"
    show = quick.views_push if on_modal else quick.views_open
    show(trigger_id=body["trigger_id"], view=view)
