"""The site of HTTP mode: the bot and its web addresses, built together in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.freshness import ask_when_silent
from bot.slack_client import web_client
from bot.web import slack_door, web_app
from bot.wiring import build

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from bot.settings import Settings
    from bot.wiring import Annai


def build_site(settings: Settings) -> tuple[Annai, WSGIApplication]:
    """Return a running Annai and what answers its web addresses.

    Raises:
        StartError: something that Annai needs is missing or refuses.
    """
    annai = build(settings)
    secret = settings.slack_signing_secret
    prober = web_client(settings.slack_api_url, annai.client.token, timeout=2, retries=False)
    is_fresh = ask_when_silent(prober, annai.heard)
    door = slack_door(
        annai.app, secret.get_secret_value() if secret else "", annai.heard, annai.metrics
    )
    return annai, web_app(lambda: annai.readiness(is_fresh), annai.metrics, door)
