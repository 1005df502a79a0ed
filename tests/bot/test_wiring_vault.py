"""The key of the settings becomes the lock that the journeys are given, or there is none."""

from datetime import UTC, datetime

import pytest

from bot.playground.server import LocalSlack
from bot.settings import Settings
from bot.wiring import build
from knowledge.vault import Vault

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def vault_of(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    """Build Annai with a key or without one, and return its lock."""
    for name in [*Settings.model_fields, "slack_client_id", "slack_client_secret"]:
        monkeypatch.delenv(name.upper(), raising=False)

    def build_with(key: str | None) -> Vault | None:
        with LocalSlack(lambda: NOW) as slack:
            given = {
                "_env_file": None,
                "slack_api_url": slack.api_url,
                "slack_bot_token": slack.bot_token,
                "database_url": sqlite_url,
                "annai_secret_key": key,
            }
            settings = Settings(**given)  # type: ignore[arg-type]
            annai = build(settings)
            assert annai.close(10)
            return annai.services.vault

    return build_with


def test_any_passphrase_is_a_key(vault_of) -> None:
    """No special form is needed; what was locked opens after a restart with the same words."""
    locked = vault_of(PASSPHRASE).lock("U1", {"【顧客1】": "佐藤"}, NOW)
    assert vault_of(f" {PASSPHRASE}\n").open("U1", locked, NOW) == {"【顧客1】": "佐藤"}


def test_without_a_key_there_is_no_lock(vault_of) -> None:
    """So nothing is kept, and no button is shown."""
    assert vault_of(None) is None
