"""Names as people call each other: …ちゃーん, …っち, 課長塙, 「塙」に電話, リーさん; Latin ones in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.name_evidence import ASKS_OR_ACTS
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    GIVEN_IN_KANA,
    NOBODY,
    NOT_CALLED,
    RARE_SURNAMES,
    SINGLE_SURNAMES,
    TITLES,
)
from knowledge.detectors.named import Named, Side, can_be_family
from knowledge.detectors.scene import all_katakana
from knowledge.detectors.word_lists import word_list
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from knowledge.detectors.scene import Scene

_DRAWN_OUT = regex(
    r"(?<![一-龥々])(?P<name>[一-龥々]{2,4}|[ァ-ヶー]{2,6}|(?<![ぁ-ん])[ぁ-ん]{2,5}?)"
    r"(?:ちゃ[ーぁあ〜~]{1,4}ん|さ[ーぁあ〜~]{1,4}ん|く[ーぅう〜~]{1,4}ん|っち(?=[もはがとにのへや、。!! \n]|$)|りん(?=[もはがとに、。! \n]|$)|たん(?=[もはがとに、。! \n]|$)|にゃん(?=[もはがとに、。! \n]|$))"
)
# 課長塙(試作): glued to the title; the letters of 社長室 and 部長席 are no names here.
_AFTER_TITLE = regex(
    rf"(?:{TITLES})(?P<name>[一-龥々]{{1,3}})(?=[(、。,/\n;・\t]|$| ?\(|が|は|に|と|から|より)"
)
_NOT_AFTER_TITLE = frozenset("室席職級会補宅邸印章")
_IN_QUOTES = regex(r"「(?P<name>[一-龥々]{1,4}|[ァ-ヶー]{3,8})」")
_FULL = regex(
    r"(?<![一-龥々ぁ-んァ-ヶA-Za-z])(?P<family>[一-龥々]{1,4}) (?P<given>[ぁ-ん]{2,5})(?=[、。,)(\n\t/・:]|$| |様|さん|が|は|の|に|と|です|[0-9])"
)
_FOREIGN = regex(r"(?<![ァ-ヶー・])(?P<name>[ァ-ヶ][ァ-ヶー]{1,9})(?=さん|くん|君|氏|先輩|ちゃん)")
_LATIN_FILE = "words_latin_names.toml"
_NO_NAME = word_list(_LATIN_FILE, "nobody")
_SEPARATOR = r"(?: ?[/、,・&;→+] ?| ?[(]?[0-9①-⑳][).]? ?| と | and )"
_LATIN = r"(?:[A-Z]\. ?)?(?:[A-Z]['’])?[A-Z][a-zà-ÿ]{2,14}(?: [A-Z][a-zà-ÿ]{2,14})?"
_LATIN_RIGHT = regex(
    rf"(?:さん|様|くん|氏)?{_SEPARATOR}(?P<name>{_LATIN})(?=[/、,・&;→+。)\n \t]|$|さん|様|[ぁ-ん])"
)
_LATIN_LEFT = regex(rf"(?<![A-Za-z])(?P<name>{_LATIN})(?:さん|様|くん|氏)?{_SEPARATOR}\Z")


def find_called(scene: Scene) -> Iterator[Named]:
    """Yield names in the forms of talk: drawn out, shortened, glued to a title, in quotes."""
    text = scene.text
    yield from _drawn_out(text)
    for found in _AFTER_TITLE.finditer(text):
        if _may_follow_title(found["name"]):
            yield _named(found, "label")
    for found in _IN_QUOTES.finditer(text):
        if _can_be_called(found["name"]) and ASKS_OR_ACTS.match(text, found.end()):
            yield _named(found, "acts")
    for found in _FULL.finditer(text):
        family = found["family"]
        if found["given"] in GIVEN_IN_KANA and can_be_family(family) and family not in DEPARTMENTS:
            yield Named(found.start(), found.end("given"), Side.UNSAID, "full-name", bound=False)
    for found in _FOREIGN.finditer(text):
        word = scene.word_at(found.start())
        named = word.part_of_speech[2] == "人名" or uses_of(found["name"]).person
        if named and word.start == found.start() and found["name"] not in NOBODY | NOT_CALLED:
            yield _named(found, "honorific")


def _drawn_out(text: str) -> Iterator[Named]:
    for found in _DRAWN_OUT.finditer(text):
        name = found["name"]
        uses = uses_of(name)
        known = (uses.name and not uses.common) or name in GIVEN_IN_KANA
        if known and name not in NOBODY | NOT_CALLED:
            yield _named(found, "honorific")


def _may_follow_title(name: str) -> bool:
    if len(name) == 1:
        return name in SINGLE_SURNAMES and name not in _NOT_AFTER_TITLE
    uses = uses_of(name)
    known = name in RARE_SURNAMES or (uses.surname and not uses.common)
    return known and name not in FILLERS


def _named(found: re.Match[str], why: str) -> Named:
    return Named(*found.span("name"), Side.UNSAID, why)


def _can_be_called(name: str) -> bool:
    if name in FILLERS | NOBODY | DEPARTMENTS | BIG_PLACES:
        return False
    uses = uses_of(name)
    if len(name) == 1:
        return uses.surname and name in SINGLE_SURNAMES
    if all_katakana(name):
        return uses.name and not uses.common
    return can_be_family(name) and not uses.common


def latin_beside(text: str, found: Iterable[Named]) -> Iterator[Named]:
    """Yield names in Latin letters beside found ones in a list: 財前/李/Smith."""
    for named in found:
        if not named.bound and not text[named.start].isalpha():
            continue
        right = _LATIN_RIGHT.match(text, named.end)
        if right and _is_latin_name(right["name"]):
            yield Named(*right.span("name"), named.side, "list")
        left = _LATIN_LEFT.search(text, max(0, named.start - 40), named.start)
        if left and _is_latin_name(left["name"]):
            yield Named(*left.span("name"), named.side, "list")


def _is_latin_name(name: str) -> bool:
    return not _NO_NAME & {part.rstrip(".") for part in name.split(" ")}
