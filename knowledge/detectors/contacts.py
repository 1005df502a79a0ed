"""E-mail addresses and postal codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower, before_value, stands_before
from knowledge.detectors.numbers import with_plain_digits
from knowledge.detectors.samples import shows_a_format
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading

_LOCAL = r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_][A-Za-z0-9._%+\-]*+"
_TIGHT = regex(
    _LOCAL
    + r"@(?=([A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,8}\.[A-Za-z]{2,24}))\1(?![A-Za-z])"
)
_ENDINGS = (
    r"(?:(?:co|ne|or|ac|ad|go|gr|ed|lg)[ ]?(?:\.|\[dot\])[ ]?jp|com|net|org|jp|info|biz|io|dev"
    r"|app|ai|me"
    r"|tokyo|osaka|cloud|tech|work|us|uk|cn|kr|tw|de|fr|eu|example|test|invalid|local|internal)"
    r"(?![A-Za-z0-9])"
)
_DOT = r"(?:[ ]?\[dot\][ ]?|[ ]?\(dot\)[ ]?|[ ]?ドット[ ]?| dot | \. |\.)"
# Written so that a machine should not read it, or torn by a scanner or a line end.
_LOOSE = regex(
    r"(?<![A-Za-z0-9_%+\-])[A-Za-z0-9_]"
    rf"(?:[A-Za-z0-9_%+\-]|{_DOT}(?=[A-Za-z0-9])){{0,63}}"
    r"(?:[ ]{0,2}(?:\[at\]|\(at\)|<at>|\{at\}|【at】|\[@\]|\(@\)|☆|★|アットマーク|あっと(?:まーく)?)[ ]{0,2}"
    r"| at (?=[a-z0-9\-]{1,63}(?: dot |\[dot\]|\(dot\)))"
    r"|[ ]{0,2}@[ ]{0,2}|@\n[> ]{0,4})"
    rf"(?:[A-Za-z0-9\-]{{1,63}}{_DOT}){{1,5}}{_ENDINGS}",
)
_FOREIGN_LETTERS = regex(
    _LOCAL + r"@[A-Za-z0-9\-ぁ-んァ-ヶー一-龯]{1,40}\.(?:jp|com|net|みんな|コム)(?![A-Za-z])"
)
_FILE_ENDINGS = regex(r"\.(?:png|jpe?g|gif|svg|webp|js|ts|css|py|json|md|txt|zip|git|html?)\Z")
_SAMPLE_PEOPLE = regex(
    r"(?:users?|username|test|foo|bar|baz|name|hoge|fuga|piyo|sample|example|someone|email|mail"
    r"|me|you"
    r"|address|xxx+|aaa+|abc|john(?:\.?doe)?|jane(?:\.?doe)?|your[a-z._\-]*)[0-9]{0,3}"
    r"@(?:[a-z0-9\-]{1,30}\.)?(?:example\.(?:com|net|org|jp|co\.jp)|(?:company|domain"
    r"|yourdomain|sample|test|mydomain)\.(?:com|co\.jp|jp))\Z"
)
_SHOWN_AS_FORM = regex(
    r"(?:xx+|[*]+|yyy*|abc|hoge|your[a-z\-]*)@(?:xx+|[*]+|yyy*|abc|hoge|your[a-z\-]*)\."
)

_CODE = regex(
    r"(?<![0-9])(?<![0-9][\-./])[0-9]{3}[ ]?-?[ ]?[0-9]{4}(?![0-9])(?!-[0-9])(?![年月円件])"
)
_CODE_LABEL = before_value(
    "〒|郵便番号|郵便|zip|zip code|zipcode|postal code|postcode|postal|postal no"
)
_CODE_HEADER = regex(r"〒|郵便|zip|postal|postcode")
_PLACE = regex(
    r"[ \n\t,\"'>|)]{0,6}(?:住所[: ]{0,2})?(?:北海道|東京都|(?:京都|大阪)府|[一-龯]{2,3}県|[一-龯ヶケ]{1,5}[市区町村郡])"
)


def find_emails(reading: Reading) -> Iterator[Finding]:
    """Yield e-mail addresses, also glued to Japanese, spaced out, or written with [at]."""
    text = reading.text
    taken: set[int] = set()
    for pattern in (_TIGHT, _LOOSE, _FOREIGN_LETTERS):
        if pattern is _FOREIGN_LETTERS and "@" not in text:
            continue
        for match in pattern.finditer(text):
            span = match.span()
            if span[0] not in taken and _is_somebody(text, *span):
                taken.add(span[0])
                yield Finding(*span, Kind.EMAIL, Confidence.SURE, "email")


def _is_somebody(text: str, start: int, end: int) -> bool:
    address = ascii_lower(text[start:end])
    if _FILE_ENDINGS.search(address) or _SAMPLE_PEOPLE.match(address):
        return False
    if _SHOWN_AS_FORM.match(address):
        return False
    # git@host:path, and the password of user:password@host, which is a credential.
    if address.startswith("git@") and text[end : end + 1] in {":", "/"}:
        return False
    token = text[max(0, start - 80) : start].rsplit(None, 1)
    return not (token and text[start - 1 : start] in {":", "/"} and "://" in token[-1])


def find_postal_codes(reading: Reading) -> Iterator[Finding]:
    """Yield postal codes that a 〒, a label, a column or a following address gives away."""
    text = reading.text
    for copy in filter(None, (text, with_plain_digits(text))):
        lowered = ascii_lower(copy)
        for match in _CODE.finditer(copy):
            start, end = match.span()
            if shows_a_format(copy, start, end, tail=7):
                continue
            if stands_before(_CODE_LABEL, lowered, start):
                yield Finding(start, end, Kind.POSTAL_CODE, Confidence.SURE, "postal-labelled")
            elif "-" in match[0] and _PLACE.match(text, end):
                yield Finding(start, end, Kind.POSTAL_CODE, Confidence.SURE, "postal")
    for cell in reading.cells:
        value = text[cell.start : cell.end]
        # A spreadsheet drops the leading 0, so six digits are enough.
        if not _CODE_HEADER.search(cell.header) or not value.strip("0-"):
            continue
        if re.fullmatch(r"[0-9]{3}-?[0-9]{4}|[0-9]{6}", value):
            yield Finding(cell.start, cell.end, Kind.POSTAL_CODE, Confidence.SURE, "postal-column")
