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
from knowledge.word_forms import BREAK, forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from knowledge.word_forms import Form

SAME_QUESTION = 0.7
"""How much of the earlier question the later one must speak of, at least."""

_LONGEST_PHRASE = 6
_NOTHING = ""
# Conditions by which two questions in the same words are not the same. Folded spelling.
_CONDITIONS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "kept": re.compile(
            r"(?:入|い)(?:れ|っ)たまま|残したまま|つきで|付きで|入りのまま|(?:消|隠|伏せ|除|抜|外)(?:さ|か)?(?:ず|ない(?:で|まま))"
        ),
        "removed": re.compile(
            r"(?:消(?:し|す|して)|除(?:き|い|く)|抜(?:き|い|く)|外(?:し|す)|伏せ(?!ん)|隠(?:し|す)|削除|匿名|ますく|黒塗り|伏字|いにしゃる|置き換え|ぼかし)"
            r"|(?:名|名前|氏名|個人情報|金額|連絡先)(?:は|が)?(?:な|無)(?:し|い)"
        ),
        "before": re.compile(
            r"(?<![名午以人手事直目面腕当建自錠一分])前(?![後回年月日身述提期半])"
        ),
        "after": re.compile(r"(?<![今前午最直以老背])後(?![半輩継任者方])|[たの](?:あと|のち)"),
        "unpublished": re.compile(
            r"未公開|非公開|未発表|未公表|公開(?:さ|し)(?:れ)?て(?:い)?(?:ない|ません)|公開しない|社外秘|極秘|機密"
        ),
        "without consent": re.compile(
            r"(?:もら|得|取ら|と)(?:わ|ら)?(?:ず|ない(?:で|まま))|(?:了解|同意|許可|承諾|了承)(?:が|も)?(?:な|無)(?:し|い|く)|無断|勝手に"
        ),
        "filled in": re.compile(
            r"書き込(?:ん|ま)|記入(?:済|し(?:た|て)|さ)|回答(?:済|し(?:た|て)|さ)|入力(?:済|さ)"
        ),
        "entrusted": re.compile(r"預か|借り(?!る(?:とき|時|際))|受け取った|いただいた|頂いた|受領"),
        "not": re.compile(r"(?:では|じゃ)な(?:い|く)|以外"),
    }
)


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
    folded = fold(text)
    conditions = {name for name, pattern in _CONDITIONS.items() if pattern.search(folded)}
    if "kept" in conditions:
        conditions.discard("removed")
    return _Asked(frozenset(_things(forms_of(text))), frozenset(conditions))


def _things(forms: Sequence[Form]) -> Iterator[str]:
    """Yield what the words stand for, the longest known phrase at each place; verbs stand for little."""
    words = [form for form in forms if form is not BREAK]
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
                yield form.normal
            at += 1


def _meaning(meanings: Mapping[tuple[str, ...], str], words: Sequence[Form]) -> str | None:
    """Look words up as the dictionary writes them, and as they stand there."""
    known = meanings.get(tuple(form.normal for form in words))
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
    words = [form for form in forms_of(phrase) if form is not BREAK]
    return {tuple(form.normal for form in words), tuple(form.surface for form in words)}
