"""What a company sets about the language model, where one is configured: its limit, its opinions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import entered_text, is_ticked
from handlers.privileged import close_form, open_form, read_press
from handlers.views.model import model_settings_modal
from knowledge.company_settings import MOST_TOKENS
from knowledge.roles import Action
from knowledge.store.company_settings import change_company_settings, read_company_settings
from knowledge.store.model_use import tokens_of_month

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface


def register(app: App, services: Services) -> None:
    """Listen to the button on Home and to the form that it opens."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        open_form(press, ack, Action.SET_MODEL, _form)

    def on_saved(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_MODEL, _save)

    app.action(ids.ACTION_OPEN_MODEL)(on_open)
    app.view(ids.VIEW_MODEL)(on_saved)


def _form(press: Press) -> Surface:
    services = press.services
    month = f"{services.calendar().local(services.clock()):%Y-%m}"
    settings, used = read_briefly(
        services,
        lambda session: (read_company_settings(session), tokens_of_month(session, month)),
    )
    return model_settings_modal(settings, used, press.voice)


def _save(press: Press) -> Mapping[str, str]:
    typed = entered_text(press.view, ids.BLOCK_TOKENS).strip()
    tokens = int(typed) if typed.isascii() and typed.isdecimal() else 0
    if not 1 <= tokens <= MOST_TOKENS:
        return {ids.BLOCK_TOKENS: press.voice("model.tokens_wrong", most=f"{MOST_TOKENS:,}")}
    wants_opinions = is_ticked(press.view, ids.BLOCK_OPINION)
    by, now = press.asker.member, press.services.clock()
    write_briefly(
        press.services,
        lambda session: change_company_settings(
            session,
            lambda settings: replace(settings, model_tokens=tokens, second_opinion=wants_opinions),
            action=Action.SET_MODEL,
            by=by,
            now=now,
        ),
    )
    press.services.look_again()
    return {}
