"""Starts a worker in a process of its own and asks it."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from tests.bench.presidio_environment import ROOT, presidio_python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Analysis:
    """What a worker found in a text, and how long that took."""

    seconds: float
    found: tuple[tuple[int, int, str], ...]


class Worker:
    """A running worker."""

    def __init__(self, to: IO[str], back: IO[str]) -> None:
        self._to = to
        self._back = back
        self.name: str = self._read()["name"]

    def analyse(self, text: str) -> Analysis:
        """Return what the engine finds."""
        answer = self._ask({"text": text})
        return Analysis(answer["seconds"], tuple(map(tuple, answer["found"])))

    def memory(self) -> dict[str, int | None]:
        """Return `worker_protocol.memory` of the worker."""
        return self._ask({})

    def _ask(self, question: object) -> dict[str, Any]:
        self._to.write(json.dumps(question) + "\n")
        self._to.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        line = self._back.readline()
        if not line:
            raise RuntimeError("the worker ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def annai(company: Path | None = None) -> Iterator[Worker]:
    """Our own check."""
    arguments = [str(company)] if company else []
    with _running([sys.executable, "-m", "tests.bench.annai_worker", *arguments]) as worker:
        yield worker


@contextmanager
def presidio() -> Iterator[Worker | None]:
    """The baseline; None where it is not installed."""
    python = presidio_python()
    if python is None:
        yield None
        return
    # Without the warnings that its libraries have for each other.
    command = [str(python), "-W", "ignore", "-m", "tests.bench.presidio_worker"]
    with _running(command) as worker:
        yield worker


@contextmanager
def _running(command: list[str]) -> Iterator[Worker]:
    process = subprocess.Popen(  # noqa: S603 - ours
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            assert process.stdin
            assert process.stdout
            yield Worker(process.stdin, process.stdout)
        finally:
            process.kill()
