"""How well free questions find their card: `python -m tests.bench.free_questions [-v]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from knowledge.cards import build_card_index, find_cards, written_cards
from knowledge.faq import load_faq
from knowledge.rulebook import load_rulebook
from knowledge.templates import load_templates

NAMES = (
    "free_questions.jsonl",
    "free_questions_held_out.jsonl",
    "free_questions_unseen.jsonl",
)
CORPUS = Path(__file__).parents[1] / "corpus"


def read(name):
    lines = (CORPUS / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def measure(index, cases):
    """Return how many are right first, right within three, and those that are not."""
    first, within, missed, seconds = 0, 0, [], []
    for case in cases:
        start = perf_counter()
        found = [card.id for card, _ in find_cards([index], case["question"])]
        seconds.append(perf_counter() - start)
        good = set(case["sources"])
        first += bool(found[:1] and found[0] in good)
        within += bool(good & set(found))
        if not good & set(found):
            missed.append((case["question"], case["sources"], found))
    return first, within, missed, median(seconds)


def main():
    cards = written_cards(load_rulebook(), load_faq(), load_templates().values())
    start = perf_counter()
    index = build_card_index(cards)
    built = perf_counter() - start
    for name in NAMES:
        cases = read(name)
        first, within, missed, middle = measure(index, cases)
        print(
            f"free questions ({name}): {len(cases)}, right first {first / len(cases):.1%}, "
            f"within three {within / len(cases):.1%}; {middle * 1000:.2f} ms each, "
            f"{len(index.cards)} cards read in {built:.2f} s"
        )
        if "-v" in sys.argv:
            for question, sources, found in missed:
                print("  ", question, sources, found)


if __name__ == "__main__":
    main()
