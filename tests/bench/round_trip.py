"""The whole `/can-i-enter` over HTTP against a Bolt app that only acknowledges."""

from __future__ import annotations

import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bot.clock import utc_now
from bot.manifest import manifest
from bot.playground.installation import installation_of
from bot.playground.server import LocalSlack
from tests.bench.load import CLIENTS, Pressed, commands, press, send_each
from tests.bench.processes import ANNAI, BARE, Bot, running
from tests.bench.table import milliseconds, show
from tests.bench.texts import OWN, labelled

_ROUNDS = 5
_SECONDS = 2.5


def main() -> int:
    """Print the table."""
    with ExitStack() as stack:
        slack = stack.enter_context(
            LocalSlack(utc_now, installation=installation_of(manifest("ja")))
        )
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        bare = stack.enter_context(running(BARE, slack, folders[0]))
        annai = stack.enter_context(running(ANNAI, slack, folders[1]))
        texts = [row.text for row in labelled(OWN)]
        _show(*_take_turns(slack, texts, bare, annai))
    return 0


def _take_turns(
    slack: LocalSlack, texts: list[str], bare: Bot, annai: Bot
) -> tuple[list[Pressed], list[Pressed]]:
    requests = commands(slack, texts)
    theirs, ours = [], []
    for bot in (bare, annai):
        send_each(bot.port, requests)
    for _ in range(_ROUNDS):
        theirs.append(press(bare.port, requests, _SECONDS))
        ours.append(press(annai.port, requests, _SECONDS))
    return theirs, ours


def _show(theirs: list[Pressed], ours: list[Pressed]) -> None:
    ratios = [own.per_second / other.per_second for own, other in zip(ours, theirs, strict=True)]
    rows = [
        _row("基準 baseline", theirs, 1.0),
        _row("案内 annai", ours, statistics.median(ratios)),
    ]
    title = f"/can-i-enter の往復 / round trip, HTTP, {CLIENTS} clients"
    show(
        f"{title}（基準 baseline: ack だけの Bolt / a bare Bolt app, same server）",
        ("", "回/秒 per s", "基準との比", "p50", "p99", "件数 requests"),
        rows,
    )


def _row(name: str, turns: list[Pressed], ratio: float) -> tuple[str, ...]:
    latencies = sorted(latency for turn in turns for latency in turn.latencies)
    return (
        name,
        f"{statistics.median(turn.per_second for turn in turns):,.0f}",
        f"{ratio:.0%}",
        milliseconds(statistics.median(latencies)),
        milliseconds(latencies[int(len(latencies) * 0.99)]),
        f"{len(latencies):,}",
    )


if __name__ == "__main__":
    sys.exit(main())
