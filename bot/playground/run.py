"""`annai playground`: the unmodified bot before a local Slack, in a browser, until Ctrl-C."""

from __future__ import annotations

import secrets
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread, main_thread
from threading import enumerate as enumerate_threads
from typing import TYPE_CHECKING

from bot.clock import utc_now
from bot.database import bring_up_to_date
from bot.logs import configure_logs
from bot.manifest import manifest
from bot.phrases import say
from bot.playground.control.desktop import Desktop
from bot.playground.control.site import add_control
from bot.playground.http_server import HttpServer
from bot.playground.installation import installation_of
from bot.playground.model.server import LocalModel
from bot.playground.moving_clock import MovingClock, is_weekday
from bot.playground.server import LocalSlack
from bot.playground.sowing import sow_database, sow_workspace
from bot.settings import GivenSettings, forget_environment
from bot.start_error import StartError
from bot.stopping import leave, stop_on_signal
from bot.web import SLACK_PATH, slack_door, web_app
from bot.wiring import build
from knowledge.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from bot.playground.seed_file import Seed
    from bot.settings import Settings
    from bot.wiring import Annai
    from handlers.texts import Language

_PATIENCE = 10.0


@dataclass(frozen=True)
class Playground:
    """What runs: the local Slack with its page, and the bot."""

    slack: LocalSlack
    annai: Annai
    clock: MovingClock

    @property
    def address(self) -> str:
        return f"{self.slack.address}/"


def run_playground(seed: Seed, port: int, language: Language, *, with_model: bool = True) -> int:
    """Serve until somebody stops it; return the exit code."""
    configure_logs("WARNING")
    try:
        with open_playground(seed, port, language, with_model=with_model) as playground:
            stop = stop_on_signal()
            sys.stdout.write(say(language, "playground.open", address=playground.address) + "\n")
            sys.stdout.flush()
            stop.wait()
    except StartError as error:
        sys.stderr.write(error.explain(language) + "\n")
        return error.exit_code
    sys.stdout.write(say(language, "playground.closed") + "\n")
    return leave(finished=not _others())


def _others() -> list[Thread]:
    """Return the threads for which Python would wait at its end."""
    return [one for one in enumerate_threads() if one is not main_thread() and not one.daemon]


@contextmanager
def open_playground(
    seed: Seed,
    port: int,
    language: Language,
    *,
    with_model: bool = True,
    real_clock: Callable[[], datetime] = utc_now,
    after_clock_moved: Callable[[Annai], None] = lambda annai: annai.runner.tick(),
) -> Iterator[Playground]:
    """Put everything together, on loopback and in a temporary folder; take it apart in the end.

    Args:
        seed: who and what is there at first.
        port: of the page; 0 takes any that is free.
        language: of whoever has none of their own.
        with_model: whether a language model with canned answers is there.
        real_clock: the time that the playground's own clock runs by.
        after_clock_moved: runs what is due when somebody has set the clock forward.

    Raises:
        StartError: the port is taken, or the bot cannot start.
    """
    forget_environment()
    running: list[Annai] = []
    clock = MovingClock(real_clock, is_working_day=lambda day: _is_working_day(running, day))
    secret = secrets.token_hex(16)
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="annai-playground-")))
        slack = _local_slack(clock, port)
        # Before the first request, which is the bot's own when it is built.
        add_control(
            slack.web,
            Desktop(slack, clock, _features, lambda: _tell(after_clock_moved, running)),
        )
        sow_workspace(seed, slack, clock)
        opened.enter_context(slack)
        model = opened.enter_context(LocalModel()) if with_model else None
        settings = _settings(slack, model, folder, secret, language)
        _sow_database(seed, slack, settings, clock)
        annai = build(settings, clock=clock)
        opened.callback(annai.close, _PATIENCE)
        site = _site(annai, secret)
        opened.callback(site.stop)
        slack.send_to(f"{site.url}{SLACK_PATH}", secret)
        annai.warm_up()
        annai.runner.start()
        running.append(annai)
        yield Playground(slack, annai, clock)


def _is_working_day(running: list[Annai], day: date) -> bool:
    """Ask the company's calendar; before the bot runs, weekdays are what is known."""
    for annai in running:
        return annai.services.calendar().is_business_day(day)
    return is_weekday(day)


def _tell(after_clock_moved: Callable[[Annai], None], running: list[Annai]) -> None:
    for annai in running:
        after_clock_moved(annai)


def _local_slack(clock: MovingClock, port: int) -> LocalSlack:
    try:
        return LocalSlack(
            clock, installation=installation_of(manifest("ja", assistant=True)), port=port
        )
    except OSError:
        raise StartError("port_taken", port=port) from None


def _settings(
    slack: LocalSlack, model: LocalModel | None, folder: Path, secret: str, language: Language
) -> Settings:
    return GivenSettings.model_validate(
        {
            "slack_api_url": slack.api_url,
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": secret,
            "database_url": f"sqlite:///{folder / 'annai.db'}",
            "annai_secret_key": secrets.token_urlsafe(32),
            **(_reached(model) if model else {}),
            "annai_language": language,
        }
    )


def _reached(model: LocalModel) -> dict[str, str]:
    return {"openai_base_url": model.base_url, "openai_model": "annai-local"}


def _sow_database(seed: Seed, slack: LocalSlack, settings: Settings, clock: MovingClock) -> None:
    url = settings.database_url.get_secret_value()
    bring_up_to_date(url)
    database = Database(url)
    try:
        sow_database(seed, slack, database, clock)
    finally:
        database.close()


def _site(annai: Annai, secret: str) -> HttpServer:
    """Serve the bot where Slack reaches it, as `annai run --mode http` does."""
    door = slack_door(annai.app, secret, annai.heard, annai.metrics)
    site = HttpServer(web_app(lambda: annai.readiness(annai.heard.is_fresh), annai.metrics, door))
    site.start()
    return site


def _features(language: str) -> dict[str, object]:
    features: dict[str, object] = manifest("ja" if language == "ja" else "en", assistant=True)[
        "features"
    ]
    return features
