"""`annai doctor`: each thing that Annai needs, and whether it is there, in plain words."""

from datetime import UTC, datetime

import pytest

from bot.__main__ import main
from bot.manifest import SCOPES, manifest
from bot.playground.installation import Installation, installation_of
from bot.playground.server import LocalSlack
from bot.settings import Settings

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch, tmp_path, sqlite_url: str):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    with LocalSlack(lambda: NOW, installation=installation_of(manifest("ja"))) as made:
        monkeypatch.setenv("SLACK_API_URL", made.api_url)
        monkeypatch.setenv("SLACK_BOT_TOKEN", made.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", made.app_token)
        monkeypatch.setenv("DATABASE_URL", sqlite_url)
        yield made


def examine(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], list[str]]:
    code = main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    assert all(line[0] in "✓✗" for line in lines)
    return code, [x for x in lines if x[0] == "✓"], [x for x in lines if x[0] == "✗"]


def test_all_is_well(slack: LocalSlack, capsys) -> None:
    """Exit code 0, and every item is named."""
    code, well, ill = examine(capsys)
    assert (code, ill) == (0, [])
    said = "\n".join(well)
    for thing in (
        "Asia/Tokyo",
        "SLACK_BOT_TOKEN",
        "ワークスペース",
        "スコープ",
        "Socket",
        "データベース",
        "辞書",
    ):
        assert thing in said
    assert slack.bot_token not in said


def test_in_english(slack: LocalSlack, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """By ANNAI_LANGUAGE."""
    monkeypatch.setenv("ANNAI_LANGUAGE", "en")
    _, well, _ = examine(capsys)
    assert any("Socket Mode connection" in line for line in well)
    assert not any("データベース" in line for line in well)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-wrong-one", "SLACK_BOT_TOKEN"),
        ("SLACK_APP_TOKEN", "xapp-wrong-one", "SLACK_APP_TOKEN"),
        ("SLACK_BOT_TOKEN", "", "SLACK_BOT_TOKEN がありません"),
        ("SLACK_APP_TOKEN", "", "SLACK_APP_TOKEN がありません"),
        ("SLACK_API_URL", "http://127.0.0.1:1/api/", "つながりません"),
        ("DATABASE_URL", "postgresql://annai:geheim@127.0.0.1:1/annai", "DATABASE_URL"),
        ("ANNAI_TIMEZONE", "Mars/Olympus", "ANNAI_TIMEZONE"),
        ("PORT", "secret-port", "PORT"),
    ],
)
def test_what_is_wrong_is_said_with_the_remedy(
    slack: LocalSlack, capsys, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    """Exit code 1; secrets stay out of the words."""
    monkeypatch.setenv(name, value)
    code, well, ill = examine(capsys)
    assert code == 1
    assert any(says in line for line in ill)
    for secret in ("wrong-one", "geheim", "secret-port"):
        assert secret not in "\n".join(well + ill)


def test_http_mode_needs_no_app_token(
    slack: LocalSlack, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either the app token or the signing secret is enough."""
    monkeypatch.delenv("SLACK_APP_TOKEN")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    assert examine(capsys)[0] == 0


def test_missing_scopes_are_named(
    capsys, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app that was installed with an older manifest."""
    few = frozenset(SCOPES) - {"users:read", "im:history"}
    with LocalSlack(lambda: NOW, installation=Installation(scopes=few)) as poor:
        monkeypatch.setenv("SLACK_API_URL", poor.api_url)
        code, _, ill = examine(capsys)
    assert code == 1
    assert any("im:history, users:read" in line for line in ill)


def test_a_database_that_waits_for_its_tables_is_no_illness(
    slack: LocalSlack, capsys, monkeypatch: pytest.MonkeyPatch, bare_sqlite_url: str
) -> None:
    """`annai run` makes the file; looking does not."""
    monkeypatch.setenv("DATABASE_URL", bare_sqlite_url)
    code, well, _ = examine(capsys)
    assert code == 0
    assert any("annai run" in line for line in well)


def test_the_next_dates_of_every_job_are_printed(slack: LocalSlack, capsys) -> None:
    """Six each, by the name that people read."""
    _, well, _ = examine(capsys)
    (line,) = [line for line in well if "期限が過ぎた記録の削除" in line]
    assert line.count("3:20") == 6


def test_the_model_is_named_with_its_host_and_without_its_key(
    slack: LocalSlack, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where there is none, that everything works all the same."""
    _, well, _ = examine(capsys)
    assert any("言語モデルはつないでいません" in line for line in well)
    monkeypatch.setenv("OPENAI_API_KEY", "the-key-itself")
    monkeypatch.setenv("OPENAI_MODEL", "local-model")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://name:word@example-aoai.openai.azure.com/")
    _, well, _ = examine(capsys)
    (said,) = [line for line in well if "言語モデル" in line]
    assert "local-model（example-aoai.openai.azure.com）" in said
    assert not any(word in said for word in ("the-key-itself", "word@"))
