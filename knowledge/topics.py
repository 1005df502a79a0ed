"""Topics: categories that no single word gives away, weighed by evidence a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.topic_model import load_topic_model, windows
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from knowledge.rulebook import Category, Evidence, Rulebook
    from knowledge.verdict import Kind


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How strongly a text speaks of a category, and what said so (the rulebook's words)."""

    category: Category
    score: int
    evidence: tuple[Words, ...]
    maskable: bool


# Scores of the classifier: SURE speaks for itself, LIKELY needs one more sign. Chosen on the
# training texts by cross-validation, for about one false alarm in a hundred near misses.
_SURE, _LIKELY = 0.8, 0.6
RESEMBLANCE = Words(
    "言い回しが、外に出せない話に似ている", "it is worded like matters that must not leave"
)
# Too few letters hold no topic: there a handful of common endings would decide.
_FEWEST_CHARACTERS = 10
# What speaks against all topics alike: published matter and general guidance.
_HARMLESS_FACETS = ("public", "general")


def topics_of(
    text: str, masked: str, rulebook: Rulebook, found: Collection[Kind]
) -> Iterator[TopicScore]:
    """Yield the categories whose evidence in a text reaches their threshold.

    Each kind of evidence counts once, however often it occurs. A topic that needs somebody's name
    is gone once the name is masked; any other topic stays whatever is masked.

    Args:
        text: the normalised text.
        masked: the same with what was found masked: what the classifier looks at, so that names
            and amounts do not sway it, and a masked text is judged like its original.
        rulebook: the rules with their evidence.
        found: the kinds of findings in the text.
    """
    resemblance, likeliest = _resemblance(text, masked, rulebook)
    # Many topics share a facet; each pattern reads the text once.
    occurs = cache(lambda pattern: pattern.search(text) is not None)
    for category in rulebook.categories.values():
        topic = category.topic
        if topic is None or (topic.needs and topic.needs.isdisjoint(found)):
            continue
        evidence = [item for item in topic.evidence if occurs(item.pattern)]
        score = sum(item.weight for item in evidence)
        says = [item.says for item in evidence if item.weight > 0]
        if category.id == likeliest and not topic.needs and score >= 0:
            says.append(RESEMBLANCE)
            score += topic.threshold
        elif resemblance >= _LIKELY and not topic.needs and any(map(_is_telling, evidence)):
            says.append(RESEMBLANCE)
            score += 2
        if score >= topic.threshold:
            yield TopicScore(category, score, tuple(says), maskable=bool(topic.needs))


def _is_telling(item: Evidence) -> bool:
    """Whether it speaks for this topic itself and not for many alike."""
    return item.weight > 1 and not item.facet


def _resemblance(text: str, masked: str, rulebook: Rulebook) -> tuple[float, str | None]:
    """Return the classifier's highest score in any stretch, and its topic where that is sure."""
    facets = [rulebook.facets[each] for each in _HARMLESS_FACETS if each in rulebook.facets]
    if any(facet.search(text) for facet in facets):
        return 0.0, None
    model = load_topic_model()
    score, stretch = max(
        ((model.score(w), w) for w in windows(masked) if len(w) >= _FEWEST_CHARACTERS),
        default=(0.0, ""),
    )
    secret = rulebook.facets.get("not-public-yet")
    enough = _LIKELY if secret and secret.search(text) else _SURE
    return score, model.likeliest_topic(stretch) if score >= enough else None
