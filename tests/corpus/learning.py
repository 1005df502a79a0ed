"""Learns linear models: logistic regression for a yes or no, log-odds for the nearest class."""

from __future__ import annotations

import gzip
import json
import math
import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from knowledge.linear_model import LinearModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

STEP = 0.01
_DECAY = 1e-4
Example = tuple[frozenset[str], bool, float]


def learn(
    examples: Iterable[Example], rounds: int, rate: float, most: int | None = None, runs: int = 1
) -> LinearModel:
    """Learn weights by AdaGrad on vectors of unit length; the same examples give the same model.

    An example is its features, whether it belongs to the class, and how much it counts. The mean
    of `runs` orders of the examples is taken; only the `most` strongest weights are kept.
    """
    given = list(examples)
    seen = Counter(feature for features, _, _ in given for feature in features)
    rows = [(sorted(f for f in fs if seen[f] > 1), yes, weight) for fs, yes, weight in given]
    bias = 0.0
    weights: dict[str, float] = defaultdict(float)
    for run in range(runs):
        own_bias, own = _one_run(rows, rounds, rate, random.Random(7 + run))  # noqa: S311 - shuffling, not secrecy
        bias += own_bias / runs
        for feature, weight in own.items():
            weights[feature] += weight / runs
    strongest = sorted(weights, key=lambda feature: -abs(weights[feature]))[:most]
    kept = {feature: q for feature in sorted(strongest) if (q := round(weights[feature] / STEP))}
    return LinearModel(bias, STEP, kept)


def _one_run(
    given: Sequence[tuple[list[str], bool, float]], rounds: int, rate: float, order: random.Random
) -> tuple[float, dict[str, float]]:
    rows = list(given)
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    bias = 0.0
    for _ in range(rounds):
        order.shuffle(rows)
        for features, yes, weight in rows:
            unit = 1 / math.sqrt(len(features) + 1)
            total = bias + unit * sum(weights[feature] for feature in features)
            step = (1 / (1 + math.exp(-max(-30, min(30, total)))) - yes) * weight
            bias -= 0.02 * step
            for feature in features:
                gradient = step * unit + _DECAY * weights[feature]
                squares[feature] += gradient * gradient
                weights[feature] -= rate * gradient / math.sqrt(squares[feature])
    return bias, weights


def log_odds(
    examples: Sequence[tuple[frozenset[str], str]], least: int, most: int
) -> dict[str, dict[str, int]]:
    """Return by class the tenths of log-odds of a feature against all other classes."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for features, name in examples:
        counts[name].update(features)
        sizes[name] += 1
    everything = sum(sizes.values())
    total = sum(counts.values(), Counter())
    found: dict[str, dict[str, int]] = {}
    for name, own in sorted(counts.items()):
        odds = {}
        for feature, count in own.items():
            here = (count + 0.5) / (sizes[name] + 1)
            there = (total[feature] - count + 0.5) / (everything - sizes[name] + 1)
            if (tenths := round(10 * math.log(here / there))) >= least:
                odds[feature] = tenths
        found[name] = dict(sorted(sorted(odds.items(), key=lambda x: -x[1])[:most]))
    return found


def plain(model: LinearModel) -> dict[str, Any]:
    """Return a model as JSON has it."""
    return {"bias": model.bias, "scale": model.scale, "weights": dict(model.weights)}


def pack(path: Path, content: dict[str, Any]) -> None:
    """Write a model, the same bytes for the same content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    print(f"{path.name}: {path.stat().st_size:,} bytes")
