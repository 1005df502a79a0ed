"""`annai run` as a process of its own, against a local Slack: start, answer, refuse, stop."""

# ruff: noqa: S603 - the program is our own
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bot.clock import utc_now
from bot.manifest import manifest
from bot.playground.installation import installation_of
from bot.playground.server import LocalSlack
from knowledge.store.database import Database
from knowledge.store.deliveries import Draft, enqueue

SECRET = "0123456789abcdef"
MARKER = "ひみつのしるし"
PATIENCE = 60


class Bot:
    """The program, started in an empty folder with nothing but the given settings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self.process: subprocess.Popen[str] | None = None

    def start(self, *arguments: str, command: str = "run", **settings: str) -> "Bot":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", command, *arguments],
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], "LOG_LEVEL": "DEBUG", **settings},  # noqa: TID251
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    def _read(self) -> None:
        assert self.process
        assert self.process.stdout
        for line in self.process.stdout:
            with self._changed:
                self._lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._lines.append("")
            self._changed.notify_all()

    @property
    def said(self) -> str:
        return "".join(self._lines)

    def wait_for(self, words: str) -> None:
        with self._changed:
            there = self._changed.wait_for(
                lambda: words in self.said or "" in self._lines, timeout=PATIENCE
            )
        assert there, self.said
        assert words in self.said, self.said

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.end()

    def end(self) -> int:
        assert self.process
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()
        return code


@pytest.fixture
def slack():
    with LocalSlack(utc_now, installation=installation_of(manifest("ja"))) as made:
        yield made


@pytest.fixture
def bot(tmp_path: Path):
    made = Bot(tmp_path)
    yield made
    if made.process:
        made.process.kill()
        made.end()


def tokens(slack: LocalSlack, **changed: str) -> dict[str, str]:
    given = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": SECRET,
    }
    return given | changed


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def walk_through(slack: LocalSlack) -> None:
    """Let somebody use the command, a message to the bot and the home, with a marked text."""
    tanaka = slack.person("tanaka")
    answered = tanaka.command("/can-i-enter", f"{MARKER} 山田様 090-1234-5678")
    assert answered is not None
    assert answered.text.lstrip("= #").strip()
    tanaka.message(f"{MARKER} 鈴木様")
    slack.settle(lambda: len(tanaka.dm) >= 2)
    assert tanaka.open_home() is not None
    assert slack.problems == []


def test_socket_mode_from_an_empty_folder_to_a_clean_stop(
    slack: LocalSlack, bot: Bot, tmp_path: Path, unused_port: int
) -> None:
    """No database, no public address: it makes the file, answers, is healthy, and stops with 0."""
    bot.start(**tokens(slack, PORT=str(unused_port)))
    bot.wait_for('"event": "ready"')
    walk_through(slack)
    assert get(unused_port, "/healthz") == (200, "ok\n")
    assert get(unused_port, "/readyz")[0] == 200
    assert (
        'annai_requests_total{kind="command",status="200"} 1.0' in get(unused_port, "/metrics")[1]
    )
    assert get(unused_port, "/slack/events")[0] == 404
    assert bot.stop() == 0
    assert MARKER not in bot.said
    assert slack.bot_token not in bot.said
    assert slack.app_token not in bot.said
    for file in tmp_path.glob("annai.db*"):
        assert MARKER.encode() not in file.read_bytes()


def test_http_mode_serves_signed_requests_only_and_stops_cleanly(
    slack: LocalSlack, bot: Bot, unused_port: int
) -> None:
    """The same journeys over HTTP; a bad signature gets 401 and reaches nobody."""
    bot.start("--mode", "http", "--port", str(unused_port), **tokens(slack))
    bot.wait_for('"event": "ready"')
    url = f"http://127.0.0.1:{unused_port}/slack/events"
    slack.send_to(url, SECRET)
    assert slack.verify_url()
    walk_through(slack)
    numbers = get(unused_port, "/metrics")[1]
    slack.send_to(url, "another-secret")
    slack.person("mallory").command("/can-i-enter", MARKER)
    assert get(unused_port, "/readyz")[0] == 200
    after = get(unused_port, "/metrics")[1]
    assert 'annai_requests_refused_total{reason="signature"} 1.0' in after
    counted = [line for line in numbers.splitlines() if line.startswith("annai_requests_total")]
    assert counted
    assert all(line in after for line in counted)
    assert bot.stop() == 0
    assert MARKER not in bot.said
    assert SECRET not in bot.said
    for line in bot.said.splitlines():
        assert {"event", "level", "logger", "timestamp"} <= set(json.loads(line))


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_stop_lets_a_running_request_finish(
    slack: LocalSlack, bot: Bot, unused_port: int, mode: str
) -> None:
    """A person who asked just before Ctrl-C still gets the answer, and the exit code is 0."""
    bot.start("--mode", mode, "--port", str(unused_port), **tokens(slack))
    bot.wait_for('"event": "ready"')
    if mode == "http":
        slack.send_to(f"http://127.0.0.1:{unused_port}/slack/events", SECRET)
    slack.faults.next("users.info", "delay", seconds=0.9)
    tanaka = slack.person("tanaka")
    answers = []
    asking = threading.Thread(
        target=lambda: answers.append(tanaka.command("/can-i-enter", "自社HPの公開情報"))
    )
    asking.start()
    until = time.monotonic() + PATIENCE
    while "users.info" not in slack.everything_sent_by_app() and time.monotonic() < until:
        threading.Event().wait(0.01)
    assert bot.stop(signal.SIGINT) == 0
    assert "Traceback" not in bot.said
    asking.join(PATIENCE)
    assert answers
    assert answers[0] is not None
    assert slack.problems == []


def test_a_cut_connection_is_laid_again(slack: LocalSlack, bot: Bot) -> None:
    """After the network broke, the next question is answered without a restart."""
    bot.start("--mode", "socket", **tokens(slack))
    bot.wait_for('"event": "ready"')
    assert slack.socket.wait_for(1, PATIENCE)
    slack.socket.say_goodbye()
    assert slack.socket.wait_for(1, PATIENCE)
    assert slack.person("tanaka").command("/can-i-enter", "自社HPの公開情報") is not None
    assert bot.stop() == 0


@pytest.mark.parametrize(
    ("mode", "changed", "names"),
    [
        ("socket", {"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN"),
        ("http", {"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN"),
        ("socket", {"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN"),
    ],
)
def test_a_token_that_slack_refuses_is_named(
    slack: LocalSlack, bot: Bot, unused_port: int, mode: str, changed: dict[str, str], names: str
) -> None:
    """Exit code 2, which one, where to get it; the token itself is not shown."""
    bot.start("--mode", mode, "--port", str(unused_port), **tokens(slack, **changed))
    assert bot.end() == 2
    assert names in bot.said
    assert "api.slack.com/apps" in bot.said
    assert "wrong" not in bot.said.replace("wrong_", "")
    assert "Traceback" not in bot.said


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_database_of_a_newer_annai_is_left_alone(
    slack: LocalSlack, bot: Bot, tmp_path: Path, unused_port: int, sqlite_url: str, mode: str
) -> None:
    """Exit code 2 and a kind word, and the file is as it was."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = file.read_bytes()
    settings = tokens(slack, DATABASE_URL=sqlite_url, ANNAI_LANGUAGE="en")
    bot.start("--mode", mode, "--port", str(unused_port), **settings)
    assert bot.end() == 2
    assert "newer than this version" in bot.said
    assert "Traceback" not in bot.said
    assert file.read_bytes() == before


def test_a_port_that_somebody_has_is_named(slack: LocalSlack, bot: Bot) -> None:
    """The local Slack's own port, for example."""
    port = slack.api_url.split(":")[2].split("/")[0]
    bot.start("--mode", "http", "--port", port, **tokens(slack))
    assert bot.end() == 2
    assert port in bot.said
    assert "--port" in bot.said


def told_by_the_outbox(bot: Bot, slack: LocalSlack, url: str, *arguments: str, **how: str) -> bool:
    """Start a process, put a message into its outbox, and see whether it goes out."""
    tanaka = slack.person("tanaka")
    database = Database(url)
    with database.begin() as session:
        draft = Draft("k1", tanaka.id, {"text": "お知らせ"})
        enqueue(session, draft, now=utc_now())
    database.close()
    bot.start(*arguments, **how, **tokens(slack, DATABASE_URL=url))
    bot.wait_for('"event": "ready"')
    try:
        slack.settle(lambda: len(tanaka.dm) == 1, seconds=PATIENCE if how else 1)
    except TimeoutError:
        return False
    return True


def test_the_scheduler_alone_sends_what_waits(slack: LocalSlack, bot: Bot, sqlite_url: str) -> None:
    """A process of its own, which answers nobody, and stops with 0."""
    assert told_by_the_outbox(bot, slack, sqlite_url, command="scheduler")
    assert bot.stop() == 0
    assert "Traceback" not in bot.said
    assert slack.problems == []


def test_without_the_scheduler_nothing_is_sent_unasked(
    slack: LocalSlack, bot: Bot, sqlite_url: str
) -> None:
    """Another process has that task then."""
    assert not told_by_the_outbox(bot, slack, sqlite_url, "--mode", "socket", "--no-scheduler")
    assert bot.stop() == 0


def test_the_scheduler_needs_a_token(bot: Bot) -> None:
    """Exit code 2, and which one."""
    bot.start(command="scheduler")
    assert bot.end() == 2
    assert "SLACK_BOT_TOKEN" in bot.said
