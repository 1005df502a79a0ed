"""The one composition root: settings in, a running Annai out."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from slack_bolt import App
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError
from typing_extensions import override

from bot.card_shelf import stock
from bot.clock import utc_now
from bot.database import require_current
from bot.freshness import UNREACHABLE, LastHeard
from bot.in_force import InForce
from bot.metrics import Metrics, count_call, kind_of, new_metrics
from bot.public_fetch import PublicFetch
from bot.slack_client import web_client
from bot.start_error import StartError
from handlers.background import Background
from handlers.model_budget import MonthlyBudget
from handlers.register import register_all
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.classification import classify, warm_up
from knowledge.company_settings import calendar_of
from knowledge.language_model import Patience
from knowledge.leaving import is_clear
from knowledge.roles import Role
from knowledge.store.database import Database, DatabaseUnavailable
from knowledge.store.roles import holders
from scheduler.outbox import waker
from scheduler.previews import send_preview
from scheduler.runner import Runner
from scheduler.timetable import timetable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from slack_bolt.request import BoltRequest
    from slack_bolt.response import BoltResponse
    from slack_sdk import WebClient

    from bot.settings import Settings
    from knowledge.vault import Vault

_CODE = re.compile(r"[a-z_]{1,40}")
_WRONG_TOKEN = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)


class MeasuredApp(App):
    """Bolt's app, counting and timing each request at the one place that both modes pass."""

    def __init__(self, metrics: Metrics, **options: Any) -> None:  # noqa: ANN401 - Bolt's own
        self._metrics = metrics
        super().__init__(**options)

    @override
    def dispatch(self, req: BoltRequest) -> BoltResponse:
        kind = kind_of(req.body)
        with self._metrics.seconds.labels(kind).time():
            response = super().dispatch(req)
        self._metrics.requests.labels(kind, str(response.status)).inc()
        return response


@dataclass(frozen=True)
class Annai:
    """Everything that runs, built once."""

    app: App
    services: Services
    client: WebClient
    heard: LastHeard
    metrics: Metrics
    runner: Runner

    def warm_up(self) -> None:
        """Begin to make, aside, what the first free question would have to wait for."""
        self.services.cards()

    def readiness(self, slack_is_fresh: Callable[[], bool]) -> dict[str, bool]:
        """Return what must work for a request to succeed, each with whether it does."""
        state = {"database": self._database_answers(), "slack": slack_is_fresh()}
        clock = self.runner.is_alive()
        return state if clock is None else {**state, "clock": clock}

    def _database_answers(self) -> bool:
        try:
            self.services.database.ping()
        except DatabaseUnavailable:
            return False
        return True

    def close(self, seconds: float) -> bool:
        """Finish what has started and give everything back; False when time ran out first."""
        closing = Thread(target=self._close, name="annai-close", daemon=True)
        closing.start()
        closing.join(seconds)
        return not closing.is_alive()

    def _close(self) -> None:
        # The first also tells the outbox to stop after the message that it is at.
        self.services.background.close()
        self.runner.close()
        self.services.database.close()


def build(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    monotonic: Callable[[], float] = time.monotonic,
    patience: Patience | None = None,
) -> Annai:
    """Open the database, ask Slack who we are, load the dictionary and register all listeners.

    Raises:
        StartError: something that Annai needs is missing or refuses; nothing is left open.
    """
    require_current(settings)
    metrics = new_metrics()
    heard = LastHeard(monotonic)
    app = _bolt_app(settings, metrics)
    heard.mark()
    # Now, not at the first question: the dictionary takes longer than a person should wait.
    warm_up()
    database = Database(settings.database_url.get_secret_value())
    background = Background()
    in_force = _read_in_force(database, background, monotonic)
    # Like the dictionary: whoever searches first would wait for the index of the templates.
    in_force.templates().warm_up()
    zone = ZoneInfo(settings.annai_timezone)
    services = Services(
        database=database,
        rulebook=in_force.rulebook,
        company=in_force.company,
        texts=load_texts(settings.annai_language),
        clock=clock,
        calendar=lambda: calendar_of(in_force.settings(), zone),
        background=background,
        count_check=lambda surface, level: metrics.checks.labels(surface, level).inc(),
        vault=_vault(settings),
        settings=in_force.settings,
        precedents=in_force.precedents,
        templates=in_force.templates,
        look_again=in_force.look_again,
        admins=lambda: _admins(database),
        fetch=PublicFetch(),
        patience=patience or Patience(),
    )
    services = replace(services, cards=stock(services))
    services = _with_model(settings, services, metrics)
    services = _with_scheduler(services, app.client)
    register_all(app, services)
    # Not before we are ready: it takes a second, and nobody searches in the first one.
    background.submit(services.templates().warm_up)
    runner = Runner(services, app.client, monotonic=monotonic)
    return Annai(app, services, app.client, heard, metrics, runner)


def _with_scheduler(services: Services, client: WebClient) -> Services:
    """Return the services with what the scheduler does for listeners, which cannot import it."""
    waking = replace(services, wake_outbox=waker(services, client))
    return replace(
        waking,
        timetable=lambda: timetable(waking),
        run_job=lambda name: Runner(waking, client).run_now(name),
        preview_job=lambda name, member, key: send_preview(waking, name, member, key),
    )


def _with_model(settings: Settings, services: Services, metrics: Metrics) -> Services:
    """Return the services with the language model, if one is configured."""
    if not settings.has_model:
        return services
    # Here and not above: who has no model does not wait for its library.
    from bot.openai_gateway import OpenAIGateway  # noqa: PLC0415
    from bot.openai_requests import Connection, model_address  # noqa: PLC0415

    key = settings.openai_api_key
    connection = Connection(
        base_url=model_address(settings.openai_base_url),
        model=settings.openai_model or "",
        # The library wants one; a server of one's own that needs none gets a word.
        key=key.get_secret_value() if key else "none",
    )

    def is_fit(text: str) -> bool:
        return is_clear(classify(text, services.rulebook(), services.company()), text)

    gateway = OpenAIGateway(
        connection,
        is_clear=is_fit,
        ledger=MonthlyBudget(services),
        count=partial(count_call, metrics),
        pause=services.background.pause,
    )
    return replace(services, model=gateway)


def _read_in_force(
    database: Database, background: Background, monotonic: Callable[[], float]
) -> InForce:
    """Read what the company has decided; who has no list of it yet must not answer by less."""
    in_force = InForce(database, background, monotonic)
    try:
        in_force.load()
    except DatabaseUnavailable:
        background.close()
        database.close()
        raise StartError("database_unavailable", exit_code=1) from None
    return in_force


def _admins(database: Database) -> list[str]:
    with database.read() as session:
        return holders(session, Role.ADMIN)


def _vault(settings: Settings) -> Vault | None:
    if settings.annai_secret_key is None:
        return None
    # Here and not above: who has no key does not pay for the library.
    from knowledge.vault import Vault  # noqa: PLC0415

    return Vault(settings.annai_secret_key.get_secret_value())


def _bolt_app(settings: Settings, metrics: Metrics) -> App:
    if settings.slack_bot_token is None:
        raise StartError("no_bot_token")
    client = web_client(settings.slack_api_url, settings.slack_bot_token.get_secret_value())
    secret = settings.slack_signing_secret
    try:
        app = MeasuredApp(
            metrics,
            name="annai",
            client=client,
            signing_secret=secret.get_secret_value() if secret else "",
            # A listener runs to its end before the answer: Slack sends an event again when we
            # die in the middle of it, instead of believing that it was handled.
            process_before_response=True,
        )
    except BoltError as error:
        raise slack_refusal("bot_token", error.__context__) from None
    except UNREACHABLE as error:
        raise slack_refusal("bot_token", error) from None
    if app.oauth_flow is not None:
        # Bolt reads these two by itself, and then forgets the token that it was given.
        raise StartError("oauth_environment")
    return app


def slack_refusal(token: str, error: BaseException | None) -> StartError:
    """Return what to tell when Slack refused a token (`bot_token`, `app_token`) or was not there."""
    if not isinstance(error, SlackApiError):
        return StartError("slack_unreachable", exit_code=1)
    code = str(error.response.get("error", ""))
    code = code if _CODE.fullmatch(code) else "unknown"
    if code in _WRONG_TOKEN:
        return StartError(f"wrong_{token}", code=code)
    return StartError("slack_refused", exit_code=1, code=code)
