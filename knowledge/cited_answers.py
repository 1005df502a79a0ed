"""A short answer of a language model about cards: only what cites them, and never a level."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.cards import Source
from knowledge.classification import classify
from knowledge.folding import fold
from knowledge.language_model import Material, Task, Unavailable, Use, Why
from knowledge.leaving import clear_for_model
from knowledge.prompts import instructions
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.cards import Card
    from knowledge.company import Company
    from knowledge.language_model import Answer
    from knowledge.masking import MaskedText
    from knowledge.rulebook import Rulebook

_MOST_SENTENCES, _LONGEST = 3, 300
_MOST_EARLIER = 3
_WRITTEN_BY_US = frozenset({Source.FAQ, Source.GUIDE, Source.RULE})
_SENTENCE = regex(r"[^。.!?！？\n]+[。.!?！？]*|\n")
# Leave to enter something, in whatever words. The level comes from the check and nowhere else.
_LEVEL_SAID = regex(
    r"[◯○△×]|(?:入れ|入力し|貼っ?|使っ|送っ|渡し|載せ)(?:て|ても|たり|る(?:の)?(?:は|も)|られ)(?:も)?[^。]{0,8}(?:よい|いい|良い|大丈夫|だいじょうぶ|構い|かまい|問題|可能|差し支え|ます|ok|おっけー)"
    r"|(?:大丈夫|だいじょうぶ|問題(?:は)?(?:あり|な)|安全|許可され|可能)(?:です|ません|い|で)|(?<![a-z])ok(?:です|$|[。.!])"
    r"|\b(?:may|can|could) (?:safely )?(?:enter|paste|use|share|send|input)\b|\b(?:is|are|it's|that's) (?:fine|ok|okay|safe|allowed|permitted)\b|\bfeel free\b|\bgo ahead\b|\blevel [123]\b"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence and the numbers (from 1) of the cards on which it rests."""

    text: str = field(repr=False)
    cards: tuple[int, ...]


@dataclass(frozen=True)
class Guard:
    """What everything is checked with, on its way out and on its way in."""

    rulebook: Rulebook
    company: Company

    def cleared(self, text: str) -> MaskedText | None:
        """Return what of a text may go to a model."""
        return clear_for_model(classify(text, self.rulebook, self.company), text)

    def cleared_sentences(self, text: str) -> MaskedText | None:
        """Return those sentences of a packaged text that may go to a model.

        A rule that names what is prohibited reads like it; the model does without that sentence.
        Never for what a person wrote: there a sentence may be harmless only by itself.
        """
        kept = [one for one in _sentences(text) if self.cleared(one) is not None]
        return self.cleared("".join(kept)) if kept else None

    def is_fit(self, text: str) -> bool:
        """Return whether words of a model may be shown: nothing is found in them."""
        return not classify(text, self.rulebook, self.company).findings


def question_task(
    question: str, earlier: Sequence[str], cards: Sequence[Card], language: str, guard: Guard
) -> Task | Unavailable:
    """Return the task to answer a question from cards; nothing leaves that may not."""
    asked = guard.cleared(question)
    shown = [_cleared_card(card, language, guard) for card in cards]
    materials = [Material(f"card_{n}", text) for n, text in enumerate(shown, 1) if text]
    if asked is None or not materials:
        return Unavailable(Why.NOT_CLEAR)
    before = [text for one in earlier[-_MOST_EARLIER:] if (text := guard.cleared(one))]
    context = [Material(f"earlier_{n}", text) for n, text in enumerate(before, 1)]
    given = (Material("question", asked), *context, *materials)
    return Task(Use.QUESTION, instructions("question", language), given)


def _cleared_card(card: Card, language: str, guard: Guard) -> MaskedText | None:
    """Return what of a card may go; what a person wrote goes whole or not at all."""
    text = _as_text(card, language)
    ours = card.source is not Source.PRECEDENT
    return guard.cleared_sentences(text) if ours else guard.cleared(text)


def read_cited(
    answer: Answer, cards: Sequence[Card], language: str, guard: Guard
) -> tuple[Cited, ...] | Unavailable:
    """Return the sentences that may be shown; unavailable when none is left.

    A sentence without a card, with a card that was not given, with something in it that the
    check finds, or with a level in it that is not the card's own wording, is dropped.
    """
    said = answer.values.get("sentences")
    if not isinstance(said, list):
        return Unavailable(Why.MALFORMED)
    kept = []
    for one in said[:_MOST_SENTENCES]:
        cited = _cited(one, len(cards))
        if cited is None or not guard.is_fit(cited.text):
            continue
        # Not a precedent's: somebody's question is in it, and whatever they wrote there.
        named = [cards[number - 1] for number in cited.cards]
        texts = [_as_text(card, language) for card in named if card.source in _WRITTEN_BY_US]
        if not _LEVEL_SAID.search(fold(cited.text)) or any(cited.text in text for text in texts):
            kept.append(cited)
    return tuple(kept) if kept else Unavailable(Why.EMPTY)


def _cited(said: object, cards: int) -> Cited | None:
    if not isinstance(said, dict):
        return None
    text, numbers = said.get("text"), _numbers(said)
    if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
        return None
    if not numbers or not all(1 <= number <= cards for number in numbers):
        return None
    return Cited(" ".join(text.split()), tuple(dict.fromkeys(numbers)))


def _numbers(said: Mapping[str, object]) -> list[int]:
    listed = said.get("cards")
    if not isinstance(listed, list):
        return []
    return [one if isinstance(one, int) and not isinstance(one, bool) else 0 for one in listed]


def _as_text(card: Card, language: str) -> str:
    stop = "。" if language == "ja" else ". "
    return f"{card.title.inn(language).rstrip('。.')}{stop}{card.text.inn(language)}"


def _sentences(text: str) -> Iterator[str]:
    yield from (hit.group() for hit in _SENTENCE.finditer(text))
