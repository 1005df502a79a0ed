"""Companies and other organisations that are on nobody's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.company_endings import companies_by_ending
from knowledge.detectors.company_ends import company_end
from knowledge.detectors.company_places import companies_by_place
from knowledge.detectors.company_starts import company_start
from knowledge.detectors.company_words import (
    BANK_FORM,
    GENERIC,
    LATIN_FORM,
    LATIN_STOPS,
    LEGAL_FORM,
    PUBLISHED,
    is_traded,
)
from knowledge.detectors.name_words import DEPARTMENTS, FORM, NOBODY
from knowledge.detectors.own_names import is_own
from knowledge.detectors.scene import is_kanji, scene_of
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.detectors.scene import Scene
    from knowledge.reading import Reading

_PLACEHOLDER = regex(
    r"[○〇●△▲□■◇◆☆★×*_\[\]<>{}]|^[XYZABC]{1,4}$|^(?:会社|企業|法人|部署|宛先)?名?$"
)
_BLANK_LETTERS = regex(r"([A-Za-z])\1*|[A-Z]|ABC|abc|XYZ|xyz")
_BREAK = regex(r"[。\n]")
# These reasons are trade already.
_TRADED = frozenset({"relation", "column", "addressed", "bank-form", "trade"})


def find_companies(reading: Reading) -> Iterator[Finding]:
    """Yield companies: CUSTOMER where trade with them shows, else ORG; our own never.

    A company in news, on the market or in history is public and no finding.
    """
    return iter(scene_of(reading).once("companies", _companies))


def _companies(scene: Scene) -> Iterator[Finding]:
    reading = scene.reading
    form = FORM.search(reading.text) is not None
    for start, end, why in _outermost(_candidates(scene)):
        surface = reading.text[start:end]
        if _is_placeholder(surface) or is_own(surface, reading.company):
            continue
        traded = why in _TRADED or is_traded(reading.text, start, end)
        famous = why == "ending" and uses_of(surface).proper
        if not traded and (form or famous or _is_public(reading.text, start, end)):
            continue
        yield Finding(start, end, Kind.CUSTOMER if traded else Kind.ORG, Confidence.SURE, why)


def _outermost(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Leave out what lies inside a longer one: 南洋工機 in 南洋工機株式会社."""
    kept: list[tuple[int, int, str]] = []
    furthest = -1
    for start, end, why in sorted(found, key=lambda one: (one[0], -one[1], one[2] not in _TRADED)):
        if end > furthest:
            kept.append((start, end, why))
            furthest = end
    return kept


def _candidates(scene: Scene) -> Iterator[tuple[int, int, str]]:
    yield from _by_legal_form(scene)
    yield from _by_latin_form(scene)
    yield from companies_by_ending(scene)
    yield from companies_by_place(scene)


def _is_placeholder(surface: str) -> bool:
    core = LEGAL_FORM.sub("", surface).strip()
    return _PLACEHOLDER.search(surface) is not None or _BLANK_LETTERS.fullmatch(core) is not None


def _by_legal_form(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for form in LEGAL_FORM.finditer(scene.text):
        start = company_start(scene, form.start())
        if start is not None and _is_name(scene, start, form.start()):
            yield start, form.end(), "legal-form"
            continue
        end = company_end(scene, form.end())
        if end is not None:
            yield form.start(), end, "legal-form"
    for form in BANK_FORM.finditer(scene.text):
        yield form.start(), form.end(), "bank-form"


def _is_name(scene: Scene, start: int, end: int) -> bool:
    """Whether what stands before a closing legal form is a name and not 新しい株式会社."""
    surface = scene.text[start:end].strip()
    if surface in GENERIC | DEPARTMENTS | NOBODY:
        return False
    words = scene.words_between(start, start + len(surface))
    last = words[-1].part_of_speech[0]
    if last in {"助詞", "助動詞", "形容詞", "動詞", "連体詞"} and len(words) < 3:
        return False
    return len(surface) > 1 or is_kanji(surface)


def _by_latin_form(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for found in LATIN_FORM.finditer(scene.text):
        start = found.start()
        pieces = found["name"].split()
        while pieces and (pieces[0].strip(".,") in LATIN_STOPS or pieces[0].endswith((".", ":"))):
            start = scene.text.index(" ", start) + 1
            pieces.pop(0)
        generic = found["form"] in {"Company", "Group", "Holdings"} and len(pieces) < 2
        if pieces and start < found.start("form") and not generic:
            yield start, found.end(), "legal-form"


def _is_public(text: str, start: int, end: int) -> bool:
    begin = max(0, start - 200)
    for mark in _BREAK.finditer(text, begin, start):
        begin = mark.end()
    stop = _BREAK.search(text, end, end + 200)
    return PUBLISHED.search(text, begin, stop.start() if stop else end + 200) is not None
