"""Cards: what the company has written down, in pieces that answer a question, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from knowledge.folding import fold
from knowledge.regex import regex
from knowledge.rulebook_text import guideline_parts, level_in_words
from knowledge.search import Document, Index, build_index, search
from knowledge.synonyms import Synonyms, load_synonyms
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from knowledge.faq import FrequentQuestion
    from knowledge.precedents import Precedent
    from knowledge.rulebook import Category, Rulebook
    from knowledge.templates import PromptTemplate

SHOWN = 3
"""So many cards answer a question, at most."""

_WEIGHTS = {"title": 3.0, "title_en": 3.0, "words": 2.5, "text": 0.5, "text_en": 0.5, "called": 0.5}
_ASKED_FOR, _WORD_FOR_WORD = 0.15, 2.0
_LOOK_AT = 20
# Lower than for a template: a card too many is read over, a card too few leaves a person alone.
_NEAR_ENOUGH = 0.2


class Source(StrEnum):
    """Where a card comes from."""

    FAQ = "faq"
    GUIDE = "guide"
    RULE = "rule"
    PRECEDENT = "precedent"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of what is written down. `key` names it within its source; `words` also find it."""

    source: Source
    key: str
    title: Words
    text: Words
    words: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.source}:{self.key}"


@dataclass(frozen=True)
class CardIndex:
    """Cards, prepared once. Built by `build_card_index`; safe to share between threads."""

    cards: Mapping[str, Card]
    index: Index
    # Frequent questions by their very words.
    asked: Mapping[str, str]


# What was written as an answer comes before what only speaks of the same.
_PRIOR = {Source.FAQ: 0.06, Source.PRECEDENT: 0.06}
_LETTERS = regex(r"[\s、。・,.?!？！「」“”…]")
# Words by which a kind of card is called, so that naming it speaks for all of them.
_CALLED = {
    Source.TEMPLATE: ("テンプレート", "ひな形", "プロンプト", "template", "prompt"),
    Source.RULE: ("規則", "ルール", "決まり", "扱い", "rule"),
    Source.PRECEDENT: ("前例", "precedent"),
}
_TOPICS = frozenset(_CALLED[Source.TEMPLATE]) | {"テンプレ", "雛形", "ChatGPT", "チャットGPT"}
_ASKING = (
    "教える",
    "知る",
    "ある",
    "いる",
    "どう",
    "何",
    "なに",
    "なぜ",
    "どうして",
    "だれ",
    "誰",
    "どこ",
    "いつ",
    "いい",
    "よい",
    "だめ",
    "くれる",
    "もらう",
    "ほしい",
    "欲しい",
    "ください",
    "できる",
    "なる",
    "する",
    "やる",
    "見る",
    "読む",
    "聞く",
    "言う",
    "思う",
    "自分",
    "中",
    "ない",
    "私",
    "うち",
    "みんな",
    "気",
    "やつ",
    "案内",
    "annai",
    "does",
    "what",
    "why",
    "where",
    "who",
    "which",
    "may",
    "must",
    "there",
    "if",
    "not",
)
# Whoever names the kind of thing that they look for wants that before anything else.
_NAMED = {
    Source.TEMPLATE: regex(r"てんぷれ|ひな形|雛形|ひながた|ぷろんぷと|使えるもの|template|prompt"),
    Source.RULE: regex(r"規則|るーる|決まり|きまり|扱い|なぜ|どうして|理由|rules?\b|why\b|policy"),
    Source.PRECEDENT: regex(r"前例|先例|前に(?:も)?聞|precedent"),
}


def build_card_index(cards: Iterable[Card]) -> CardIndex:
    """Read the cards once; an earlier one wins a tie."""
    known = {card.id: card for card in cards}
    asked = {
        _bare(title): card.id
        for card in known.values()
        if card.source is Source.FAQ
        for title in (card.title.ja, card.title.en)
    }
    documents = (_document(card) for card in known.values())
    index = build_index(documents, synonyms=_synonyms(), weights=_WEIGHTS)
    return CardIndex(known, index, asked)


def find_cards(
    indexes: Sequence[CardIndex],
    question: str,
    limit: int = SHOWN,
    *,
    sources: Collection[Source] = tuple(Source),
) -> tuple[tuple[Card, float], ...]:
    """Return the cards that answer a question, best first, each with its score from 0 to 1.

    Args:
        indexes: where to look, all at once.
        question: in Japanese or English.
        limit: at most so many.
        sources: which cards may be shown.
    """
    folded = fold(question)
    wanted = {source for source, named in _NAMED.items() if named.search(folded)}
    found = []
    for place, one in enumerate(indexes):
        if (same := one.asked.get(_bare(question))) and one.cards[same].source in sources:
            # Somebody took a suggestion, or knows the question by heart.
            found.append((-_WORD_FOR_WORD, place, same, one.cards[same], 1.0))
        for hit in search(one.index, question, _LOOK_AT, at_least=_NEAR_ENOUGH):
            card = one.cards[hit.id]
            if card.source not in sources or is_that_question(card, question):
                continue
            bonus = _ASKED_FOR if card.source in wanted else _PRIOR.get(card.source, 0.0)
            found.append((-(hit.score + bonus), place, hit.id, card, hit.score))
    found.sort(key=lambda one: one[:3])
    return tuple((card, score) for *_, card, score in found[:limit])


def is_that_question(card: Card, asked: str) -> bool:
    """Return whether somebody asks word for word what a frequent question is."""
    titles = (card.title.ja, card.title.en)
    return card.source is Source.FAQ and _bare(asked) in map(_bare, titles)


def _bare(text: str) -> str:
    return _LETTERS.sub("", fold(text))


def written_cards(
    rulebook: Rulebook,
    questions: Iterable[FrequentQuestion],
    templates: Iterable[PromptTemplate],
) -> Iterator[Card]:
    """Yield a card for each frequent question, part of the guideline, rule and template."""
    for one in questions:
        yield Card(Source.FAQ, one.id, one.question, one.answer, one.words)
    for key, title, text in guideline_parts(rulebook):
        yield Card(Source.GUIDE, key, title, text)
    for rule in rulebook.categories.values():
        text = Words(_rule_text(rule, "ja"), _rule_text(rule, "en"))
        yield Card(Source.RULE, rule.id, rule.label, text, rule.terms)
    for template in templates:
        words = (*template.tags, *template.when)
        yield Card(Source.TEMPLATE, template.id, template.title, template.purpose, words)


def precedent_cards(precedents: Iterable[Precedent]) -> Iterator[Card]:
    """Yield a card for each answered question. A masked text is answered where it is checked."""
    for one in precedents:
        if one.is_question:
            ja, en = (level_in_words(one.level, language) for language in ("ja", "en"))
            text = Words(f"{ja}。{one.advice}", f"{en}. {one.advice}")
            yield Card(Source.PRECEDENT, str(one.id), Words(one.question, one.question), text)


def _rule_text(rule: Category, language: str) -> str:
    stop = "。" if language == "ja" else ". "
    said = (rule.reason.inn(language), rule.instead.inn(language))
    return f"{level_in_words(rule.level, language)}{stop}{' '.join(one for one in said if one)}"


def _document(card: Card) -> Document:
    return Document(
        card.id,
        {
            "title": card.title.ja,
            "title_en": card.title.en,
            "words": "。".join(card.words),
            "called": "。".join(_CALLED.get(card.source, ())),
            "text": card.text.ja,
            "text_en": card.text.en,
        },
    )


@cache
def _synonyms() -> Synonyms:
    """The words of every search, but here the templates and ChatGPT itself may be the topic."""
    known = load_synonyms()
    frame = tuple(word for word in known.frame if word not in _TOPICS)
    return Synonyms(known.same, known.near, (*frame, *_ASKING))
