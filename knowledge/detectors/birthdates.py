"""Dates of birth: a date that a label, a column or 生まれ makes somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.labels import GLUE_OVER_LINES, ascii_lower, before_value, stands_before
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading

_KANJI = "〇零一二三四五六七八九十元"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR_SIGN = r"[ ]{0,2}[年\-/.・,_ ][ ]{0,2}"
_MONTH_SIGN = r"[ ]{0,2}[月\-/.・,_ ][ ]{0,2}"
_DATE = regex(
    rf"(?:(?<![0-9])(?:19"
    rf"|20)[0-9]{{2}}{_YEAR_SIGN}[01]?[0-9]{_MONTH_SIGN}[0-3]?[0-9](?![0-9])(?:[ ]?日)?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
    rf"|(?:明[ ]?治|大[ ]?正|昭[ ]?和|平[ ]?成|令[ ]?和|[明大昭平令]|(?<![a-z0-9])[mtshr])[ .]?(?:[0-9]{{1,2}}|[{_KANJI}]{{1,3}}){_YEAR_SIGN}"
    rf"(?:[0-9]{{1,2}}|[{_KANJI}]{{1,2}}){_MONTH_SIGN}(?:[0-9]{{1,2}}(?![0-9])"
    rf"|[{_KANJI}]{{1,3}})(?:[ ]?日)?"
    r"|(?:明治?|大正?|昭和?|平成?|令和?|(?<![a-z0-9])[mtshr])[0-9]{6}(?![0-9])"
    rf"|[{_KANJI}]{{4}}年[ ]?[{_KANJI}]{{1,2}}月[ ]?[{_KANJI}]{{1,3}}日"
    rf"|(?<![0-9])[0-3]?[0-9](?:st|nd|rd|th)?[ \-]{_MONTH}[ ,\-]{{1,2}}(?:19|20)[0-9]{{2}}(?![0-9])"
    rf"|(?<![a-z]){_MONTH}[ ][0-3]?[0-9](?:st|nd|rd|th)?[ ,]{{1,2}}(?:19|20)[0-9]{{2}}(?![0-9])"
    r"|(?<![0-9])[0-3]?[0-9][/.\-][0-3]?[0-9][/.\-](?:19|20)[0-9]{2}(?![0-9])"
    rf"|(?<![0-9])[0-3]?[0-9][ \-]{_MONTH}[ ,\-]{{1,2}}'?[0-9]{{2}}(?![0-9])"
    rf"|(?<![0-9])[0-9]{{2}}[ ]?年[ ]?[01]?[0-9][ ]?月[ ]?[0-3]?[0-9][ ]?日"
    rf"|(?<![0-9])(?:(?:19|20)[0-9]{{2}}|(?:昭和|平成|[sh])[ ]?[0-9]{{1,2}})[ ]?年[ ]?[01]?[0-9][ ]?月(?![0-9])"
    r"|(?<![0-9])[0-9]{2}[/.\-][01]?[0-9][/.\-][0-3]?[0-9](?![0-9])"
    r"|(?<![0-9])[01]?[0-9][ ]?月[ ]?[0-3]?[0-9][ ]?日|(?<![0-9/])[01]?[0-9]/[0-3]?[0-9](?![0-9/]))"
)
_LABEL = before_value(
    "生年月日|うまれ|生まれ|お生まれ|誕生日|お誕生日|出生日|出生年月日|生月日|バースデー|誕生年月日|birth|birthday|"
    "birthdate|birth date|birth day|date of birth|dob|d.o.b.|d.o.b|born|born on|生年",
    glue=GLUE_OVER_LINES,
)
_HEADER = regex(r"生年月日|うまれ|生まれ|お生まれ|誕生日|出生|生月日|生まれ|birth|dob|バースデー")
_BORN = regex(
    r"[ )」]{0,2}(?:日)?(?:[ ]?(?:に|の))?[ ]?(?:生まれ(?!変わ|た(?!人|方|者|の))|うまれ|誕生日|生(?![0-9ぁ-んァ-ヶ一-龯]))"
    r"|[ ]?[(]?[ ]?(?:満)?[0-9]{1,3}[歳才]"
)
# 長女 笠間 つむぎ(令和2年11月9日): a date right after somebody of the family.
_OF_THE_FAMILY = regex(
    r"(?:[長次二三]男|[長次二三]女|続柄|配偶者|扶養|家族|(?<![一-龥])[夫妻子孫父母])[ :]{1,2}[^\n。の]{1,14}[(]\Z"
)
_COMPARED = regex(r"[ ][<>]=?[ ]?['\"]?\Z")
_SHORT_DATE = regex(r"[0-9]{6}|[0-9]{8}|[0-9]{7}")
_NOT_A_PERSON = regex(r"(?:会社|当社|弊社|創業|設立|製品|商品|サービス|ブランド)の?\Z")


def find_birthdates(reading: Reading) -> Iterator[Finding]:
    """Yield dates of birth in Western, Japanese-era and English writing."""
    text = reading.text
    lowered = ascii_lower(text)
    for match in _DATE.finditer(lowered):
        start, end = match.span()
        # birth < '1990-01-01' asks about many.
        if _COMPARED.search(lowered, max(0, start - 6), start):
            continue
        if stands_before(_LABEL, lowered, start):
            yield Finding(start, end, Kind.BIRTHDATE, Confidence.SURE, "birthdate-labelled")
        elif _is_of_the_family(lowered, start, end):
            yield Finding(start, end, Kind.BIRTHDATE, Confidence.SURE, "birthdate-family")
        elif _BORN.match(lowered, end) and not _NOT_A_PERSON.search(
            lowered, max(0, start - 8), start
        ):
            yield Finding(start, end, Kind.BIRTHDATE, Confidence.SURE, "birthdate")
    for cell in reading.cells:
        if not _HEADER.search(cell.header):
            continue
        if _DATE.match(lowered, cell.start, cell.end) or _SHORT_DATE.fullmatch(
            lowered, cell.start, cell.end
        ):
            yield Finding(cell.start, cell.end, Kind.BIRTHDATE, Confidence.SURE, "birthdate-column")


def _is_of_the_family(lowered: str, start: int, end: int) -> bool:
    """Whether a whole date with its year stands in brackets behind one of a family."""
    closed = lowered[end : end + 1] == ")" and lowered[start - 1 : start] == "("
    before = lowered[max(0, start - 30) : start]
    return closed and end - start > 7 and _OF_THE_FAMILY.search(before) is not None
