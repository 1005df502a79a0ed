"""Scores the search for templates on labelled queries, and times it at 100 and 10,000 templates.

`python -m tests.bench.template_search QUERIES.jsonl… [--show]`
"""

from __future__ import annotations

import dataclasses
import json
import random
import sys
import time
from pathlib import Path
from statistics import median

from knowledge.template_search import build_template_index, find_templates
from knowledge.templates import PromptTemplate, load_templates
from knowledge.wording import Words
from tests.bench.table import share, show

SMALL, LARGE = 100, 10_000
_ROUNDS = 3


@dataclasses.dataclass(frozen=True)
class Answer:
    """A query, what fits it, and what was found, best first."""

    id: str
    query: str
    fits: tuple[str, ...]
    found: tuple[str, ...]

    def right_within(self, first: int) -> bool:
        return any(id_ in self.fits for id_ in self.found[:first])


def run(file: Path) -> list[Answer]:
    """Search for every query of a JSON Lines file (`id`, `query`, `relevant`)."""
    index = build_template_index(load_templates().values())
    answers = []
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = tuple(hit.id for hit in find_templates(index, row["query"]))
        answers.append(Answer(row["id"], row["query"], tuple(row["relevant"]), found))
    return answers


def figures(answers: list[Answer]) -> list[tuple[str, str]]:
    """Return the three figures: first hit right, right within three, nothing when nothing fits."""
    fitting = [answer for answer in answers if answer.fits]
    others = [answer for answer in answers if not answer.fits]
    return [
        ("first hit right", share(sum(a.right_within(1) for a in fitting), len(fitting))),
        ("right within three", share(sum(a.right_within(3) for a in fitting), len(fitting))),
        ("nothing when nothing fits", share(sum(not a.found for a in others), len(others))),
    ]


def many(count: int) -> list[PromptTemplate]:
    """Make templates as a company has them: ours, each for many a team, product and occasion."""
    known = list(load_templates().values())
    chance = random.Random(0)  # noqa: S311 - the same templates every time
    teams = [
        f"{place}{unit}"
        for place in "東西南北中"
        for unit in ("営業所", "工場", "支店", "事務所", "倉庫")
    ]
    things = [
        "新入社員",
        "展示会",
        "定例会",
        "棚卸",
        "来客",
        "備品",
        "出張",
        "監査",
        "採用",
        "広報",
        "物流",
        "品質",
        "安全",
        "改善",
    ]
    made = []
    for number in range(count):
        ours = known[number % len(known)]
        name = (
            f"{chance.choice(teams)}の{chance.choice(things)} {number}"
            if number >= len(known)
            else ""
        )
        title = Words(f"{ours.title.ja}{name}", f"{ours.title.en} {number}")
        made.append(dataclasses.replace(ours, id=f"{ours.id}-{number}", title=title))
    return made


def seconds_a_query(count: int, queries: list[str]) -> float:
    """Return the median time of a search over so many templates."""
    index = build_template_index(many(count))
    taken = []
    for _ in range(_ROUNDS):
        for query in queries:
            start = time.perf_counter()
            find_templates(index, query)
            taken.append(time.perf_counter() - start)
    return median(taken)


def main(argv: list[str]) -> int:
    """Print the figures of each file and the ratio; with --show also what went wrong."""
    queries: list[str] = []
    for name in (argument for argument in argv if argument != "--show"):
        answers = run(Path(name))
        queries += [answer.query for answer in answers]
        show(f"template search: {Path(name).name}", ("figure", "share"), figures(answers))
        for answer in answers if "--show" in argv else ():
            right = answer.right_within(1) if answer.fits else not answer.found
            if not right:
                print(
                    f"{answer.id} {answer.query!r} {list(answer.fits)} -> {list(answer.found[:4])}"
                )
    small, large = seconds_a_query(SMALL, queries), seconds_a_query(LARGE, queries)
    rows = [
        (f"{SMALL:,} templates", f"{small * 1000:.2f} ms"),
        (f"{LARGE:,} templates", f"{large * 1000:.2f} ms"),
        ("ratio", f"{large / small:.2f}"),
    ]
    show("template search: median time of a query", ("templates", "time"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
