"""`annai run`: choose the mode, say what is missing, serve, stop."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from bot.logs import configure_logs
from bot.phrases import say

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.settings import Settings
    from handlers.texts import Language

Mode = Literal["socket", "http"]
_DEFAULT_PORT = 3000


def run(
    settings: Settings,
    mode: Mode | None,
    port: int | None,
    language: Language,
    *,
    with_scheduler: bool = True,
) -> int:
    """Run the bot until it is told to stop.

    Args:
        settings: checked settings.
        mode: None for Socket Mode when there is an app token, HTTP otherwise.
        port: overrides the setting.
        language: of the messages to the person who starts it.
        with_scheduler: this process also does what is scheduled.

    Returns:
        The exit code: 0 stopped as told, 1 something did not answer, 2 something is missing.
    """
    chosen: Mode = mode or ("socket" if settings.slack_app_token else "http")
    if missing := missing_settings(settings, chosen):
        sys.stderr.write(say(language, "start.missing", mode=chosen) + "\n")
        for name in missing:
            sys.stderr.write(f"  {name}: {say(language, 'settings.' + name.lower())}\n")
        return 2
    configure_logs(settings.log_level)
    if chosen == "http":
        from bot.http import serve_http  # noqa: PLC0415 - gunicorn, for this mode only

        port = port or settings.port or _DEFAULT_PORT
        return serve_http(settings, port, language, with_scheduler=with_scheduler)
    # The bot itself, which the master of the other mode never needs.
    from bot.socket import run_socket  # noqa: PLC0415

    port = port or settings.port
    return run_socket(settings, port, language, with_scheduler=with_scheduler)


def missing_settings(settings: Settings, mode: Mode) -> list[str]:
    """Return the names of the settings without which a mode cannot start."""
    needed: dict[str, SecretStr | None] = {"SLACK_BOT_TOKEN": settings.slack_bot_token}
    if mode == "socket":
        needed["SLACK_APP_TOKEN"] = settings.slack_app_token
    else:
        needed["SLACK_SIGNING_SECRET"] = settings.slack_signing_secret
    return [name for name, value in needed.items() if value is None]
