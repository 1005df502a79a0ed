"""What an engine finds of the labelled spans, and what it flags in harmless texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.texts import Labelled
    from tests.bench.workers import Worker

_IDS = frozenset({"MY_NUMBER", "CARD", "BANK_ACCOUNT", "ID_NUMBER"})
_HOSTS = frozenset({"INTERNAL_URL", "INTERNAL_HOST"})


@dataclass
class Score:
    """Counts of one engine on one set."""

    spans: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    harmless: int = 0
    alarms: int = 0
    alarm_kinds: Counter[str] = field(default_factory=Counter)


def score(worker: Worker, rows: Sequence[Labelled]) -> Score:
    """Count.

    A span is found when each of its characters is covered wherever the text has it, whatever
    the engine calls it; a text that is ok as it stands is an alarm when anything is found in it.
    """
    counts = Score()
    for row in rows:
        found = worker.analyse(row.text).found
        covered = {place for start, end, _ in found for place in range(start, end)}
        for kind, words in row.spans:
            group = _group(kind)
            counts.spans[group] += 1
            counts.found[group] += covered.issuperset(_places(row.text, words))
        if row.level == "ok":
            counts.harmless += 1
            counts.alarms += bool(found)
            counts.alarm_kinds.update({kind for *_, kind in found})
    return counts


def _group(kind: str) -> str:
    if kind in _IDS:
        return "番号 ids, cards"
    return "社内の場所 hosts" if kind in _HOSTS else kind


def _places(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield from range(start, start + len(words))
        start = text.find(words, start + 1)
