"""The settings: read from the environment and `.env`, explained in plain words, never shown."""

import base64
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, language, load_settings

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
SECRET = "do-not-show-me"


@pytest.fixture(autouse=True)
def empty_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_setting_there_are_safe_defaults() -> None:
    """A fresh machine gets SQLite, Tokyo, Japanese and no token."""
    settings = load_settings()
    assert settings.database_url.get_secret_value() == "sqlite:///annai.db"
    assert settings.annai_timezone == "Asia/Tokyo"
    assert settings.annai_language == "ja"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slack_bot_token is None
    assert settings.uses_sqlite


def test_a_dotenv_file_is_read_even_as_a_japanese_editor_saves_it(empty_place: Path) -> None:
    """A mark at the start of the file and empty values do no harm."""
    (empty_place / ".env").write_bytes(
        b"\xef\xbb\xbfSLACK_BOT_TOKEN=xoxb-1\r\nSLACK_APP_TOKEN=\r\nPORT=8080\r\nUNKNOWN=1\r\n"
    )
    settings = load_settings()
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert settings.slack_app_token is None
    assert settings.port == 8080


def test_the_environment_wins_over_the_dotenv_file(
    empty_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the platform sets stands above the file."""
    (empty_place / ".env").write_text("PORT=8080\n")
    monkeypatch.setenv("PORT", "9090")
    assert load_settings().port == 9090


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", f"xoxp-{SECRET}"),
        ("SLACK_BOT_TOKEN", f"xoxb-{SECRET}\u3000x"),
        ("SLACK_BOT_TOKEN", f"xoxb-{SECRET}\nx"),
        ("SLACK_APP_TOKEN", f"xoxb-{SECRET}"),
        ("SLACK_SIGNING_SECRET", f"{SECRET}あ"),
        ("SLACK_API_URL", f"ftp://{SECRET}/"),
        ("SLACK_API_URL", f"http://[{SECRET}"),
        ("DATABASE_URL", f"mysql://root:{SECRET}@localhost/annai"),
        ("DATABASE_URL", SECRET),
        ("ANNAI_SECRET_KEY", SECRET),
        ("ANNAI_SECRET_KEY", "あ" * 43),
        ("ANNAI_TIMEZONE", f"Asia/{SECRET}"),
        ("ANNAI_TIMEZONE", "Asia"),
        ("ANNAI_TIMEZONE", f"../{SECRET}"),
        ("ANNAI_LANGUAGE", SECRET),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", SECRET),
        ("LOG_LEVEL", SECRET),
        ("OPENAI_BASE_URL", SECRET),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says which setting and what is expected; a secret never leaves through it."""
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", value if name == "SLACK_SIGNING_SECRET" else SECRET)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.names == (name,)
    for said in (caught.value.explain("ja"), caught.value.explain("en"), repr(caught.value)):
        assert name in said
        assert SECRET not in said
    assert caught.value.__cause__ is None


def test_every_setting_has_its_explanation_in_both_languages() -> None:
    """Whatever can be wrong can be explained."""
    names = tuple(name.upper() for name in Settings.model_fields)
    for language_ in ("ja", "en"):
        said = SettingsError((*names, ".env")).explain(language_)
        assert len(said.splitlines()) == len(names) + 1


def test_a_dotenv_file_in_another_encoding_is_refused_kindly(empty_place: Path) -> None:
    """A file that is not UTF-8 is named instead of ending in a stack trace."""
    (empty_place / ".env").write_bytes("OPENAI_MODEL=日本語".encode("cp932"))
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.names == (".env",)
    assert ".env" in caught.value.explain("ja")
    assert language() == "ja"


def test_secrets_do_not_show_in_the_settings_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings shows no secret."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", f"xoxb-{SECRET}")
    monkeypatch.setenv("SLACK_APP_TOKEN", f"xapp-{SECRET}")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://annai:{SECRET}@db/annai")
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("OPENAI_MODEL", "local-model")
    settings = load_settings()
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings.model_dump())


@pytest.mark.parametrize(
    ("given", "has_model"),
    [
        ({}, False),
        ({"OPENAI_MODEL": "local-model"}, False),
        ({"OPENAI_MODEL": "local-model", "OPENAI_API_KEY": "key"}, True),
        ({"OPENAI_MODEL": "local-model", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, True),
    ],
)
def test_a_model_needs_a_name_and_a_key_or_an_address(
    given: dict[str, str], has_model: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server of one's own may ask for no key; without either there is no model."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert load_settings().has_model is has_model


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_nobody_assumes_which_model_to_pay_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key without a model is told at the start, not at the first question."""
    monkeypatch.setenv(name, "http://127.0.0.1:1/v1")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.names == ("OPENAI_MODEL",)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/d", "postgresql://u:p@h/d"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        (" sqlite:////data/annai.db ", "sqlite:////data/annai.db"),
    ],
)
def test_a_database_address_is_taken_as_platforms_hand_it_out(
    given: str, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short scheme of some platforms works too."""
    monkeypatch.setenv("DATABASE_URL", given)
    settings = load_settings()
    assert settings.database_url.get_secret_value() == used
    assert settings.uses_sqlite == used.startswith("sqlite")


def test_harmless_differences_in_spelling_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks around a token, small letters and a missing slash are not the person's problem."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", " xoxb-1 ")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    monkeypatch.setenv("ANNAI_LANGUAGE", "EN")
    monkeypatch.setenv("ANNAI_SECRET_KEY", KEY)
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api")
    settings = load_settings()
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert settings.log_level == "DEBUG"
    assert settings.annai_language == "en"
    assert settings.slack_api_url == "http://127.0.0.1:9/api/"


def test_the_language_is_known_although_the_rest_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong can be said in the language that was asked for."""
    monkeypatch.setenv("PORT", "none")
    monkeypatch.setenv("ANNAI_LANGUAGE", "en")
    assert language() == "en"
    monkeypatch.setenv("ANNAI_LANGUAGE", "fr")
    assert language() == "ja"
