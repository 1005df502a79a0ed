"""Reads a query as units: the words and phrases of it that an index may know."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import dropwhile, groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from knowledge.detectors.romaji import kana_of
from knowledge.lexicon import LONGEST_SPAN
from knowledge.word_forms import BREAK, Form, forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.lexicon import Found
    from knowledge.vocabulary import Vocabulary

LONGEST_QUERY = 300
# Longer matches are worth more than their pieces; letter by letter, sure ones more than likely ones.
_LENGTH_COUNTS, _SPELLED_COUNTS = 1.2, 2
_CUT_OUT_OF_A_WORD = 0.55
_PART, _MAIN_PART = 0.45, 0.9
_UNKNOWN = 0.8
_SURELY_A_WORD = 5
_ABOUT = frozenset({"about", "at", "for", "from", "in", "of", "on", "to", "with"})
_LONGEST_IN_KANA = 12
_KANA_RUN = 4
_SOUND = re.compile("[ぁ-ゖー][ぁぃぅぇぉゃゅょゎっんー]*")
_N_BEFORE_Y = re.compile("n(?=y)")
_WITH_LONG_VOWEL = re.compile(r"[a-z]*[aiueo](?:-[a-z]+)+|[a-z]*[aiueo]-(?![a-z])", re.IGNORECASE)


class Unit(NamedTuple):
    """A word or phrase of a query, what it may mean (features, 0..1) and how much it counts.

    `of_another`: it only says what another is about, as 見積もり in 見積もりへの返信.
    """

    text: str
    features: Mapping[str, float]
    weight: float
    noun: bool = True
    of_another: bool = False


class _Span(NamedTuple):
    start: int
    stop: int
    found: Found | None


class _Cover(NamedTuple):
    """Spans that together are a run of words, and how much of it they explain."""

    worth: float
    spans: tuple[_Span, ...]


def read_query(vocabulary: Vocabulary, words: str) -> tuple[Unit, ...]:
    """Return the units of a query in order; the frame of the request ("I want …") is left out."""
    units: list[Unit] = []
    of_another = False
    text = _WITH_LONG_VOWEL.sub(_long_vowel, words[:LONGEST_QUERY])
    forms = [form for word in forms_of(text) for form in _as_japanese(vocabulary, word)]
    for is_break, run in groupby(forms, key=lambda form: form is BREAK):
        if is_break:
            continue
        words_at_once = list(run)
        of_another |= bool(units) and words_at_once[0].surface in _ABOUT
        units += [
            unit._replace(of_another=unit.of_another or of_another)
            for unit in _units(vocabulary, words_at_once)
        ]
    return tuple(units)


def _long_vowel(word: re.Match[str]) -> str:
    """me-ru is めーる; e-mail stays as it is."""
    kana = [kana_of(part) for part in word[0].split("-")]
    return "ー".join(kana) if all(kana[:-1]) and (kana[-1] or word[0].endswith("-")) else word[0]


def _as_japanese(vocabulary: Vocabulary, form: Form) -> Sequence[Form]:
    """Read gijiroku as ぎじろく, unless the index knows it as it is written."""
    if not form.surface.isascii() or form is BREAK or vocabulary.lexicon.find((form,)):
        return (form,)
    readings = [
        _spelled_out(kana)
        for spelling in (form.surface, _N_BEFORE_Y.sub("n'", form.surface))
        if len(kana := kana_of(spelling, loanwords=True)) > 2
    ]
    return max(readings, key=lambda read: _best_cover(vocabulary, read).worth, default=(form,))


def _spelled_out(kana: str) -> list[Form]:
    """One form a sound: no word begins with the ゃ of しゃ, with ん or a long vowel's mark."""
    return [
        Form(c, c, c, c, means=False, known=False, kana=True, noun=False, whole=-at)
        for at, c in enumerate(_SOUND.findall(kana), 1)
    ]


def _units(vocabulary: Vocabulary, forms: Sequence[Form]) -> Iterator[Unit]:
    forms, cover = _best_reading(vocabulary, forms)
    shares = _shares(forms, cover)
    unknown: list[Form] = []
    for span in cover.spans:
        inside = forms[span.start : span.stop]
        share = shares.get(inside[0].whole, 1.0)
        if span.found is not None:
            yield from _unknown_unit(unknown)
            unknown = []
            unit = _known_unit(vocabulary, inside, span.found)
            if unit is not None:
                of_another = _belongs_to_another(forms[span.stop :])
                yield _less(unit, share)._replace(of_another=of_another)
        elif share == 1.0 and (inside[0].means or inside[0].whole < 0):
            if unknown and unknown[-1].whole != inside[0].whole and inside[0].whole > 0:
                yield from _unknown_unit(unknown)
                unknown = []
            unknown += inside
    yield from _unknown_unit(unknown)


def _shares(forms: Sequence[Form], cover: _Cover) -> dict[int, float]:
    """How much a known part says of a word whose rest is unknown: 会議 in 会議室."""
    known: defaultdict[int, int] = defaultdict(int)
    unknown: defaultdict[int, int] = defaultdict(int)
    for span in cover.spans:
        for form in forms[span.start : span.stop]:
            if span.found is not None:
                known[form.whole] += len(form.surface)
            elif form.means:
                unknown[form.whole] += len(form.surface)
    return {
        whole: _CUT_OUT_OF_A_WORD * size / (size + unknown[whole])
        for whole, size in known.items()
        if unknown.get(whole)
    }


def _best_reading(vocabulary: Vocabulary, forms: Sequence[Form]) -> tuple[Sequence[Form], _Cover]:
    """Read by the dictionary's words; where those leave kana over, letter by letter."""
    cover = _best_cover(vocabulary, forms)
    left = {at for span in cover.spans if span.found is None for at in range(span.start, span.stop)}
    spelled: list[Form] = []
    for is_kana, group in groupby(range(len(forms)), key=lambda at: _may_be_more(forms[at])):
        numbers = list(group)
        run = "".join(forms[at].surface for at in numbers)
        if is_kana and len(run) >= _KANA_RUN and left.intersection(numbers):
            spelled += _spelled_out(run)
        else:
            spelled += [forms[at] for at in numbers]
    if len(spelled) == len(forms):
        return forms, cover
    other = _best_cover(vocabulary, spelled)
    return (spelled, other) if other.worth > cover.worth else (forms, cover)


def _may_be_more(form: Form) -> bool:
    """Whether these kana may be a piece of a word, or another word, than the dictionary found."""
    return form.kana and not (form.known and form.noun and len(form.surface) >= _SURELY_A_WORD)


def _best_cover(vocabulary: Vocabulary, forms: Sequence[Form]) -> _Cover:
    """Choose the spans that together explain most of the query, from left to right."""
    best = [_Cover(0.0, ())]
    for stop in range(1, len(forms) + 1):
        longest = _LONGEST_IN_KANA if forms[stop - 1].whole < 0 else LONGEST_SPAN
        worth, spans = best[stop - 1]
        choice = _Cover(worth, (*spans, _Span(stop - 1, stop, None)))
        for start in range(max(0, stop - longest), stop):
            found = _look_up(vocabulary, forms[start:stop])
            if found is None:
                continue
            length = sum(len(form.surface) for form in forms[start:stop])
            doubt = _SPELLED_COUNTS if forms[start].whole < 0 else 1
            worth = best[start].worth + found.sure**doubt * length**_LENGTH_COUNTS
            if worth > choice.worth:
                choice = _Cover(worth, (*best[start].spans, _Span(start, stop, found)))
        best.append(choice)
    return best[-1]


def _look_up(vocabulary: Vocabulary, forms: Sequence[Form]) -> Found | None:
    # A word of grammar alone means nothing, but any kana may be a piece of a word.
    if not (any(form.means for form in forms) or all(form.kana for form in forms)):
        return None
    found = vocabulary.lexicon.find(forms) or _find_joined(vocabulary, forms)
    if found or not ((forms[0].means and forms[-1].means) or forms[0].whole < 0):
        return found
    return vocabulary.lexicon.find_near(forms)


def _belongs_to_another(after: Sequence[Form]) -> bool:
    """見積もりへの返信 is a reply, whatever it is about."""
    rest = list(dropwhile(lambda form: form.means and form.noun, after))
    grammar = list(takewhile(lambda form: not form.means, rest))
    return len(grammar) < len(rest) and any(form.surface == "の" for form in grammar)


def _find_joined(vocabulary: Vocabulary, forms: Sequence[Form]) -> Found | None:
    """会議のメモ means 会議メモ."""
    joined = [form for form in forms[1:-1] if form.surface != "の"]
    if len(joined) == len(forms) - 2 or not (forms[0].means and forms[-1].means):
        return None
    return vocabulary.lexicon.find((forms[0], *joined, forms[-1]))


def _known_unit(vocabulary: Vocabulary, forms: Sequence[Form], found: Found) -> Unit | None:
    if any(key in vocabulary.frame for key, _ in found.entries):
        return None
    features: dict[str, float] = {}
    for key, sure in found.entries:
        for feature, meaning in vocabulary.features_of(key).items():
            features[feature] = max(features.get(feature, 0), sure * meaning)
    if len(forms) > 1 and found.sure == 1.0:
        for feature, sure in _of_parts(vocabulary, forms):
            features.setdefault(feature, sure)
    return Unit("".join(form.surface for form in forms), features, 1.0, forms[-1].noun)


def _of_parts(vocabulary: Vocabulary, forms: Sequence[Form]) -> Iterator[tuple[str, float]]:
    """What the words of a phrase mean alone; 手順 is nearly all of 手順書."""
    parts = dict.fromkeys(
        key
        for form in forms
        if form.means and (part := vocabulary.lexicon.find((form,)))
        for key, _ in part.entries
        if key not in vocabulary.frame
    )
    sure = _MAIN_PART if len(parts) == 1 else _PART
    for key in parts:
        for feature, meaning in vocabulary.features_of(key).items():
            yield feature, sure * meaning


def _less(unit: Unit, share: float) -> Unit:
    return unit._replace(features={f: sure * share for f, sure in unit.features.items()})


def _unknown_unit(forms: Sequence[Form]) -> Iterator[Unit]:
    text = "".join(form.surface for form in forms)
    # A splinter of kana is a piece of grammar or of a word that was not understood.
    if forms and len(text) > (3 if forms[0].whole < 0 else forms[0].kana):
        yield Unit(text, {}, _UNKNOWN, forms[-1].noun)
