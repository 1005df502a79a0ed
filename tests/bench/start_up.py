"""From starting `annai run --mode http` to /readyz, and the memory of the whole bot."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import utc_now
from bot.manifest import manifest
from bot.playground.installation import installation_of
from bot.playground.server import LocalSlack
from tests.bench.load import commands, send_each
from tests.bench.processes import ANNAI, BARE, running
from tests.bench.table import NOTHING, megabytes, show
from tests.bench.texts import OWN, labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

_STARTS = 3


def main() -> int:
    """Print the table."""
    with LocalSlack(utc_now, installation=installation_of(manifest("ja"))) as slack:
        texts = [row.text for row in labelled(OWN)]
        rows = [
            _row("基準 baseline", BARE, slack, texts),
            _row("案内 annai", ANNAI, slack, texts),
        ]
    show(
        "起動とメモリ / start and memory of the whole bot"
        "（基準 baseline: ack だけの Bolt / a bare Bolt app, same server）",
        ("", "準備完了まで to ready", "常駐 resident", "負荷の後 after load", "共有を除く (PSS)"),
        rows,
    )
    return 0


def _row(
    name: str, arguments: Sequence[str], slack: LocalSlack, texts: list[str]
) -> tuple[str, ...]:
    seconds = []
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for _ in range(_STARTS):
        # Each start is the first one in its folder, tables and all.
        with (
            tempfile.TemporaryDirectory() as folder,
            running(arguments, slack, Path(folder)) as bot,
        ):
            seconds.append(bot.seconds)
            before = bot.memory()
            send_each(bot.port, commands(slack, texts))
            after = bot.memory()
    sizes = [before["Rss"], after["Rss"], after["Pss"]]
    return (
        name,
        f"{statistics.median(seconds):.2f} s",
        *(megabytes(size) if size else NOTHING for size in sizes),
    )


if __name__ == "__main__":
    sys.exit(main())
