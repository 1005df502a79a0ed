"""The check against Presidio with GiNZA: time, memory, recall and false alarms, in one run.

`python -m tests.bench.speed [FOLDER]`
"""

from __future__ import annotations

import statistics
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.recall import Score, score
from tests.bench.table import NOTHING, megabytes, milliseconds, share, show
from tests.bench.texts import Labelled, pieces, sets
from tests.bench.workers import annai, presidio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.workers import Worker

# Length, how many texts, how often each. The baseline takes seconds for one long text.
_PLANS = ((100, 40, 8), (4_000, 6, 5))
# Ours more often than the baseline, so that its 99th percentile means something.
_OURS_EACH = 5


def main(argv: list[str]) -> int:
    """Print the tables."""
    folder = Path(argv[0]) if argv and Path(argv[0]).is_dir() else None
    labelled = sets(folder)
    texts = [row.text for rows in labelled.values() for row in rows]
    with ExitStack() as stack:
        baseline = stack.enter_context(presidio())
        ours = stack.enter_context(annai())
        name = baseline.name if baseline else "なし / none"
        _show_speed(name, [(n, *_times(n, c, r, texts, baseline, ours)) for n, c, r in _PLANS])
        _show_memory(name, baseline, ours)
        for file, rows in labelled.items():
            # Each set has the list of its own company beside it.
            listed = stack.enter_context(annai(file.with_name("company.yaml")))
            _show_recall(f"{file.name}（基準 baseline: {name}）", rows, (baseline, ours, listed))
    return 0


def _times(
    length: int,
    count: int,
    rounds: int,
    texts: Sequence[str],
    baseline: Worker | None,
    ours: Worker,
) -> tuple[list[float], list[float]]:
    """Return the seconds of the baseline and ours, taken in turns so that both see one load."""
    chosen = pieces(texts, length, count)
    for worker in (baseline, ours):
        for text in chosen[:2]:
            if worker:
                worker.analyse(text)
    theirs: list[float] = []
    own: list[float] = []
    for _ in range(rounds):
        for text in chosen:
            if baseline:
                theirs.append(baseline.analyse(text).seconds)
            own += [ours.analyse(text).seconds for _ in range(_OURS_EACH)]
    return theirs, own


def _show_speed(name: str, measured: list[tuple[int, list[float], list[float]]]) -> None:
    heads = ("", "基準 p50", "基準 p99", "案内 p50", "案内 p99", "速さの比")
    rows = []
    for length, theirs, own in measured:
        ratio = f"{statistics.median(theirs) / statistics.median(own):.1f} x" if theirs else NOTHING
        figures = [milliseconds(v) for s in (theirs, own) for v in (_middle(s), _p99(s))]
        rows.append((f"{length:,} 文字 characters", *figures, ratio))
    show(f"判定の速さ / speed of the check（基準 baseline: {name}）", heads, rows)


def _middle(seconds: list[float]) -> float | None:
    return statistics.median(seconds) if seconds else None


def _p99(seconds: list[float]) -> float | None:
    return sorted(seconds)[int(len(seconds) * 0.99)] if seconds else None


def _show_memory(name: str, baseline: Worker | None, ours: Worker) -> None:
    own, theirs = ours.memory(), baseline.memory() if baseline else {}
    rows = []
    for label, key in (("最大の常駐 peak resident", "peak"), ("うち専有 private", "private")):
        mine, other = own[key], theirs.get(key)
        ratio = f"{mine / other:.2f}" if mine and other else NOTHING
        rows.append((label, megabytes(other), megabytes(mine), ratio))
    title = f"判定のメモリ / memory of the check（基準 baseline: {name}）"
    show(title, ("", "基準", "案内", "案内/基準"), rows)


def _show_recall(title: str, rows: list[Labelled], workers: Sequence[Worker | None]) -> None:
    scores = [score(worker, rows) if worker else None for worker in workers]
    known = next(s for s in scores[1:] if s)
    lines = [(kind, *(_found(s, kind) for s in scores)) for kind, _ in known.spans.most_common()]
    lines.append(("計 all spans", *(_found(s) for s in scores)))
    lines.append(
        ("ok の文での誤報 false alarms", *(_alarms(s) for s in scores)),
    )
    heads = ("見つけた割合 recall", "基準", "案内", "案内+会社の一覧")
    show(title, heads, lines)
    for label, counts in zip(("基準", "案内"), scores, strict=False):
        if counts and counts.alarms:
            kinds = ", ".join(f"{kind} {n}" for kind, n in counts.alarm_kinds.most_common())
            print(f"  誤報の内訳 {label}: {kinds}")


def _found(counts: Score | None, kind: str | None = None) -> str:
    if counts is None:
        return NOTHING
    if kind is None:
        return share(counts.found.total(), counts.spans.total())
    return share(counts.found[kind], counts.spans[kind])


def _alarms(counts: Score | None) -> str:
    return NOTHING if counts is None else share(counts.alarms, counts.harmless)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
