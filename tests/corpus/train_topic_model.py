"""Trains the topic classifier from `topics.jsonl` and prints how it does on the test split.

`python -m tests.corpus.train_topic_model` writes `knowledge/content/topic_model.json.gz`.
"""

from __future__ import annotations

import gzip
import json
import math
import random
from collections import Counter, defaultdict
from pathlib import Path

from knowledge.topic_model import TopicModel, grams

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "knowledge" / "content" / "topic_model.json.gz"
ROUNDS, RATE, DECAY = 10, 0.1, 1e-4
STEP = 0.01


def main() -> None:
    """Train, report on the untouched test split, write the model."""
    rows = [json.loads(line) for line in (HERE / "topics.jsonl").read_text("utf-8").splitlines()]
    train = [(grams(r["text"]), r["topic"]) for r in rows if r["split"] == "train"]
    model = learn(train)
    for split in ("train", "test"):
        chosen = [r for r in rows if r["split"] == split]
        report(split, model, chosen)
    packed = json.dumps(
        {
            "bias": model.bias,
            "scale": model.scale,
            "sensitive": model.sensitive,
            "topics": model.topics,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode("utf-8")
    MODEL.write_bytes(gzip.compress(packed, mtime=0))
    print(f"{MODEL.name}: {MODEL.stat().st_size:,} bytes, {len(model.sensitive):,} n-grams")


def learn(train: list[tuple[frozenset[str], str]]) -> TopicModel:
    """Learn the weights; the same corpus gives the same model."""
    seen = Counter(gram for present, _ in train for gram in present)
    useful = {gram for gram, count in seen.items() if count >= 2}
    examples = [(sorted(present & useful), topic) for present, topic in train]
    bias, weights = logistic([(p, topic != "none") for p, topic in examples])
    sensitive = {gram: round(weight / STEP) for gram, weight in sorted(weights.items())}
    return TopicModel(bias, STEP, sensitive, topic_weights(examples))


def logistic(examples: list[tuple[list[str], bool]]) -> tuple[float, dict[str, float]]:
    """Logistic regression by AdaGrad on vectors of unit length, both classes weighing the same."""
    order = random.Random(7)  # noqa: S311 - shuffling, not secrecy
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    bias = 0.0
    positives = sum(label for _, label in examples)
    balance = (len(examples) - positives) / positives
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for present, label in examples:
            unit = 1 / math.sqrt(len(present) + 1)
            total = bias + unit * sum(weights[gram] for gram in present)
            error = (1 / (1 + math.exp(-max(-30, min(30, total))))) - label
            step = error * (balance if label else 1.0)
            bias -= 0.02 * step
            for gram in present:
                gradient = step * unit + DECAY * weights[gram]
                squares[gram] += gradient * gradient
                weights[gram] -= RATE * gradient / math.sqrt(squares[gram])
    return bias, dict(weights)


def topic_weights(examples: list[tuple[list[str], str]]) -> dict[str, dict[str, int]]:
    """Log-odds of an n-gram in a topic against all other sensitive texts, in tenths."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for present, topic in examples:
        if topic != "none":
            counts[topic].update(present)
            sizes[topic] += 1
    everything = sum(sizes.values())
    total = sum(counts.values(), Counter())
    weights: dict[str, dict[str, int]] = {}
    for topic, own in sorted(counts.items()):
        odds = {}
        for gram, count in own.items():
            here = (count + 0.5) / (sizes[topic] + 1)
            there = (total[gram] - count + 0.5) / (everything - sizes[topic] + 1)
            if (tenths := round(10 * math.log(here / there))) >= 5:
                odds[gram] = tenths
        weights[topic] = dict(sorted(sorted(odds.items(), key=lambda x: -x[1])[:1500]))
    return weights


def report(split: str, model: TopicModel, rows: list[dict[str, str]]) -> None:
    """Print recall, false alarms and topic accuracy at a few thresholds."""
    scores = [(model.score(r["text"]), r) for r in rows]
    for threshold in (0.0, 0.5, 1.0, 1.5):
        hit = sum(s >= threshold for s, r in scores if r["topic"] != "none")
        all_ = sum(r["topic"] != "none" for r in rows)
        wrong = sum(s >= threshold for s, r in scores if r["topic"] == "none")
        none = len(rows) - all_
        print(f"{split:<6}>= {threshold:.1f}: found {hit}/{all_}, false alarms {wrong}/{none}")
    named = [(model.likeliest_topic(r["text"]), r["topic"]) for r in rows if r["topic"] != "none"]
    print(f"{split:<6}right topic {sum(a == b for a, b in named)}/{len(named)}")


if __name__ == "__main__":
    main()
