"""The command line as a whole: light to start, kind when something is wrong."""

# ruff: noqa: S603, S607 - the programs are our own and the shell's
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.phrases import catalogue, say
from bot.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
HEAVY = ("slack_sdk", "slack_bolt", "sqlalchemy", "pydantic", "sudachipy", "gunicorn", "openai")


@pytest.fixture(autouse=True)
def empty_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_help_loads_nothing_heavy() -> None:
    """`annai --help` answers at once on a small machine."""
    code = f"""
import sys
from bot.__main__ import main
assert main(["--help"]) == 0
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, loaded
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout


def test_without_a_command_the_help_is_shown(capsys) -> None:
    """Somebody who just types `annai` learns what there is."""
    assert main([]) == 0
    shown = capsys.readouterr().out
    for command in ("check", "run", "migrate", "doctor", "manifest", "playground"):
        assert command in shown


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["check", "--nonsense"], ["run", "--mode", "pigeon"], ["run", "--port", "0"]],
)
def test_wrong_use_is_told_in_words_and_with_exit_code_2(capsys, arguments: list[str]) -> None:
    """No usage screen in English only, no stack trace."""
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith("使い方が違います")
    assert "Traceback" not in err


def test_wrong_use_is_told_in_english_too(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """By ANNAI_LANGUAGE."""
    monkeypatch.setenv("ANNAI_LANGUAGE", "en")
    assert main(["nonsense"]) == 2
    assert "See: annai --help" in capsys.readouterr().err


def test_a_wrong_setting_is_told_without_its_value(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name and remedy; the value may be a secret."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "not-a-token-1234")
    assert main(["run"]) == 2
    err = capsys.readouterr().err
    assert "SLACK_BOT_TOKEN" in err
    assert "not-a-token" not in err


@pytest.mark.parametrize(
    ("mode", "missing"),
    [
        ([], ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
        (["--mode", "socket"], ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        (["--mode", "http"], ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
    ],
)
def test_run_says_which_settings_are_missing_and_where_they_come_from(
    capsys, mode: list[str], missing: list[str]
) -> None:
    """A newcomer knows where to click."""
    assert main(["run", *mode]) == 2
    err = capsys.readouterr().err
    for name in missing:
        assert name in err
    assert "api.slack.com/apps" in err


def test_migrate_makes_the_database_and_says_so(capsys, empty_place: Path) -> None:
    """Twice is as good as once."""
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0
    assert "最新" in capsys.readouterr().out
    assert (empty_place / "annai.db").exists()


def test_migrate_tells_when_the_database_is_out_of_reach(
    capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No stack trace, no password."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://annai:geheim@127.0.0.1:1/annai")
    assert main(["migrate"]) == 1
    err = capsys.readouterr().err
    assert "DATABASE_URL" in err
    assert "geheim" not in err


def test_manifest_prints_json(capsys) -> None:
    """Ready to be pasted."""
    assert main(["manifest", "--language", "en", "--url", "https://annai.example.com"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["settings"]["socket_mode_enabled"] is False
    assert main(["manifest", "--url", "http://annai.example.com"]) == 2
    assert "https://" in capsys.readouterr().err


def test_what_nobody_foresaw_is_told_without_its_message() -> None:
    """Type and place; the message may hold the text that was checked."""
    code = """
import sys
import bot.cli_check
from bot.__main__ import main
def fail(*_, **__):
    raise RuntimeError("山田様の見積")
bot.cli_check.new_checker = fail
main(["check", "x"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RuntimeError" in done.stderr
    assert "山田" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_accident(tmp_path: Path) -> None:
    """`annai check --jsonl … | head -1` ends quietly."""
    lines = "".join(json.dumps({"id": at, "text": "自社HPの公開情報"}) + "\n" for at in range(3000))
    (tmp_path / "many.jsonl").write_text(lines)
    command = f"{sys.executable} -m bot check --jsonl {tmp_path}/many.jsonl | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert json.loads(done.stdout)["id"] == 0


def test_every_phrase_exists_in_both_languages_with_the_same_places() -> None:
    """No untranslated word, no place that is filled in one language only."""
    for key, words in catalogue().items():
        assert set(words) == {"ja", "en"}, key
        places = [{part.split("}")[0] for part in words[x].split("{")[1:]} for x in ("ja", "en")]
        assert places[0] == places[1], key


def test_a_value_in_a_phrase_is_never_expanded() -> None:
    """A path may hold braces."""
    assert "{number}" in say("ja", "check.no_file", path="{number}")


def test_every_line_of_the_procfile_is_a_command_that_exists(capsys) -> None:
    """A platform that reads it starts something that works."""
    lines = (ROOT / "Procfile").read_text("utf-8").splitlines()
    assert {line.split(":")[0] for line in lines} == {"release", "web", "worker", "clock"}
    for line in lines:
        program, _, arguments = line.partition(": ")[2].partition(" -m bot ")
        assert program == "python"
        assert main([*arguments.split(), "--help"]) == 0
    capsys.readouterr()


def test_the_example_of_a_dotenv_file_names_every_setting_and_is_harmless(
    empty_place: Path,
) -> None:
    """Copied as it is, it changes nothing."""
    example = (ROOT / ".env.example").read_text("utf-8")
    named = [line.split("=")[0] for line in example.splitlines() if line and line[0] != "#"]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
    (empty_place / ".env").write_text(example, "utf-8")
    assert load_settings() == Settings(_env_file=None)
