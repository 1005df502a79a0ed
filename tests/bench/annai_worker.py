"""Answers texts with the whole check: `python -m tests.bench.annai_worker [COMPANY.yaml]`."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.classification import classify, warm_up
from knowledge.company import UNKNOWN_COMPANY, load_company
from knowledge.rulebook import load_rulebook
from tests.bench.worker_protocol import serve

if TYPE_CHECKING:
    from collections.abc import Iterator


def main(argv: list[str]) -> None:
    """Serve; with a company's list if there is one."""
    warm_up()
    rulebook = load_rulebook()
    company = load_company(Path(argv[0])) if argv else UNKNOWN_COMPANY

    def analyse(text: str) -> Iterator[tuple[int, int, str]]:
        # Not the search alone: also level, topic, and the check of the masked text.
        for finding in classify(text, rulebook, company).findings:
            yield finding.start, finding.end, finding.kind.value

    serve(f"案内 {version('annai')}", analyse)


if __name__ == "__main__":
    main(sys.argv[1:])
