"""What a company sets about templates: the page that 「ChatGPTで開く」 opens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import entered_text
from handlers.privileged import close_form, open_form, read_press
from handlers.views.template_settings import template_settings_modal
from knowledge.chatgpt_link import readable_address
from knowledge.roles import Action
from knowledge.store.company_settings import change_company_settings, read_company_settings

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
        open_form(press, ack, Action.SET_CHANNELS, _form)

    def on_saved(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_CHANNELS, _save)

    app.action(ids.ACTION_TEMPLATE_SETTINGS)(on_open)
    app.view(ids.VIEW_TEMPLATE_SETTINGS)(on_saved)


def _form(press: Press) -> Surface:
    settings = read_briefly(press.services, read_company_settings)
    return template_settings_modal(settings, press.voice)


def _save(press: Press) -> Mapping[str, str]:
    address = readable_address(entered_text(press.view, ids.BLOCK_ADDRESS))
    if address is None:
        return {ids.BLOCK_ADDRESS: press.voice("template.settings.address_wrong")}
    by, now = press.asker.member, press.services.clock()
    write_briefly(
        press.services,
        lambda session: change_company_settings(
            session,
            lambda settings: replace(settings, chatgpt_address=address),
            action=Action.SET_CHANNELS,
            by=by,
            now=now,
        ),
    )
    return {}
