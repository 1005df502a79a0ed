"""Scores the check on a labelled set: the figures of the benchmark, as a table.

`python tests/bench/input_check.py CASES.jsonl COMPANY.yaml [--show FIGURE]`
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from handlers.slack_text import decode
from knowledge.classification import classify
from knowledge.company import load_company
from knowledge.rulebook import load_rulebook


@dataclass(frozen=True)
class Case:
    """A labelled case and what the check answered."""

    id: str
    kind: str
    text: str
    level: str
    maskable: bool | None
    spans: tuple[str, ...]
    keep: tuple[str, ...]
    answered: str
    masked: str | None


def run(cases_file: Path, company_file: Path) -> list[Case]:
    """Check every case of the file, each decoded as Slack sends it."""
    rulebook = load_rulebook()
    company = load_company(company_file)
    cases = []
    for line in cases_file.read_text("utf-8").splitlines():
        row = json.loads(line)
        verdict = classify(decode(row["text"]), rulebook, company)
        cases.append(
            Case(
                row["id"],
                row["kind"],
                row["text"],
                row["level"],
                row["maskable"],
                tuple(decode(span["text"]) for span in row["spans"]),
                tuple(decode(kept) for kept in row["keep"]),
                str(verdict.level),
                verdict.masking.masked.text if verdict.masking else None,
            )
        )
    return cases


_STRICT = ("conditional", "prohibited")
FIGURES = {
    "critical leak": (
        lambda c: c.level == "prohibited",
        lambda c: c.answered == "ok",
    ),
    "leak": (lambda c: c.level in _STRICT, lambda c: c.answered == "ok"),
    "over-block": (lambda c: c.level == "ok", lambda c: c.answered in _STRICT),
    "guess": (lambda c: c.level == "undecided", lambda c: c.answered == "ok"),
    "needless escalation": (
        lambda c: c.level != "undecided",
        lambda c: c.answered == "undecided",
    ),
    "level accuracy": (lambda _: True, lambda c: c.answered == c.level),
    "clean mask": (
        lambda c: bool(c.maskable),
        lambda c: c.masked is not None and not any(s in c.masked for s in c.spans),
    ),
}


def spans_gone(cases: list[Case]) -> tuple[int, int]:
    """Count the labelled spans that do not survive, of how many.

    A text that may not leave at all shows nothing, so nothing of it survives.
    """
    pairs = [(span, case) for case in cases for span in case.spans]
    return sum(case.masked is None or span not in case.masked for span, case in pairs), len(pairs)


def kept(cases: list[Case]) -> tuple[int, int]:
    """Count what should survive and does, of how many, where a masked text is expected."""
    pairs = [(k, c) for c in cases for k in c.keep if c.level == "ok" or c.maskable]
    return sum(c.masked is not None and k in c.masked for k, c in pairs), len(pairs)


def main(argv: list[str]) -> int:
    """Print the table; with --show FIGURE also the cases behind a figure."""
    cases = run(Path(argv[0]), Path(argv[1]))
    rows = []
    for name, (among, hit) in FIGURES.items():
        chosen = [case for case in cases if among(case)]
        rows.append((name, sum(map(hit, chosen)), len(chosen)))
    rows.append(("span recall", *spans_gone(cases)))
    rows.append(("keep rate", *kept(cases)))
    print(f"{'figure':<22}{'share':>8}   count")
    for name, count, total in rows:
        print(f"{name:<22}{count / max(total, 1):>8.1%}   {count}/{total}")
    if "--show" in argv:
        for case in cases:
            if case.answered != case.level:
                print(f"{case.id} {case.kind} {case.level} -> {case.answered}: {case.text[:90]!r}")
            elif case.maskable and (
                case.masked is None or any(s in case.masked for s in case.spans)
            ):
                left = [s for s in case.spans if case.masked and s in case.masked]
                print(f"{case.id} not clean: {left if case.masked else 'no masked text'}")
            lost = [k for k in case.keep if case.masked is not None and k not in case.masked]
            if lost:
                print(f"{case.id} lost: {lost}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
