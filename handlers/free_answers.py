"""The answer to a free question: the best cards and, where a model is there, a few words on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.carried import carry
from handlers.story_shelf import stories_about
from handlers.views.free_answers import Shown
from knowledge.cards import SHOWN, Source, find_cards, is_that_question
from knowledge.cited_answers import Guard, question_task, read_cited
from knowledge.classification import classify
from knowledge.free_questions import (
    GOOD,
    SURE,
    Spoken,
    Turn,
    is_put_as_question,
    points_back,
    spoken,
    turn_of,
)
from knowledge.language_model import Unavailable
from knowledge.store.database import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handlers.services import Services
    from handlers.texts import Language
    from knowledge.cards import Card
    from knowledge.cited_answers import Cited
    from knowledge.verdict import Verdict

_ENOUGH_BESIDE_A_CHECK = 2
_STORIES = 1
# Of the best score: of 130 questions none lost its card by this, and every fifth wrong card went.
_BESIDE_THE_BEST = 0.4
_FOR_OUTSIDERS = (Source.FAQ, Source.GUIDE, Source.RULE)


@dataclass(frozen=True)
class Heard:
    """A message as far as it is understood: what is done with it, and the cards that answer it."""

    turn: Turn
    message: Spoken
    verdict: Verdict
    cards: tuple[Card, ...] = ()
    earlier: tuple[str, ...] = ()
    outsider: bool = False


def hear(
    services: Services,
    text: str,
    earlier: Callable[[], Sequence[str]] = tuple,
    *,
    outsider: bool = False,
) -> Heard:
    """Understand a message.

    Args:
        services: whose cards are looked through.
        text: the message, decoded.
        earlier: asks for what the person said before in the same thread; called only when the
            message says too little by itself, or points back.
        outsider: somebody of another company, who gets no answers and stories of this one.
    """
    message = spoken(text)
    verdict = classify(text, services.rulebook(), services.company())
    sources = _FOR_OUTSIDERS if outsider else tuple(Source)
    found = find_cards(services.cards(), message.own, sources=sources) if message.own else ()
    turn = turn_of(message, verdict, found)
    before: tuple[str, ...] = ()
    too_little = _says_too_little(message, verdict, found)
    is_plain = not verdict.findings and not message.has_quote
    goes_back = is_plain and points_back(message.own)
    if turn is not Turn.ANSWER and (too_little or goes_back):
        before = tuple(earlier())
    if before:
        if too_little or not found or found[0][1] < SURE:
            found = find_cards(services.cards(), f"{before[-1]} {message.own}", sources=sources)
        goes_on = goes_back and _was_for_us(services, before[-1])
        turn = turn_of(message, verdict, found, goes_on=goes_on)
    cards = _shown(message, found) if turn is Turn.ANSWER else _beside_a_check(found)
    return Heard(turn, message, verdict, cards, before, outsider)


def _shown(message: Spoken, found: Sequence[tuple[Card, float]]) -> tuple[Card, ...]:
    """Return the cards of an answer: without those that hardly fit beside one that does."""
    if not found:
        return ()
    least = _BESIDE_THE_BEST * max(score for _, score in found)
    best, *others = [card for card, score in found if score >= least][:SHOWN] or [found[0][0]]
    if is_that_question(best, message.own):
        # Somebody asked it word for word: only other questions may be of use, too.
        others = [card for card in others if card.source not in {Source.RULE, Source.TEMPLATE}]
    return (best, *others)


def _beside_a_check(found: Sequence[tuple[Card, float]]) -> tuple[Card, ...]:
    """Return the cards under a verdict: whoever asks nothing else needs none that hardly fits."""
    return tuple(card for card, score in found if score >= GOOD)[:_ENOUGH_BESIDE_A_CHECK]


def _was_for_us(services: Services, text: str) -> bool:
    return hear(services, text).turn is Turn.ANSWER


def _says_too_little(
    message: Spoken, verdict: Verdict, found: Sequence[tuple[Card, float]]
) -> bool:
    if verdict.findings or message.has_quote or not is_put_as_question(message.own):
        return False
    return not found or found[0][1] < GOOD


def answer_freely(services: Services, heard: Heard, language: Language, seconds: float) -> Shown:
    """Return the answer to a question; without a model, or when it fails, the cards alone."""
    drafted: tuple[Cited, ...] = ()
    tried = services.model is not None and bool(heard.cards)
    if tried:
        drafted = _drafted(services, heard, language, min(seconds, services.patience.question))
    return Shown(
        cards=heard.cards,
        sentences=drafted,
        missing_draft=tried and not drafted,
        revision=services.rulebook().revision,
        carried=carry(heard.verdict, heard.message.own),
        stories=_stories(services, heard),
        is_final=heard.turn is Turn.ANSWER,
    )


def _drafted(
    services: Services, heard: Heard, language: Language, seconds: float
) -> tuple[Cited, ...]:
    model, guard = services.model, Guard(services.rulebook(), services.company())
    task = question_task(heard.message.own, heard.earlier, heard.cards, language, guard)
    if model is None or isinstance(task, Unavailable) or seconds <= 0:
        return ()
    answer = model.ask(task, seconds)
    if isinstance(answer, Unavailable):
        return ()
    cited = read_cited(answer, heard.cards, language, guard)
    return () if isinstance(cited, Unavailable) else cited


def _stories(services: Services, heard: Heard) -> tuple[int, ...]:
    """Return the numbers of published stories that are near; of our own company's people only."""
    if heard.outsider or heard.turn is not Turn.ANSWER:
        return ()
    try:
        return tuple(stories_about(services, heard.message.own)[:_STORIES])
    except DatabaseUnavailable:
        return ()
