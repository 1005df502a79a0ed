"""`annai doctor`: everything that Annai needs, each with whether it is there, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError

from bot.clock import utc_now
from bot.database import state_of
from bot.freshness import UNREACHABLE
from bot.manifest import SCOPES
from bot.migrations.run import SchemaState
from bot.openai_requests import model_address
from bot.phrases import say
from bot.settings import SettingsError
from bot.slack_client import web_client
from bot.start_error import StartError
from handlers.texts import load_texts
from handlers.views.dates import say_time
from handlers.views.scheduler import job_name
from knowledge.calendar import Calendar
from knowledge.store.database import Database, DatabaseUnavailable
from scheduler.timetable import plan_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

    from bot.settings import Settings
    from handlers.texts import Language

_CODE = re.compile(r"[a-z_]{1,40}")
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at."""

    is_well: bool
    says: str


@dataclass(frozen=True, slots=True)
class _Speaker:
    language: Language

    def well(self, key: str, **values: object) -> Item:
        return Item(is_well=True, says=say(self.language, f"doctor.{key}", **values))

    def ill(self, key: str, **values: object) -> Item:
        return Item(is_well=False, says=say(self.language, f"doctor.{key}", **values))


def examine(settings: Settings | SettingsError, language: Language) -> Iterator[Item]:
    """Look at one thing after the other, and yield each as soon as it is known.

    Settings that cannot be read are the one thing to say then: the rest hangs on them.
    """
    speaker = _Speaker(language)
    if isinstance(settings, SettingsError):
        for line in settings.explain(language).splitlines():
            yield Item(is_well=False, says=line)
        return
    yield speaker.well("time_zone", zone=settings.annai_timezone)
    yield from _tokens(settings, speaker)
    yield from _slack(settings, speaker)
    yield _database(settings, speaker)
    yield from _timetable(settings, speaker)
    yield _secret_key(settings, speaker)
    yield _model(settings, speaker)
    yield _dictionary(speaker)


def _tokens(settings: Settings, speaker: _Speaker) -> Iterator[Item]:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        if getattr(settings, name.lower()) is not None:
            yield speaker.well("setting_there", name=name)
        elif name == "SLACK_APP_TOKEN" and settings.slack_signing_secret is not None:
            yield speaker.well("http_mode_only", name=name)
        elif name == "SLACK_SIGNING_SECRET" and settings.slack_app_token is not None:
            yield speaker.well("socket_mode_only", name=name)
        else:
            how = say(speaker.language, f"settings.{name.lower()}")
            yield speaker.ill("setting_missing", name=name, how=how)


def _slack(settings: Settings, speaker: _Speaker) -> Iterator[Item]:
    client = web_client(settings.slack_api_url, None, timeout=_PATIENCE, retries=False)
    if settings.slack_bot_token is not None:
        yield from _bot_token(client, settings.slack_bot_token.get_secret_value(), speaker)
    if settings.slack_app_token is not None:
        token = settings.slack_app_token.get_secret_value()
        try:
            client.apps_connections_open(app_token=token)
        except UNREACHABLE as error:
            yield _refusal("app_token", error, speaker)
        else:
            yield speaker.well("app_token")


def _bot_token(client: WebClient, token: str, speaker: _Speaker) -> Iterator[Item]:
    try:
        answer = client.auth_test(token=token)
    except UNREACHABLE as error:
        yield _refusal("bot_token", error, speaker)
        return
    yield speaker.well("bot_token", team=answer.get("team"), user=answer.get("user"))
    granted = _granted_scopes(answer)
    missing = [scope for scope in SCOPES if scope not in granted]
    if missing:
        yield speaker.ill("scopes_missing", scopes=", ".join(missing))
    else:
        yield speaker.well("scopes")


def _granted_scopes(answer: SlackResponse) -> set[str]:
    headers = {name.lower(): value for name, value in (answer.headers or {}).items()}
    return {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")}


def _refusal(token: str, error: Exception, speaker: _Speaker) -> Item:
    if not isinstance(error, SlackApiError):
        return speaker.ill("slack_unreachable", token=token.upper())
    code = str(error.response.get("error", ""))
    return speaker.ill(f"{token}_refused", code=code if _CODE.fullmatch(code) else "unknown")


def _database(settings: Settings, speaker: _Speaker) -> Item:
    try:
        state = state_of(settings.database_url.get_secret_value())
    except StartError as error:
        return Item(is_well=False, says=error.explain(speaker.language))
    if state is SchemaState.CURRENT:
        return speaker.well("database")
    if state in {SchemaState.MISSING, SchemaState.OLDER} and settings.uses_sqlite:
        return speaker.well("database_will_be_made")
    return Item(is_well=False, says=say(speaker.language, f"start.database_{state.value}"))


def _timetable(settings: Settings, speaker: _Speaker) -> Iterator[Item]:
    """Say when what is scheduled happens next, as soon as there is a database that knows."""
    url = settings.database_url.get_secret_value()
    try:
        if state_of(url) is not SchemaState.CURRENT:
            return
    except StartError:
        return
    database = Database(url)
    calendar = Calendar(ZoneInfo(settings.annai_timezone))
    voice = load_texts().voice(speaker.language)
    try:
        planned = plan_ahead(database, calendar, utc_now())
    except DatabaseUnavailable:
        return
    finally:
        database.close()
    for job in planned:
        dates = [say_time(calendar.local(due.at), voice) for due in job.next_due]
        said = say(speaker.language, "doctor.next_dates").join(dates)
        key = "job_on" if job.is_on else "job_off"
        yield speaker.well(key, job=job_name(job.name, voice), dates=said)


def _secret_key(settings: Settings, speaker: _Speaker) -> Item:
    if settings.annai_secret_key is not None:
        return speaker.well("secret_key")
    return speaker.well("no_secret_key")


def _model(settings: Settings, speaker: _Speaker) -> Item:
    """Say which model is set; asking it would cost something, and the first answer will tell."""
    if not settings.has_model:
        return speaker.well("no_model")
    host = urlsplit(model_address(settings.openai_base_url)).hostname
    return speaker.well("model", model=settings.openai_model, host=host)


def _dictionary(speaker: _Speaker) -> Item:
    # Here and not above: it is the slowest part, and the rest can be read meanwhile.
    from knowledge.classification import warm_up  # noqa: PLC0415

    try:
        warm_up()
    except (OSError, ImportError, RuntimeError):
        return speaker.ill("no_dictionary")
    return speaker.well("dictionary")
