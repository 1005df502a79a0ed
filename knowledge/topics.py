"""Topics: categories that no single word gives away, weighed by evidence a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from knowledge.rulebook import Category, Rulebook
    from knowledge.verdict import Kind


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How strongly a text speaks of a category, and what said so (the rulebook's words)."""

    category: Category
    score: int
    evidence: tuple[str, ...]
    maskable: bool


def topics_of(text: str, rulebook: Rulebook, found: Collection[Kind]) -> Iterator[TopicScore]:
    """Yield the categories whose evidence in a normalised text reaches their threshold.

    Each kind of evidence counts once, however often it occurs. A topic that needs somebody's name
    is gone once the name is masked; any other topic stays whatever is masked.

    Args:
        text: the normalised text.
        rulebook: the rules with their evidence.
        found: the kinds of findings in the text.
    """
    for category in rulebook.categories.values():
        topic = category.topic
        if topic is None or (topic.needs and topic.needs.isdisjoint(found)):
            continue
        evidence = [item for item in topic.evidence if item.pattern.search(text)]
        score = sum(item.weight for item in evidence)
        if score >= topic.threshold:
            says = tuple(item.says.ja for item in evidence if item.weight > 0)
            yield TopicScore(category, score, says, maskable=bool(topic.needs))
