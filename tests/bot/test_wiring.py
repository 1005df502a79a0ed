"""Building Annai: everything joined, or one kind reason why not."""

from datetime import UTC, datetime

import pytest

from bot.metrics import kind_of
from bot.migrations.run import SchemaState, schema_state
from bot.playground.server import LocalSlack
from bot.settings import Settings
from bot.start_error import StartError
from bot.wiring import build


@pytest.fixture
def slack():
    with LocalSlack(lambda: datetime(2026, 11, 25, 1, 0, tzinfo=UTC)) as made:
        yield made


def settings(slack: LocalSlack, database: str, **changed: object) -> Settings:
    return Settings(
        **{  # type: ignore[arg-type]
            "_env_file": None,
            "slack_api_url": slack.api_url,
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": "secret",
            "database_url": database,
            **changed,
        }
    )


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*Settings.model_fields, "slack_client_id", "slack_client_secret"]:
        monkeypatch.delenv(name.upper(), raising=False)


def test_a_built_annai_is_ready_and_asked_slack_once(
    slack: LocalSlack, sqlite_url: str, clock
) -> None:
    """One `auth.test` at the start, none at the first request."""
    annai = build(settings(slack, sqlite_url), clock=clock)
    assert annai.readiness(annai.heard.is_fresh) == {"database": True, "slack": True}
    assert [call.method for call in slack.calls] == ["auth.test"]
    assert annai.services.clock is clock
    assert annai.close(10)


def test_the_clock_is_a_part_of_readiness_where_it_runs(slack: LocalSlack, sqlite_url: str) -> None:
    """A process whose clock hangs or died is sent no more work, and is started anew."""
    seconds = [0.0]
    annai = build(settings(slack, sqlite_url), monotonic=lambda: seconds[0])
    annai.runner.start()
    assert annai.readiness(lambda: True)["clock"]
    annai.runner.close()
    assert "clock" not in annai.readiness(lambda: True)
    assert annai.close(10)


def test_a_sqlite_file_is_made_by_itself(slack: LocalSlack, bare_sqlite_url: str) -> None:
    """Nobody has to think of `annai migrate` on one machine."""
    annai = build(settings(slack, bare_sqlite_url))
    assert schema_state(bare_sqlite_url) is SchemaState.CURRENT
    assert annai.close(10)


def test_a_server_without_tables_is_left_to_migrate(
    slack: LocalSlack, bare_postgresql_url: str
) -> None:
    """Other replicas may still run the version before."""
    with pytest.raises(StartError) as caught:
        build(settings(slack, bare_postgresql_url))
    assert "annai migrate" in caught.value.explain("ja")
    assert caught.value.exit_code == 2
    assert slack.calls == []


@pytest.mark.parametrize(
    ("url", "exit_code"),
    [
        ("postgresql://annai:geheim@127.0.0.1:1/annai", 1),
        ("sqlite:////nowhere/at/all/annai.db", 1),
        ("postgresql://annai:geheim@db:port/annai", 2),
    ],
)
def test_a_database_out_of_reach_is_told_without_its_password(
    slack: LocalSlack, url: str, exit_code: int
) -> None:
    """In both languages."""
    with pytest.raises(StartError) as caught:
        build(settings(slack, url))
    assert caught.value.exit_code == exit_code
    for language in ("ja", "en"):
        assert "DATABASE_URL" in caught.value.explain(language)
        assert "geheim" not in caught.value.explain(language)


def test_slack_out_of_reach_is_told(slack: LocalSlack, sqlite_url: str) -> None:
    """Exit code 1: nothing that was given is wrong."""
    with pytest.raises(StartError) as caught:
        build(settings(slack, sqlite_url, slack_api_url="http://127.0.0.1:1/api/"))
    assert caught.value.exit_code == 1
    assert "Slack" in caught.value.explain("en")


def test_a_refusal_that_is_not_about_the_token_does_not_blame_it(
    slack: LocalSlack, sqlite_url: str
) -> None:
    """Slack is having a bad day."""
    slack.faults.next("auth.test", "500", times=2)
    with pytest.raises(StartError) as caught:
        build(settings(slack, sqlite_url))
    assert caught.value.exit_code == 1
    assert "SLACK_BOT_TOKEN" not in caught.value.explain("ja")


def test_settings_that_bolt_reads_behind_our_back_are_refused(
    slack: LocalSlack, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With these two Bolt drops the token that it was given."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "2")
    with pytest.raises(StartError) as caught:
        build(settings(slack, sqlite_url))
    assert "SLACK_CLIENT_ID" in caught.value.explain("ja")


def test_readiness_notices_a_lost_database(slack: LocalSlack, sqlite_url: str, tmp_path) -> None:
    """The file is gone, for example."""
    annai = build(settings(slack, sqlite_url))
    (tmp_path / "annai.db").unlink()
    (tmp_path / "annai.db").mkdir()
    annai.services.database.close()
    assert annai.readiness(lambda: True) == {"database": False, "slack": True}
    assert annai.close(10)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"command": "/can-i-enter", "type": "x"}, "command"),
        ({"type": "event_callback"}, "event_callback"),
        ({"type": "山田様"}, "other"),
        ({"type": ["x"]}, "other"),
        ({}, "other"),
    ],
)
def test_a_request_is_counted_under_a_name_from_a_closed_list(body: dict, kind: str) -> None:
    """Nothing that somebody sends can become a label."""
    assert kind_of(body) == kind
