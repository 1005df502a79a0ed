"""Scores how repeated questions find their precedent: right, wrong, and near misses that matched.

`python -m tests.bench.repeated_questions [--show]`
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from knowledge.repeated_questions import find_repeats, index_questions

CORPUS = Path(__file__).parents[1] / "corpus"
SETS = ("precedents", "precedents_held_out", "precedents_english", "precedents_english_held_out")


def main(argv: list[str]) -> int:
    """Print a line for each set; return 1 if any question got the answer to another one."""
    wrong_ones = 0
    for name in SETS:
        lines = (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        texts = [row["text"] for row in rows if row["kind"] == "precedent"]
        index = index_questions(enumerate(texts, 1))
        right = wrong = missed = matched = 0
        for row in rows:
            best = next(iter(find_repeats(index, row["text"])), None)
            own = int(row["precedent"].removeprefix("p"))
            if row["kind"] == "repeat":
                right += best is not None and best.id == own
                wrong += best is not None and best.id != own
                missed += best is None
                if best is None and "--show" in argv:
                    print(f"missed: {row['text']}  <- {texts[own - 1]}")
            elif row["kind"] == "near_miss":
                matched += best is not None
        repeats = right + wrong + missed
        near = sum(row["kind"] == "near_miss" for row in rows)
        print(
            f"{name}: {right}/{repeats} right ({right / repeats:.1%}), {wrong} wrong,"
            f" {matched}/{near} near misses matched"
        )
        wrong_ones += wrong + matched
    return 1 if wrong_ones else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
