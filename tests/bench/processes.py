"""Starts a bot as a process of its own, waits until it is ready, and reads its memory."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.worker_protocol import kilobytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.playground.server import LocalSlack

SECRET = "0123456789abcdef"
ANNAI = ("-m", "bot", "run", "--mode", "http", "--port")
BARE = (str(Path(__file__).with_name("bare_bolt.py")),)
_PATIENCE = 60.0
_PAUSE = 0.005


@dataclass(frozen=True)
class Bot:
    """A bot that is ready, and how long that took."""

    port: int
    seconds: float
    pid: int

    def memory(self) -> dict[str, int]:
        """Return bytes over all its processes: resident, and shared pages counted once."""
        rollups = [kilobytes(Path(f"/proc/{pid}/smaps_rollup")) for pid in _family(self.pid)]
        return {key: sum(each.get(key, 0) for each in rollups) * 1024 for key in ("Rss", "Pss")}


@contextmanager
def running(arguments: Sequence[str], slack: LocalSlack, folder: Path) -> Iterator[Bot]:
    """Run a bot in HTTP mode until the block ends.

    Args:
        arguments: of the interpreter; the port is added.
        slack: whose app the bot is.
        folder: an empty one, for the database and whatever else it writes.

    Raises:
        RuntimeError: it did not become ready; with what it said.
    """
    port = _unused_port()
    settings = {
        "PATH": os.environ["PATH"],  # noqa: TID251 - the child needs it
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": SECRET,
        "LOG_LEVEL": "WARNING",
    }
    started = time.perf_counter()
    log = folder / "log"
    with log.open("w") as lines:
        process = subprocess.Popen(  # noqa: S603 - ours
            [sys.executable, *arguments, str(port)],
            cwd=folder,
            env=settings,
            stdout=lines,
            stderr=lines,
        )
    with process:
        try:
            if not _is_ready(process, port):
                raise RuntimeError(log.read_text("utf-8"))
            yield Bot(port, time.perf_counter() - started, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)


def _is_ready(process: subprocess.Popen[bytes], port: int) -> bool:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return True
        except OSError:
            time.sleep(_PAUSE)
        finally:
            connection.close()
    return False


def _family(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text("utf-8").split():
            yield from _family(int(child))


def _unused_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
