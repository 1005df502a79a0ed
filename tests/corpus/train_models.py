"""Trains the two text classifiers and prints how they do on the untouched test splits.

`python -m tests.corpus.train_models` writes `knowledge/content/{topic,question}_model.json.gz`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from knowledge.linear_model import grams
from knowledge.question_model import QuestionModel, features_of
from knowledge.rulebook import load_rulebook
from knowledge.topic_model import TopicModel
from knowledge.verdict import Level
from tests.corpus.learning import learn, log_odds, pack, plain

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "knowledge" / "content"


def rows_of(name: str) -> list[dict[str, Any]]:
    """Read a corpus, one JSON object a line."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def train_topics() -> None:
    """Whether a text must not leave, and what it is then about."""
    rows = rows_of("topics.jsonl")
    train = [(grams(r["text"]), r["topic"]) for r in rows if r["split"] == "train"]
    positives = sum(topic != "none" for _, topic in train)
    balance = (len(train) - positives) / positives
    sensitive = learn(
        [(f, topic != "none", balance if topic != "none" else 1.0) for f, topic in train],
        rounds=10,
        rate=0.1,
        runs=5,
    )
    about = [(f, topic) for f, topic in train if topic != "none"]
    topics = {
        topic: learn(
            [(f, own == topic, 6.0 if own == topic else 1.0) for f, own in about], 12, 0.15, 4000
        )
        for topic in sorted({own for _, own in about})
    }
    model = TopicModel(sensitive, topics)
    test = [(model.score(r["text"]), r) for r in rows if r["split"] == "test"]
    none = [score for score, r in test if r["topic"] == "none"]
    told = [(score, r) for score, r in test if r["topic"] != "none"]
    for threshold in (0.0, 0.5, 1.0, 1.5):
        hit = sum(score >= threshold for score, _ in told)
        wrong = sum(score >= threshold for score in none)
        print(f"topics, test, >= {threshold}: {hit}/{len(told)}, false {wrong}/{len(none)}")
    right = sum(model.likeliest_topic(r["text"]) == r["topic"] for _, r in told)
    print(f"topics, test, right one: {right}/{len(told)}")
    content = {
        "sensitive": plain(sensitive),
        "topics": {topic: plain(each) for topic, each in topics.items()},
    }
    pack(CONTENT / "topic_model.json.gz", content)


def train_questions() -> None:
    """Which level a question takes, and which category it is nearest to."""
    rows = rows_of("questions.jsonl")
    features = {r["text"]: features_of(r["text"]) for r in rows}
    train = [
        (features[r["text"]], r["level"], r["category"], 1.0) for r in rows if r["split"] == "train"
    ]
    train += [
        (features_of(term), category.level.value, category.id, 0.5)
        for category in load_rulebook().categories.values()
        for term in category.terms
    ]
    levels = {
        level: learn([(f, own == level, w) for f, own, _, w in train], 12, 0.15, runs=5)
        for level in Level
    }
    named = [(f, f"{level}:{category}") for f, level, category, _ in train if category]
    categories = log_odds(named, 8, 400)
    model = QuestionModel(levels, categories)
    known = frozenset(load_rulebook().categories)
    test = [r for r in rows if r["split"] == "test"]
    guessed = Counter((r["level"], model.guess(features[r["text"]], known).level) for r in test)
    right = sum(count for (want, got), count in guessed.items() if want == got)
    print(f"questions, test, right level: {right}/{len(test)}")
    for want in Level:
        print("  ", want.value, {got.value: guessed[(want, got)] for got in Level})
    content = {
        "levels": {level.value: plain(each) for level, each in levels.items()},
        "categories": categories,
    }
    pack(CONTENT / "question_model.json.gz", content)


if __name__ == "__main__":
    train_topics()
    train_questions()
