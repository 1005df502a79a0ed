"""The answer to a free question on screen: a few words with their cards, or the cards alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.carried import Carried
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from knowledge.cards import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.cards import Card
    from knowledge.cited_answers import Cited

PROMPTS = ("check", "masking", "mistake", "templates")
_CARD = 600
_CARD_BESIDE = 240


@dataclass(frozen=True)
class Shown:
    """What is known about a question.

    Attributes:
        cards: best first; the sentences name them by their place.
        sentences: of a language model; empty without one.
        missing_draft: a model was asked, and there is no answer of it that may be shown.
        revision: of the rulebook, which stands beside a rule.
        carried: what the button for asking a person takes along.
        stories: numbers of published ones. Their words stay where a withdrawal reaches them.
        is_final: this is the whole answer, and not what stands under a verdict.
    """

    cards: tuple[Card, ...]
    sentences: tuple[Cited, ...] = ()
    missing_draft: bool = False
    revision: str = ""
    carried: Carried = field(default_factory=Carried)
    stories: tuple[int, ...] = ()
    is_final: bool = True


def answer_message(shown: Shown, voice: Voice) -> Surface:
    """The answer as a message of its own."""
    title = voice("free.title" if shown.cards else "free.nothing_title")
    blocks = [kit.header(title), *_answer(shown, voice)]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def hello_message(voice: Voice) -> Surface:
    """What is said to somebody who has not asked anything yet."""
    hello = voice("assistant.hello")
    button = kit.button(voice("home.open"), ids.ACTION_OPEN_CHECK, primary=True)
    return fit({"text": encode(hello), "blocks": [kit.prose(hello), kit.actions(button)]}, voice)


def prompts(voice: Voice) -> list[dict[str, str]]:
    """The questions that the pane suggests."""
    said = [voice(f"assistant.prompts.{name}") for name in PROMPTS]
    return [{"title": one, "message": one} for one in said]


def with_cards(message: Surface, shown: Shown, voice: Voice) -> Surface:
    """A verdict with the cards that may help under it."""
    if not shown.cards:
        return message
    more = [kit.divider(), kit.prose(kit.words(voice("free.beside"), bold=True))]
    more += _sentences(shown.sentences, voice)
    more += _cards(shown, voice, _CARD_BESIDE)
    return fit({**message, "blocks": [*message["blocks"], *more]}, voice)


def _answer(shown: Shown, voice: Voice) -> Iterator[Block]:
    if not shown.cards:
        yield kit.prose(voice("free.nothing"))
    yield from _sentences(shown.sentences, voice)
    if shown.missing_draft:
        yield kit.context(voice("model.no_draft"))
    yield from _cards(shown, voice, _CARD)
    if shown.stories:
        yield kit.prose(kit.words(voice("free.stories"), bold=True))
        # One to a row: within a row of buttons no two may have the same name.
        yield from (kit.actions(_story(number, voice)) for number in shown.stories)
    yield kit.actions(
        kit.button(voice("home.open"), ids.ACTION_OPEN_CHECK),
        kit.button(voice("escalation.open"), ids.ACTION_ASK_LEAD, value=shown.carried.packed()),
    )
    yield kit.context(voice("free.footer"))


def _sentences(sentences: Sequence[Cited], voice: Voice) -> Iterator[Block]:
    if not sentences:
        return
    pieces = []
    for one in sentences:
        marks = "".join(voice("free.mark", number=number) for number in one.cards)
        pieces.append(f"{one.text}{marks}")
    yield kit.prose("\n".join(pieces))
    yield kit.context(voice("free.drafted"))


def _cards(shown: Shown, voice: Voice, most: int) -> Iterator[Block]:
    for number, card in enumerate(shown.cards, 1):
        title = f"{number}. {card.title.inn(voice.language)}"
        yield kit.titled(title, shorten(card.text.inn(voice.language), most))
        yield kit.context(_source(card, shown, voice))
        if card.source is Source.TEMPLATE:
            use = kit.button(voice("template.use"), ids.ACTION_USE_TEMPLATE, value=card.key)
            yield kit.actions(use)


def _story(number: int, voice: Voice) -> Block:
    return kit.button(voice("story.card_more"), ids.ACTION_OPEN_STORY, value=str(number))


def _source(card: Card, shown: Shown, voice: Voice) -> str:
    if card.source is Source.RULE:
        return voice("free.source.rule", revision=shown.revision)
    if card.source is Source.GUIDE:
        return voice("free.source.guide", revision=shown.revision)
    return voice(f"free.source.{card.source}")
