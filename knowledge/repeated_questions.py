"""Whether a question asks the same as one that was answered: other words may differ, matter may not.

A wrong match gives a wrong answer, so doubt is no match. What a question is about is what is left
of it once the task and the frame are gone. Nothing new may stand in the later question, it must
speak of nearly everything in the earlier one, and conditions (names taken out, before the release,
without consent) must be the same on both sides.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from knowledge.folding import fold
from knowledge.question_conditions import conditions_of
from knowledge.word_forms import BREAK, forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from knowledge.word_forms import Form

SAME_QUESTION = 0.7
"""How much of the earlier question the later one must speak of, at least."""

_LONGEST_PHRASE = 6
_NOTHING = ""
_ENGLISH_WORD = re.compile("[a-z0-9]+")
_PLURAL = re.compile(r"(?<=[a-z]{2})(?:ies|(?<=ch|sh)es|(?<=x|z)es|(?<=ss)es|(?<![siu])s)$")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is compared."""

    things: frozenset[str]
    conditions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Repeat:
    """An earlier question that asks the same, and how much of both is shared (0 to 1)."""

    id: int
    share: float


@dataclass(frozen=True)
class QuestionIndex:
    """Answered questions, prepared once. Built by `index_questions`; an earlier one wins a tie."""

    asked: Sequence[tuple[int, _Asked]]
    places: Mapping[str, Sequence[int]]


def index_questions(questions: Iterable[tuple[int, str]]) -> QuestionIndex:
    """Prepare (id, question) pairs for being found again."""
    asked = tuple((id_, _read(text)) for id_, text in questions)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, (_, one) in enumerate(asked):
        for thing in one.things:
            places[thing].append(place)
    return QuestionIndex(asked, MappingProxyType(dict(places)))


def find_repeats(index: QuestionIndex, question: str) -> list[Repeat]:
    """Return the answered questions that ask the same as this one, the closest first."""
    mine = _read(question)
    if not mine.things:
        return []
    near = {place for thing in mine.things for place in index.places.get(thing, ())}
    found = []
    for place in sorted(near):
        id_, earlier = index.asked[place]
        if share := _share(mine, earlier):
            found.append(Repeat(id_, share))
    return sorted(found, key=lambda one: -one.share)


def _share(mine: _Asked, earlier: _Asked) -> float:
    if mine.conditions != earlier.conditions or not mine.things <= earlier.things:
        return 0.0
    covered = len(mine.things) / len(earlier.things)
    return covered if covered >= SAME_QUESTION else 0.0


def _read(text: str) -> _Asked:
    return _Asked(frozenset(_things(_words(text))), conditions_of(fold(text)))


def _words(text: str) -> list[Form]:
    """Return the words without marks; English ones one by one, which the dictionary may join."""
    words: list[Form] = []
    for form in forms_of(text):
        if form is BREAK:
            continue
        if form.surface.isascii():
            pieces = _ENGLISH_WORD.findall(form.surface)
            words += [form._replace(surface=one, normal=one, noun=True) for one in pieces]
        else:
            words.append(form)
    return words


def _things(words: Sequence[Form]) -> Iterator[str]:
    """Yield what the words stand for, the longest known phrase at each place; verbs stand for little."""
    meanings = _meanings()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            meaning = _meaning(meanings, words[at : at + length])
            if meaning is not None:
                if meaning != _NOTHING:
                    yield meaning
                at += length
                break
        else:
            form = words[at]
            if form.means and form.noun:
                yield _word(form)
            at += 1


def _meaning(meanings: Mapping[tuple[str, ...], str], words: Sequence[Form]) -> str | None:
    """Look words up as the dictionary writes them, and as they stand there."""
    known = meanings.get(tuple(_word(form) for form in words))
    return meanings.get(tuple(form.surface for form in words)) if known is None else known


@cache
def _meanings() -> Mapping[tuple[str, ...], str]:
    """What phrases mean: nothing that matters, or a thing under one name."""
    source = (files("knowledge") / "content" / "repeated_questions.toml").read_text("utf-8")
    book: dict[str, Any] = tomllib.loads(source)
    meanings: dict[tuple[str, ...], str] = {}
    for number, group in enumerate(book["same"]):
        for phrase in group:
            for key in _keys(phrase):
                meanings.setdefault(key, f"={number}")
    for phrase in (*book["tasks"], *book["fillers"]):
        for key in _keys(phrase):
            meanings.setdefault(key, _NOTHING)
    return MappingProxyType(meanings)


def _keys(phrase: str) -> set[tuple[str, ...]]:
    words = _words(phrase)
    return {tuple(_word(form) for form in words), tuple(form.surface for form in words)}


def _word(form: Form) -> str:
    """Return a word as it is compared: as the dictionary writes it, in English without its number."""
    if not form.surface.isascii():
        return form.normal
    return _PLURAL.sub(lambda found: "y" if found[0] == "ies" else "", form.surface)
