"""`annai playground`: everything put together, started, refused and stopped."""

# ruff: noqa: S310, S603 - the addresses and the program are our own
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.playground.run import open_playground
from bot.playground.seed_file import empty, lived_in
from bot.settings import Settings, forget_environment
from bot.start_error import StartError
from knowledge.store.checks import recent_checks

ROOT = Path(__file__).parents[3]
PATIENCE = 60


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def playground(clock):
    with open_playground(lived_in(), 0, "ja", real_clock=clock) as running:
        yield running
        running.slack.settle(seconds=20)
        assert running.slack.problems == []


def test_the_whole_bot_answers_in_the_playground(playground):
    """A command, its verdict, and the words put back: the app is the real one, unmodified."""
    tanaka = playground.slack.person("田中美咲")
    room = next(
        one.id for one in playground.slack.workspace.channels.values() if one.name == "ai-活用"
    )
    text = "北斗商事の佐藤様に見積 1,280,000円を送る"
    answer = tanaka.command("/can-i-enter", text, channel=room)
    assert "【顧客1】" in answer.text
    # Without a key, words could not be put back and the button would not be there.
    assert "伏せ字を元に戻す" in answer.buttons
    with playground.annai.services.database.read() as session:
        assert len(recent_checks(session, tanaka.id)) == 3


def test_english_speakers_are_answered_in_english(playground):
    """By their own locale."""
    emily = playground.slack.person("Emily Carter")
    answer = emily.command("/can-i-enter", "What should I cook tonight?")
    assert "not legal advice" in answer.text


def test_the_home_button_opens_the_modal(playground):
    """Through the signed HTTP request and back."""
    tanaka = playground.slack.person("田中美咲")
    tanaka.open_home()
    tanaka.click("入れていいか確認する")
    assert tanaka.modal.view["callback_id"] == "check.ask"


def test_moving_the_clock_runs_what_is_due(clock):
    """The hook gets the running bot, whose clock is the playground's."""
    told = []
    with open_playground(
        empty("ja"),
        0,
        "ja",
        real_clock=clock,
        after_clock_moved=lambda annai: told.append(annai.services.clock()),
    ) as running:
        request = urllib.request.Request(
            f"{running.address}control/clock",
            json.dumps({"to": "next_working_morning"}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert json.load(answer)["ok"]
    assert told[-1].isoformat() == "2026-11-26T00:00:00+00:00"


def test_the_clock_knows_the_days_off_of_the_company(clock):
    """New Year's Day is no working morning, nor are the days after it."""
    with open_playground(empty("ja"), 0, "ja", real_clock=clock) as running:
        running.clock.move_to(running.clock.next_month())
        assert running.clock.next_month().isoformat() == "2027-01-04T09:00:00+09:00"


def test_nothing_is_left_behind(clock, tmp_path, monkeypatch):
    """The database lies in a temporary folder that goes with the playground."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_playground(empty("ja"), 0, "ja", real_clock=clock):
        (folder,) = tmp_path.iterdir()
        assert (folder / "annai.db").exists()
    assert list(tmp_path.iterdir()) == []


def test_neither_environment_nor_proxies_lead_outside(clock, monkeypatch):
    """What is set for the real bot counts for nothing here."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.1")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "x")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("SLACK_API_URL", "https://slack.com/api/")
    with open_playground(empty("en"), 0, "en", real_clock=clock) as running:
        (admin,) = running.slack.people
        assert admin.command("/can-i-enter", "a customer's name")


def test_forgetting_the_environment_takes_only_what_libraries_read(monkeypatch):
    """The rest stays."""
    monkeypatch.setenv("ALL_PROXY", "x")
    monkeypatch.setenv("ANNAI_LANGUAGE", "en")
    forget_environment()
    assert "ALL_PROXY" not in os.environ  # noqa: TID251 - looks, sets nothing
    assert os.environ["ANNAI_LANGUAGE"] == "en"  # noqa: TID251


def test_a_taken_port_is_said(capsys):
    """In plain words, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartError), open_playground(empty("ja"), port, "ja"):
            pass
        assert main(["playground", "--port", str(port), "--empty"]) == 2
    assert str(port) in capsys.readouterr().err


def test_a_seed_file_that_is_wrong_is_said(capsys, tmp_path):
    """By file, key and reason, before anything starts."""
    seed = tmp_path / "会社.toml"
    seed.write_text('[[person]]\nname = "田中"\nage = 3\n', "utf-8")
    assert main(["playground", "--seed", str(seed)]) == 2
    assert capsys.readouterr().err == f"{seed}: person 1.age: 知らない項目です。\n"
    assert main(["playground", "--seed", str(seed), "--language", "en"]) == 2
    assert capsys.readouterr().err == f"{seed}: person 1.age: there is no such key.\n"


def test_empty_and_seed_together_make_no_sense(capsys, tmp_path):
    """It is said, rather than one of them chosen."""
    assert main(["playground", "--empty", "--seed", str(tmp_path / "x.toml")]) == 2
    assert "--seed" in capsys.readouterr().err


@pytest.fixture
def program(unused_port, tmp_path):
    """`annai playground`, started in an empty folder; gone in the end, whatever happens."""
    command = [sys.executable, "-W", "error", "-m", "bot", "playground", "--empty"]
    with subprocess.Popen(
        [*command, "--port", str(unused_port)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},  # noqa: TID251
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as started:
        try:
            yield started
        finally:
            started.kill()


def test_the_program_says_where_it_is_and_stops_when_told(program, unused_port):
    """One address on standard output, and a clean end with Ctrl-C."""
    said = [program.stdout.readline() for _ in range(3)]
    assert said[2].strip() == f"http://127.0.0.1:{unused_port}/"
    with urllib.request.urlopen(f"{said[2].strip()}control/state", timeout=10) as answer:
        assert json.load(answer)["me"]["language"] == "ja"
    program.send_signal(signal.SIGINT)
    out, errors = program.communicate(timeout=PATIENCE)
    assert (program.returncode, errors) == (0, "")
    assert "閉じました" in out


def test_the_bot_itself_knows_no_playground():
    """No path leads there from `annai run`, in either mode."""
    code = """
import sys
import bot.run, bot.http, bot.socket, bot.wiring, bot.__main__
print([name for name in sys.modules if name.startswith("bot.playground") or name == "flask"])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
