"""What the environment (or `.env`) says: the only place that reads it."""

from __future__ import annotations

import os
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import override

from bot.phrases import say
from handlers.texts import Language  # noqa: TC001 - pydantic reads it at run time

_SHORTEST_PASSPHRASE = 16


class SettingsError(Exception):
    """Settings that cannot be used: the names at fault, never the values."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names

    def explain(self, language: Language) -> str:
        """Return one line for each setting at fault, in plain words."""
        return "\n".join(
            f"{name}: {say(language, 'settings.' + name.lower().lstrip('.'))}"
            for name in self.names
        )


def _token(prefix: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        # A token goes into an HTTP header, where anything but plain ASCII would end in a crash.
        if not token.startswith(prefix) or not token.isascii() or not token.isprintable():
            raise ValueError(prefix)
        return SecretStr(token)

    return AfterValidator(check)


def _secret_word(value: SecretStr) -> SecretStr:
    word = value.get_secret_value().strip()
    if not word or not word.isascii() or not word.isprintable():
        raise ValueError("not a word")
    return SecretStr(word)


def _web_address(value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not a web address")
    return value.strip().rstrip("/") + "/"


def _database_url(value: SecretStr) -> SecretStr:
    url = value.get_secret_value().strip()
    # What Heroku and its kin hand out; SQLAlchemy knows the longer name only.
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    scheme = url.split("://", maxsplit=1)[0].split("+", maxsplit=1)[0] if "://" in url else ""
    if scheme not in {"sqlite", "postgresql"}:
        raise ValueError("unknown database")
    return SecretStr(url)


def _passphrase(value: SecretStr) -> SecretStr:
    phrase = value.get_secret_value().strip()
    # Characters outside of ASCII look alike and are other bytes on another machine; a row of the
    # same few is guessed at once.
    if not phrase.isascii() or not phrase.isprintable():
        raise ValueError("not plain")
    if len(phrase) < _SHORTEST_PASSPHRASE or len(set(phrase)) < _SHORTEST_PASSPHRASE // 2:
        raise ValueError("too short")
    return SecretStr(phrase)


def _model(value: str | None, info: ValidationInfo) -> str | None:
    name = (value or "").strip()
    wanted = info.data.get("openai_api_key") or info.data.get("openai_base_url")
    # Which model to pay for is the company's decision; there is none that we could assume.
    if wanted and not name:
        raise ValueError("no model")
    if not name.isprintable():
        raise ValueError("not a name")
    return name or None


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError):
        raise ValueError("unknown time zone") from None
    return value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


class Settings(BaseSettings):
    """All settings, checked. Secrets show themselves in no `repr` and in no error."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        # Without this the error about one setting prints the value of another.
        hide_input_in_errors=True,
    )

    slack_bot_token: Annotated[SecretStr, _token("xoxb-")] | None = None
    slack_app_token: Annotated[SecretStr, _token("xapp-")] | None = None
    slack_signing_secret: Annotated[SecretStr, AfterValidator(_secret_word)] | None = None
    slack_api_url: Annotated[str, AfterValidator(_web_address)] = "https://slack.com/api/"
    database_url: Annotated[SecretStr, AfterValidator(_database_url)] = SecretStr(
        "sqlite:///annai.db"
    )
    openai_api_key: Annotated[SecretStr, AfterValidator(_secret_word)] | None = None
    openai_base_url: Annotated[str, AfterValidator(_web_address)] | None = None
    openai_model: Annotated[str | None, AfterValidator(_model), Field(validate_default=True)] = None
    annai_secret_key: Annotated[SecretStr, AfterValidator(_passphrase)] | None = None
    # Also checked when nobody set it: a slim machine may know no time zones at all.
    annai_timezone: Annotated[str, AfterValidator(_time_zone), Field(validate_default=True)] = (
        "Asia/Tokyo"
    )
    annai_language: Annotated[Language, BeforeValidator(_lower)] = "ja"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = (
        "INFO"
    )

    @property
    def has_model(self) -> bool:
        """Whether a language model is configured; a server of one's own may need no key."""
        return self.openai_api_key is not None or self.openai_base_url is not None

    @property
    def uses_sqlite(self) -> bool:
        return self.database_url.get_secret_value().startswith("sqlite")


class GivenSettings(Settings):
    """Settings from what is given alone: neither the environment nor `.env` adds anything."""

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


# What libraries read by themselves: slack_sdk would send even what is meant for this very machine
# through a proxy, and Bolt forgets the token that it was given when it finds the id of an app.
_READ_BY_LIBRARIES = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "slack_client_id",
    "slack_client_secret",
)


def forget_environment() -> None:
    """Take out of this process's environment what would lead a playground to the outside."""
    for name in _READ_BY_LIBRARIES:
        for spelled in (name, name.upper()):
            os.environ.pop(spelled, None)  # noqa: TID251 - this is the place for that


class _LanguageOnly(BaseSettings):
    """The language, read with patience: needed to explain what is wrong with the rest."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", extra="ignore", hide_input_in_errors=True
    )

    annai_language: str = "ja"


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: at least one of them cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = {str(problem["loc"][0]).upper() for problem in error.errors(include_input=False)}
        raise SettingsError(tuple(sorted(names))) from None
    except (UnicodeDecodeError, OSError):
        raise SettingsError((".env",)) from None


def language() -> Language:
    """Return the language that the environment asks for; Japanese when in doubt."""
    try:
        wanted = _LanguageOnly().annai_language
    except (ValidationError, UnicodeDecodeError, OSError):
        return "ja"
    return "en" if wanted.strip().lower() == "en" else "ja"
