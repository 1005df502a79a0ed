"""Japanese words: SudachiPy with its core dictionary, one tokenizer a thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sudachipy import Dictionary, SplitMode

from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sudachipy import Tokenizer

# One call takes at most 49,149 bytes; a code point has at most four.
_MOST_CHARACTERS = 12_000
# What cannot be handed to the dictionary, replaced one for one so that offsets stay.
_UNREADABLE = regex("[\x00\ud800-\udfff]")
_STAND_IN = "\ufffd"
_READING_IN_BRACKETS = regex(r"([^(（]+)([(（])([^)）]+)([)）])")
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_KATAKANA_TO_HIRAGANA = {code + 0x60: code for code in range(0x3041, 0x3097)}

_BRACKET = ("補助記号", "括弧開", "*", "*", "*", "*")


class Word(NamedTuple):
    """A word of the text. Offsets are code points, end exclusive."""

    surface: str
    start: int
    end: int
    part_of_speech: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Uses:
    """What the dictionary says a written form can stand for."""

    surname: bool = False
    given: bool = False
    person: bool = False
    place: bool = False
    proper: bool = False
    common: bool = False

    @property
    def name(self) -> bool:
        return self.surname or self.given or self.person

    @property
    def known(self) -> bool:
        return self.name or self.place or self.proper or self.common


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


class _Mine(threading.local):
    """What one thread keeps for itself: a shared tokenizer fails when two threads meet in it."""

    tokenizer: Tokenizer | None = None
    reader: Tokenizer | None = None


_mine = _Mine()
_loading = threading.Lock()


def load_words() -> None:
    """Read the dictionary and touch its pages, so that the first check is not the slow one."""
    words_of("本日、営業部の担当者が取引先を訪問しました。")
    uses_of("佐藤")


def words_of(text: str) -> tuple[Word, ...]:
    """Split a text of any length and content into words, in order.

    Nothing in the text makes it raise: lone surrogates and NUL are read as unknown characters.
    """
    readable = _UNREADABLE.sub(_STAND_IN, text)
    if _mine.tokenizer is None:
        _mine.tokenizer = _new_tokenizer("pos")
    words: list[Word] = []
    for start, stop in _pieces(readable):
        for morpheme in _mine.tokenizer.tokenize(readable[start:stop]):
            begin, end = morpheme.begin() + start, morpheme.end() + start
            if begin == end:
                continue
            known = not morpheme.is_oov()
            word = Word(text[begin:end], begin, end, morpheme.part_of_speech(), known)
            if end - begin > 3 and text[end - 1] in ")）":
                words.extend(_without_brackets(word))
            else:
                words.append(word)
    return tuple(words)


def aloud(text: str) -> str:
    """Return how a text is read, in katakana; what the dictionary cannot read stays as it is.

    Only short texts are read aloud, so the words of a text do not carry their reading along.
    """
    readable = _UNREADABLE.sub(_STAND_IN, text)
    if _mine.reader is None:
        _mine.reader = _new_tokenizer("reading_form")
    return "".join(
        morpheme.reading_form() or text[morpheme.begin() + start : morpheme.end() + start]
        for start, stop in _pieces(readable)
        for morpheme in _mine.reader.tokenize(readable[start:stop])
    )


def _new_tokenizer(field: str) -> Tokenizer:
    with _loading:
        return _dictionary().tokenizer(mode=SplitMode.C, fields={field})


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text where a call to the tokenizer may end: at a line, a sentence, or hard."""
    start = 0
    while len(text) - start > _MOST_CHARACTERS:
        limit = start + _MOST_CHARACTERS
        stop = next(
            (cut for mark in "\n。 、" if (cut := text.rfind(mark, start, limit) + 1) > start),
            limit,
        )
        yield start, stop
        start = stop
    if start < len(text):
        yield start, len(text)


def _without_brackets(word: Word) -> Iterator[Word]:
    """Take apart 「川端(かわばた)」, which the dictionary reads as one word."""
    split = _READING_IN_BRACKETS.fullmatch(word.surface)
    if split is None:
        yield word
        return
    for group in range(1, 5):
        part = word.part_of_speech if group in {1, 3} else _BRACKET
        yield Word(
            split[group],
            word.start + split.start(group),
            word.start + split.end(group),
            part,
            word.known,
        )


@lru_cache(maxsize=20_000)
def uses_of(surface: str) -> Uses:
    """Look a written form up, whole. Kana are tried in both scripts for names."""
    if not surface or _UNREADABLE.search(surface):
        return Uses()
    here = _lookup(surface)
    other = surface.translate(_KATAKANA_TO_HIRAGANA)
    if other == surface:
        other = surface.translate(_HIRAGANA_TO_KATAKANA)
    if other == surface or len(surface) < 2:
        return here
    there = _lookup(other)
    return Uses(
        surname=here.surname or there.surname,
        given=here.given or there.given,
        person=here.person,
        place=here.place,
        proper=here.proper,
        common=here.common,
    )


def _lookup(surface: str) -> Uses:
    surname = given = person = place = proper = common = False
    for morpheme in _dictionary().lookup(surface):
        part = morpheme.part_of_speech()
        if part[1] != "固有名詞":
            common = True
        elif part[2] == "人名":
            surname = surname or part[3] == "姓"
            given = given or part[3] == "名"
            person = person or part[3] == "一般"
        elif part[2] == "地名":
            place = True
        else:
            proper = True
    return Uses(surname, given, person, place, proper, common)


def can_be_surname(surface: str) -> bool:
    """Whether the dictionary knows the form as a family name, whatever else it also is."""
    return uses_of(surface).surname


def can_be_given_name(surface: str) -> bool:
    """Whether the dictionary knows the form as a given name, whatever else it also is."""
    return uses_of(surface).given


def is_everyday_word(surface: str) -> bool:
    """Whether the form is a word of the language and no name of a person."""
    uses = uses_of(surface)
    return uses.common and not uses.name
