"""The guide's own five examples; a critical leak among them fails the run."""

from __future__ import annotations

import sys

from knowledge.classification import classify
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Level

EXAMPLES = (
    ("顧客の氏名", Level.PROHIBITED),
    ("金額を含む見積書の文言", Level.CONDITIONAL),
    ("自社HPの公開情報", Level.OK),
    ("全社向けマニュアルの草案", Level.OK),
    ("未公開の新規事業の背景資料", Level.PROHIBITED),
)


def main() -> int:
    """Print the answers; return 1 if something prohibited was answered ok."""
    rulebook = load_rulebook()
    answers = [(text, want, classify(text, rulebook).level) for text, want in EXAMPLES]
    leaks = sum(want is Level.PROHIBITED and got is Level.OK for _, want, got in answers)
    right = sum(want is got for _, want, got in answers)
    print(f"golden examples: {right}/{len(EXAMPLES)} right, critical leaks {leaks}")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
