"""What is on the company's own list: customers, partners, confidential projects, products."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import ahocorasick

from knowledge.detectors.company_words import ENDING, LEGAL_FORM
from knowledge.detectors.own_names import core_of, sound_of
from knowledge.detectors.scene import scene_of
from knowledge.detectors.term_context import speaks_of_term
from knowledge.folding import fold, fold_kana
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind
from knowledge.words import uses_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.company import Company, ListedName
    from knowledge.detectors.scene import Scene
    from knowledge.reading import Reading

_DROPPED = frozenset(" \t\u3000-‐‑‒–—_・･.'’")
_DROP = regex("[" + re.escape("".join(sorted(_DROPPED))) + "]")
_PROJECT_MARK = regex(
    r"^(?:プロジェクト|project|pj|ぷろじぇくと)|(?:プロジェクト|project|pj|ぷろじぇくと|計画|企画)$"
)
_SHORTEST = 2
# A form as short as this, or one that the dictionary knows, must be told from the common word.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class _Term:
    """One way of writing a listed name. None as kind: known and harmless (our own, published)."""

    form: str
    kind: Kind | None
    weak: bool
    needs_honorific: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: _Term


def find_company_terms(reading: Reading) -> Iterator[Finding]:
    """Yield the places where the company's list names somebody or something.

    The longest form wins; a form inside another word, or a common word in its common sense
    (北斗七星, a kingfisher, a lettuce), is no finding.
    """
    return iter(scene_of(reading).once("company-terms", _company_terms))


def _company_terms(scene: Scene) -> Iterator[Finding]:
    reading = scene.reading
    automaton = _automaton(reading.company)
    if automaton is None:
        return
    squeezed, places = _squeeze(reading.text)
    for hit in _longest(_hits(automaton, squeezed, places, reading)):
        if hit.term.kind is None:
            continue
        start, end = _with_legal_form(reading.text, hit.start, hit.end, hit.term.kind)
        yield Finding(start, end, hit.term.kind, Confidence.SURE, "company-list")


@lru_cache(maxsize=8)
def _automaton(company: Company) -> ahocorasick.Automaton | None:
    terms: dict[str, _Term] = {}
    for term in _terms(company):
        terms.setdefault(term.form, term)
    if not terms:
        return None
    automaton = ahocorasick.Automaton()
    for form, term in terms.items():
        automaton.add_word(form, term)
    automaton.make_automaton()
    return automaton


def _terms(company: Company) -> Iterator[_Term]:
    for own in (*company.own_names, *company.published_products):
        for form in {_squeezed(own), core_of(own)}:
            if len(form) >= _SHORTEST:
                yield _Term(form, None, weak=False)
    yield from _of_kind(company.confidential_projects, Kind.PROJECT)
    yield from _of_kind(company.unreleased_products, Kind.PRODUCT)
    for partner in (*company.customers, *company.partners):
        yield from _of_partner(partner)


def _of_kind(names: Iterable[ListedName], kind: Kind) -> Iterator[_Term]:
    for name in names:
        for written in name.forms:
            yield from _strong_or_weak(written, kind)
            bare = _PROJECT_MARK.sub("", _squeezed(written))
            if kind is Kind.PROJECT and bare != _squeezed(written) and len(bare) > _SHORT:
                yield _Term(bare, kind, weak=_is_common(bare))


def _of_partner(partner: ListedName) -> Iterator[_Term]:
    for written in partner.forms:
        yield from _strong_or_weak(written, Kind.CUSTOMER)
        core = core_of(written)
        if core and core != _squeezed(written):
            yield _Term(core, Kind.CUSTOMER, weak=len(core) < _SHORT or _is_common(core))
    core = core_of(partner.name)
    sound = sound_of(LEGAL_FORM.sub("", partner.name))
    for form in (sound, *(mark + sound for mark in ("か)", "ゆ)"))):
        if len(sound) > _SHORT:
            yield _Term(form, Kind.CUSTOMER, weak=False)
    ending = next(
        (e for e in ENDING.finditer(_as_written_core(partner.name)) if e.start() > 1), None
    )
    if ending is not None:
        head = core_of(ending.string[: ending.start()])
        if _SHORTEST <= len(head) < len(core):
            yield _Term(head, Kind.CUSTOMER, weak=True, needs_honorific=True)


def _as_written_core(name: str) -> str:
    return LEGAL_FORM.sub("", name).strip()


def _strong_or_weak(written: str, kind: Kind) -> Iterator[_Term]:
    form = _squeezed(written)
    if len(form) >= _SHORTEST:
        weak = _is_common(written) or (len(form) < _SHORT and not any(c.isdigit() for c in form))
        yield _Term(form, kind, weak=weak)


@lru_cache(maxsize=2_000)
def _is_common(written: str) -> bool:
    """Whether a form is also an everyday word or a place, or made of everyday words only."""
    uses = uses_of(written)
    if uses.known:
        return uses.common or uses.place or uses.name
    words = words_of(written)
    return len(written) < 9 and all(word.known and uses_of(word.surface).common for word in words)


def _squeezed(text: str) -> str:
    return "".join(char for char in fold(text) if char not in _DROPPED)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Fold a normalised text for matching; for each character that stays, where it stood."""
    folded = fold_kana(text.lower())
    if len(folded) != len(text):  # İ grows when it becomes small
        folded = "".join(char if len(low := fold_kana(char.lower())) != 1 else low for char in text)
    places = [at for at, char in enumerate(folded) if char not in _DROPPED]
    return _DROP.sub("", folded), places


def _hits(
    automaton: ahocorasick.Automaton, squeezed: str, places: list[int], reading: Reading
) -> Iterator[_Hit]:
    for last, term in automaton.iter(squeezed):
        first = last - len(term.form) + 1
        start, end = places[first], places[last] + 1
        if _is_own_word(reading, start, end, term) and (
            term.kind is None
            or not term.weak
            or speaks_of_term(
                reading,
                start,
                end,
                term.kind,
                everyday=uses_of(reading.text[start:end]).known,
                needs_honorific=term.needs_honorific,
            )
        ):
            yield _Hit(start, end, term)


def _is_own_word(reading: Reading, start: int, end: int, term: _Term) -> bool:
    """Whether a hit is no piece of a longer word or number."""
    text = reading.text
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and before.isascii() and before.isalnum():
        return False
    if last.isascii() and last.isalnum() and after.isascii() and after.isalnum():
        return False
    if _is_katakana(first) and _is_katakana(before) and len(term.form) < 6:
        return False
    return not (
        _is_katakana(last) and (_is_katakana(after) or after == "ー") and len(term.form) < 6
    )


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fa" if char else False


def _longest(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Keep the longest of overlapping hits; of equal ones the first listed."""
    taken: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
            yield hit


def _with_legal_form(text: str, start: int, end: int, kind: Kind) -> tuple[int, int]:
    if kind is not Kind.CUSTOMER:
        return start, end
    for form in LEGAL_FORM.finditer(text, max(0, start - 12), min(len(text), end + 12)):
        if form.end() in {start, start - 1} and text[form.end() : start].strip() == "":
            start = form.start()
        elif form.start() == end or (form.start() == end + 1 and text[end] == " "):
            end = form.end()
    return start, end
