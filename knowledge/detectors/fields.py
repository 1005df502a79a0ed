"""Values that a key or a tag names: <tel>…</tel>, "birthYmd": "…", <th>電話</th><td>…</td>."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.readings import usual_heading
from knowledge.detectors.tables import Cell
from knowledge.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_ELEMENT = regex(
    r"<(?:[A-Za-z]{1,12}:)?(?P<key>[A-Za-z一-龯ぁ-んァ-ヶー][A-Za-z0-9_\-一-龯ぁ-んァ-ヶー]{0,40})"
    r"(?:[ ][^<>\n]{0,80})?>\s{0,8}(?:<!\[CDATA\[)?(?P<value>[^<>\n]{1,200}?)(?:\]\]>)?\s{0,8}</"
)
_PAIR = regex(
    r"<(?:th|td|dt)[^<>\n]{0,80}>\s{0,4}(?P<key>[^<>\n]{1,24}?)\s{0,4}[:]?</(?:th|td|dt)>\s{0,8}"
    r"<(?:td|dd)[^<>\n]{0,80}>\s{0,8}(?P<value>[^<>\n]{1,200}?)\s{0,8}</"
)
_MEMBER = regex(
    r"[\"'](?P<key>[A-Za-z_一-龯ぁ-んァ-ヶー][A-Za-z0-9_.\- 一-龯ぁ-んァ-ヶー]{0,40})[\"'][ ]?"
    r"(?::|=>)\s{0,8}(?:[\"'](?P<value>[^\"'\n]{1,200})[\"']|(?P<plain>[0-9][0-9.\-]{0,20}))"
)
_ATTRIBUTE = regex(
    r"[ ](?P<key>[A-Za-z][A-Za-z0-9_\-]{1,40})=[\"'](?P<value>[^\"'<>\n]{1,200})[\"']"
)


def fields(text: str) -> Iterator[Cell]:
    """Yield the values of XML and HTML elements, attributes and JSON members as cells."""
    for pattern in (_ELEMENT, _PAIR, _ATTRIBUTE) if "<" in text else ():
        for match in pattern.finditer(text):
            yield _cell(match, "value")
    for match in _MEMBER.finditer(text):
        yield _cell(match, "value" if match["value"] else "plain")


def _cell(match: re.Match[str], group: str) -> Cell:
    start, end = match.span(group)
    raw = match[group]
    heading = usual_heading(match["key"])
    left = len(raw) - len(raw.lstrip())
    return Cell(start + left, end - (len(raw) - len(raw.rstrip())), heading, (heading,))
