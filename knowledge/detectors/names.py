"""Names of people: colleagues as PERSON, customers' and partners' people as CUSTOMER."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.companies import find_companies
from knowledge.detectors.company_terms import find_company_terms
from knowledge.detectors.name_cells import find_in_cells
from knowledge.detectors.name_given import find_given
from knowledge.detectors.name_honorifics import find_by_honorific
from knowledge.detectors.name_labels import find_by_label
from knowledge.detectors.name_lines import find_by_place
from knowledge.detectors.name_prose import find_in_prose
from knowledge.detectors.name_rosters import find_in_rosters
from knowledge.detectors.name_sheets import find_in_sheets
from knowledge.detectors.name_sides import with_sides
from knowledge.detectors.name_signs import find_by_sign
from knowledge.detectors.name_spread import beside, elsewhere, in_rosters
from knowledge.detectors.name_words import FORM, SAMPLE_NAMES, TITLES
from knowledge.detectors.named import Side
from knowledge.detectors.own_names import is_own
from knowledge.detectors.publicity import also_public, is_landscape, is_public_figure
from knowledge.detectors.romaji_names import find_in_latin
from knowledge.detectors.romaji_talk import find_in_talk
from knowledge.detectors.scene import scene_of
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.detectors.named import Named
    from knowledge.reading import Reading

_FINDERS = (
    find_by_honorific,
    find_by_label,
    find_in_cells,
    find_by_place,
    find_in_prose,
    find_in_rosters,
    find_in_sheets,
    find_by_sign,
    find_given,
    find_in_latin,
    find_in_talk,
)
_ADDRESSED = regex(" ?(?:さん|氏|君|くん)")
# These reasons take a name for what it looks like, so what looks like a mountain is one.
_BY_LOOKS = frozenset(
    {"line", "full-name", "family-name", "pair", "before-brackets", "speaker", "again", "list"}
)
_ABOUT_LETTERS = regex("異体字|旧字体|新字体|俗字|字体|文字コード|機種依存文字|環境依存文字|外字")
_NEVER_PUBLIC = regex(rf" ?(?:様|さま|殿|ちゃん|{TITLES})")


def find_names(reading: Reading) -> Iterator[Finding]:
    """Yield the names of people in a reading, without honorifics and titles.

    Overlapping findings are left to the one who masks. Public figures in public context, form
    samples and our own company are no findings.
    """
    scene = scene_of(reading)
    found = _distinct(named for finder in _FINDERS for named in finder(scene))
    found = _without_public(scene.text, _without_samples(scene.text, found))
    found = _distinct([*found, *beside(scene, found)])
    found = _distinct([*found, *in_rosters(scene, found)])
    found = _distinct([*found, *elsewhere(scene, found)])
    if not found:
        return
    companies = [*find_companies(reading), *find_company_terms(reading)]
    for named in with_sides(scene, found, companies):
        if not is_own(scene.text[named.start : named.end], reading.company):
            kind = Kind.CUSTOMER if named.side is Side.THEIRS else Kind.PERSON
            yield Finding(named.start, named.end, kind, Confidence.SURE, named.why)


def _distinct(found: Iterable[Named]) -> list[Named]:
    """One of each span: the bound one, and of those the one whose side is known."""
    best: dict[tuple[int, int], Named] = {}
    for named in found:
        span = (named.start, named.end)
        if span not in best or _rank(named) > _rank(best[span]):
            best[span] = named
    return sorted(best.values())


def _rank(named: Named) -> tuple[bool, bool]:
    return named.bound, named.side is not Side.UNSAID


def _without_samples(text: str, found: Sequence[Named]) -> list[Named]:
    if _ABOUT_LETTERS.search(text):
        found = [n for n in found if not _is_quoted(text, n)]
    if not FORM.search(text):
        return list(found)
    return [n for n in found if text[n.start : n.end].replace(" ", "") not in SAMPLE_NAMES]


def _is_quoted(text: str, named: Named) -> bool:
    """「渡邉」と「渡辺」: a form that is spoken about, where the text is about letters."""
    return text[named.start - 1 : named.start] == "「" and text[named.end : named.end + 1] == "」"


def _without_public(text: str, found: Sequence[Named]) -> list[Named]:
    kept: list[Named] = []
    public: list[Named] = []
    for named in found:
        if named.why in _BY_LOOKS and is_landscape(text, named.start, named.end):
            continue
        after = text[named.end : named.end + 8]
        if named.why in {"label", "column", "value"} or _NEVER_PUBLIC.match(after):
            kept.append(named)
            continue
        addressed = _ADDRESSED.match(after) is not None
        target = public if is_public_figure(text, named, addressed=addressed) else kept
        target.append(named)
    return [n for n in kept if not also_public(text, public, n)]
