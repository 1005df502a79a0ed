"""What the two workers have in common: a text in, findings and seconds out, one JSON a line.

Runs in either environment, so nothing but the standard library is imported.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Found = Iterable[tuple[int, int, str]]


def serve(name: str, analyse: Callable[[str], Found]) -> None:
    """Say who is here, then answer texts until there are no more.

    Args:
        name: of the engine and its versions.
        analyse: from a text to (start, end, kind) of what is in it; the part that is timed.
    """
    _say({"name": name})
    for line in sys.stdin:
        asked = json.loads(line)
        if "text" not in asked:
            _say(memory())
            continue
        before = time.perf_counter()
        found = list(analyse(asked["text"]))
        _say({"seconds": time.perf_counter() - before, "found": found})


def memory() -> dict[str, int | None]:
    """Return this process's memory in bytes: the most ever resident, resident now, private now.

    Not `ru_maxrss` where there is something better: it also remembers the process that we were
    forked from.
    """
    status = kilobytes(Path("/proc/self/status"))
    rollup = kilobytes(Path("/proc/self/smaps_rollup"))
    if not status or not rollup:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {"peak": peak * (1 if sys.platform == "darwin" else 1024), "private": None}
    private = rollup["Private_Clean"] + rollup["Private_Dirty"]
    return {"peak": status["VmHWM"] * 1024, "private": private * 1024}


def kilobytes(file: Path) -> dict[str, int]:
    """Return the sizes in one of the kernel's files; nothing where there is no such file."""
    try:
        lines = [line.split() for line in file.read_text("utf-8").splitlines()]
    except OSError:
        return {}
    return {words[0].rstrip(":"): int(words[1]) for words in lines if words[-1:] == ["kB"]}


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
