"""The texts that are measured: labelled sets, and pieces of one length made of them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.slack_text import decode
from tests.bench.presidio_environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OWN = ROOT / "tests" / "corpus" / "tuning.jsonl"


@dataclass(frozen=True)
class Labelled:
    """A text, its level, and what must not survive in it: (kind, words)."""

    text: str
    level: str
    spans: tuple[tuple[str, str], ...]


def sets(folder: Path | None) -> dict[Path, list[Labelled]]:
    """Return the labelled texts (no questions) by the file of their set.

    Args:
        folder: where the benchmark's own set is, if it is there at all.
    """
    files = [folder / "input_check_dev.jsonl"] if folder else []
    return {file: labelled(file) for file in [*files, OWN] if file.exists()}


def pieces(texts: Sequence[str], length: int, count: int) -> list[str]:
    """Return `count` texts of exactly this length, the same ones at every call."""
    dice = random.Random(length)  # noqa: S311 - shuffling, not secrecy
    long_enough = [text for text in texts if len(text) >= length]
    if len(long_enough) >= count:
        return [text[:length] for text in dice.sample(long_enough, count)]
    made: list[str] = []
    while len(made) < count:
        shuffled = "\n\n".join(dice.sample(list(texts), len(texts)))
        assert len(shuffled) >= length
        made.append(shuffled[:length])
    return made


def labelled(file: Path) -> list[Labelled]:
    """Return the labelled texts of a file."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [
        Labelled(
            decode(row["text"]),
            row["level"],
            tuple((span["type"], decode(span["text"])) for span in row["spans"]),
        )
        for row in rows
        if row["kind"] == "text"
    ]
