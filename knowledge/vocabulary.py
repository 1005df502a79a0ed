"""What an index knows of words: its documents' own, the synonyms, and the frame of a request."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.lexicon import LONGEST_SPAN, Lexicon, is_polite_prefix, key_of
from knowledge.word_forms import BREAK, forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.synonyms import Synonyms
    from knowledge.word_forms import Form

_AS_SYNONYM, _AS_NEAR = 0.9, 0.65
_PART_OF_WORD = 0.6


class Vocabulary:
    """Entries of a lexicon with what they mean: features that documents are indexed by."""

    def __init__(self, synonyms: Synonyms) -> None:
        self.lexicon = Lexicon()
        self._meanings: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for number, group in enumerate(synonyms.same):
            for word in group:
                self._learn(word, {f"={number}": _AS_SYNONYM})
        for near in synonyms.near:
            meaning = {
                feature: _AS_NEAR
                for word in near.to
                for feature in self.features_of(self.lexicon.add(self._forms(word), by_ear=True))
            }
            for word in near.words:
                self._learn(word, meaning)
        self.frame = {self.lexicon.add(self._forms(word), by_ear=False) for word in synonyms.frame}

    def _forms(self, word: str) -> tuple[Form, ...]:
        return tuple(form for form in forms_of(word) if form is not BREAK)

    def _learn(self, word: str, meaning: Mapping[str, float]) -> None:
        known = self._meanings[self.lexicon.add(self._forms(word), by_ear=True)]
        for feature, sure in meaning.items():
            known[feature] = max(sure, known.get(feature, 0))

    def features_of(self, key: str) -> dict[str, float]:
        """Return what an entry means: itself, and what its synonyms stand for."""
        return {key: 1.0, **self._meanings.get(key, {})}

    def note(self, forms: Sequence[Form], *, by_ear: bool) -> list[tuple[str, float]]:
        """Take the words of a field in; return its features, each as often as it stands there."""
        features: list[tuple[str, float]] = []
        for words, share in _words(forms):
            key = self.lexicon.add(words, by_ear=by_ear)
            features.append((key, share))
        if by_ear:
            features += [
                (self.lexicon.add(words, by_ear=True), 1.0) for words in _with_endings(forms)
            ]
        for phrase in _phrases(forms):
            key = key_of(phrase)
            features += [
                (f, 1.0) for f, sure in self._meanings.get(key, {}).items() if sure == _AS_SYNONYM
            ]
        return features


def _words(forms: Sequence[Form]) -> Iterator[tuple[Sequence[Form], float]]:
    """The words of a text: whole ones, and their parts for less."""
    at = 0
    while at < len(forms):
        stop = at + 1
        while stop < len(forms) and forms[at].whole and forms[stop].whole == forms[at].whole:
            stop += 1
        whole = forms[at:stop]
        if any(form.means for form in whole):
            polite = at > 0 and is_polite_prefix(forms[at - 1])
            yield (forms[at - 1 : stop] if polite else whole), 1.0
            if len(whole) > 1:
                for form in whole:
                    if form.means and len(form.surface) > 1:
                        yield (form,), _PART_OF_WORD
        at = stop


def _with_endings(forms: Sequence[Form]) -> Iterator[Sequence[Form]]:
    """手順書: a word and the one letter that makes another word of it."""
    for at, (word, ending) in enumerate(pairwise(forms)):
        if word.means and ending.noun and len(ending.surface) == 1 and word.whole != ending.whole:
            yield forms[at : at + 2]


def _phrases(forms: Sequence[Form]) -> Iterator[Sequence[Form]]:
    """Every run of words that could be a set phrase."""
    for at, first in enumerate(forms):
        if first is BREAK:
            continue
        for stop in range(at + 1, min(at + LONGEST_SPAN, len(forms)) + 1):
            if forms[stop - 1] is BREAK:
                break
            yield forms[at:stop]
