"""Phone numbers: told by their structure, by a label, or by the numbering plan."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import phonenumbers

from knowledge.detectors.labels import (
    GLUE_OVER_LINES,
    ascii_lower,
    before_value,
    line_before,
    stands_before,
)
from knowledge.detectors.numbers import ascii_digits, with_plain_digits
from knowledge.detectors.samples import shows_a_format
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading

# Between two digits of one number; a line break only together with a dash or after a label.
_GAP = r"[ \t().・_/ー~の*•\-]{0,4}(?:\n[> \t]{0,4}-?)?"
_NATIONAL = regex(rf"(?<![0-9])\(?0(?:{_GAP}[0-9]){{8,10}}")
_WORLD = regex(
    r"(?<![0-9A-Za-z+])\+[ ]?(?:81(?:[ \-.]{0,2}\(?0\)?)?(?:[ ().\-]{0,3}[0-9]){8,10}"
    r"|[1-79][0-9]{0,2}(?:[ ().\-]{0,3}[0-9]){7,12}"
    r"|8[02-9][0-9]?(?:[ ().\-]{0,3}[0-9]){7,12})(?![0-9])"
)
_FROM_ABROAD = regex(
    r"(?<![0-9+\-])(?:010[ \-]?|00)?81[ \-.]{1,2}\(?0?\)?[ \-.]{0,2}"
    r"(?:[5789]0[ \-.]?[0-9]{4}|[1-9][0-9]{0,3}[ \-.][0-9]{1,4})[ \-.]?[0-9]{4}(?![0-9\-])"
)
_ANYTHING = regex(r"(?<![0-9])[(]?[0-9](?:[ ]?[().\-]{0,2}[ ]?[0-9]){5,12}(?![0-9])")
_EXTENSION = regex(
    r"[ ,/]{0,2}[(]?[ ]?(?:内線(?:番号)?|(?:ext|EXT|Ext)(?:ension|\.)?)[ .:]{0,3}[0-9]{1,6}[)]?"
)
_INSIDE = regex(
    r"内[ ]?線(?:番号)?(?:は|:|[ ]|\t|,|=){0,3}([0-9]{2,5})(?![0-9]|[-,.][0-9]|[件名本])"
)
_LABEL = before_value(
    "電話|電話番号|℡|tel|telephone|phone|phone number|携帯|携帯番号|携帯電話|mobile|mob|"
    "cell|cellphone|fax|ファックス|ファクス|連絡先|緊急連絡先|直通|代表|スマホ|"
    "ケータイ|tel no|tel/fax|自宅|固定|ダイヤルイン|m|t|f|"
    "家の番号|phone_no|折り返し|折返し|dial|call",
    glue=GLUE_OVER_LINES,
)
# Labels that are also everyday words vouch only for what has the structure of a number.
_CLEAR_LABEL = before_value(
    "電話|電話番号|tel|telephone|phone|phone number|携帯|携帯番号|携帯電話|mobile|mob|"
    "cell|fax|ファックス|ファクス|緊急連絡先|直通|スマホ|ケータイ|家の番号|"
    "tel no|tel/fax|phone_no",
    glue=GLUE_OVER_LINES,
)
_HEADER = regex(r"電話|携帯|tel|phone|fax|mobile|mob|連絡先|ファックス|スマホ")
_CONTACT = regex(
    r"電話|携帯|連絡|℡|tel|phone|fax|お客様|様|さん|〒|@|call|スマホ|ケータイ|折り?返|かけ|まで|番号は",
    re.IGNORECASE,
)
_OTHER_NUMBER = regex(
    r"(?:注文|受注|発注|伝票|品番|型番|型式|品名|製造番号|シリアル|ロット|追跡|送り状|問い?合わせ番号|管理番号|請求書"
    r"|見積|整理番号|受付番号|カタログ|図面|図番|コード|s/n|lot|jan|isbn|serial|order|part|sku|seq|p/n|model|ver"
    r"|version|バージョン|登録番号|会員|契約|社員|口座|お?客様番号|顧客)[^\n0-9]{0,10}\Z"
)
_NEXT_IS_COUNT = regex(
    r"[ ]?(?:[円件名人回台%年月日時分歳個桁枚本冊]|万|億|ミリ|mm|cm|kg|ms|bytes?)"
)
_DATE = regex(r"(?:19|20)[0-9]{2}[ ]?[\-./][ ]?[01]?[0-9](?:[\-./ ]|[0-3][0-9])")
_CLOCK_RANGE = regex(r"[(]?[0-2][0-9][0-5][0-9][ ]?-[ ]?[0-2][0-9][0-5][0-9]")


def find_phones(reading: Reading) -> Iterator[Finding]:
    """Yield phone and fax numbers with their extensions, and inside lines (内線)."""
    text = reading.text
    seen: set[int] = set()
    for copy in filter(None, (text, with_plain_digits(text))):
        for search in (_from_abroad, _by_structure, _by_label):
            for found in search(copy):
                if found.start not in seen:
                    seen.add(found.start)
                    yield found
    yield from _in_columns(reading)
    for match in _INSIDE.finditer(text):
        yield Finding(*match.span(1), Kind.PHONE, Confidence.POSSIBLE, "phone-extension")


def _finding(text: str, start: int, end: int, why: str) -> Finding:
    if text[start] == "(" and ")" not in text[start:end]:
        start += 1
    extension = _EXTENSION.match(text, end)
    if extension:
        end = extension.end()
        if extension[0].endswith(")") and "(" not in extension[0]:
            end -= 1
    return Finding(start, end, Kind.PHONE, Confidence.SURE, why)


def _by_structure(text: str) -> Iterator[Finding]:
    lowered = ascii_lower(text)
    at = 0
    # Not finditer: the eleventh digit of one candidate may be the first of the next number.
    while match := _NATIONAL.search(text, at):
        found = _national(text, lowered, match)
        at = match.start() + 1
        if found:
            at = found.end
            yield found


def _national(text: str, lowered: str, match: re.Match[str]) -> Finding | None:
    places = [at for at in range(*match.span()) if "0" <= text[at] <= "9"]
    digits = "".join(text[at] for at in places)
    for length in _lengths(digits):
        if len(places) >= length:
            found = _of_length(text, lowered, match.start(), places[:length])
            if found:
                return found
    return None


def _of_length(text: str, lowered: str, start: int, places: list[int]) -> Finding | None:
    digits = "".join(text[at] for at in places)
    end = places[-1] + 1
    if not digits[4:].strip("0") or shows_a_format(text, start, end, tail=len(digits) - 3):
        return None
    labelled = stands_before(_LABEL, lowered, start)
    if not _stands_alone(lowered, start, end, labelled=labelled):
        return None
    if labelled:
        return _finding(text, start, end, "phone-labelled")
    if _OTHER_NUMBER.search(line_before(lowered, start, 24)):
        return None
    gaps = [text[a + 1 : b] for a, b in pairwise(places)]
    if _is_grouped(digits, gaps) if any(gaps) else _is_plausible_bare(text, start, end, digits):
        return _finding(text, start, end, "phone")
    return None


def _is_plausible_bare(text: str, start: int, end: int, digits: str) -> bool:
    if text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        return False
    if len(digits) == 11 and digits[:2] != "02":
        return True
    near = text[max(0, start - 60) : start] + text[end : end + 12]
    return _CONTACT.search(near) is not None or _in_numbering_plan(digits)


def _lengths(digits: str) -> tuple[int, ...]:
    """Return how many digits a number with this beginning may have."""
    if digits.startswith("060"):
        return 11, 10  # the new mobile numbers, and 06-0… in Osaka
    if digits[:4] == "0800" or digits[:3] in {"020", "050", "070", "080", "090"}:
        return (11,)
    return () if digits[1] == "0" or digits[:3] == "010" else (10,)


def _is_grouped(digits: str, gaps: list[str]) -> bool:
    if any(
        "\n" in gap and "-" not in gap and digits[0:2] not in {"05", "07", "08", "09"}
        for gap in gaps
    ):
        return False
    return _is_shape(digits, _sizes(gaps, strong=True)) or _is_shape(
        digits, _sizes(gaps, strong=False)
    )


def _sizes(gaps: list[str], *, strong: bool) -> list[int]:
    sizes = [1]
    for gap in gaps:
        if gap.strip() or (gap and not strong):
            sizes.append(1)
        else:
            sizes[-1] += 1
    return sizes


def _is_shape(digits: str, sizes: list[int]) -> bool:
    if len(sizes) == sum(sizes):
        return True
    if len(sizes) == 2:
        return 2 <= sizes[0] <= 5 <= sizes[1] or sizes in ([6, 4], [7, 4])
    if len(sizes) != 3:
        return False
    if sum(sizes) == 11 and digits[:2] != "02":
        return min(sizes) >= 3
    if sizes == [4, 3, 3]:
        return digits[:4] in {"0120", "0570", "0800", "0990", "0180", "0170"}
    area = sizes[0] + sizes[1] == 6 and sizes[2] == 4
    return area and (sizes[0] > 2 or digits[:2] in {"03", "04", "06"})


def _stands_alone(lowered: str, start: int, end: int, *, labelled: bool) -> bool:
    """Say whether the digits are not a part of a longer code such as A-0312-34-5678-9."""
    after = lowered[end : end + 2]
    if after[:1].isascii() and after[:1].isdigit():
        return False
    if labelled:
        return True
    if after[:1] in {"-", "_"} and after[1:].isascii() and after[1:].isalnum():
        return False
    before = lowered[max(0, start - 2) : start]
    if before[-1:].isascii() and before[-1:].isalpha():
        return False
    return not (before[-1:] in {"-", ".", "_", "#"} and before[0].isascii() and before[0].isalnum())


def _from_abroad(text: str) -> Iterator[Finding]:
    for pattern in (_WORLD, _FROM_ABROAD):
        for match in pattern.finditer(text):
            count = len(ascii_digits(match[0]))
            parted = re.search(r"[0-9][ ().\-]{1,3}[0-9]", match[0])
            if (
                not (9 <= count <= 15)
                or not (parted or count >= 11)
                or _NEXT_IS_COUNT.match(text, match.end())
            ):
                continue
            if not shows_a_format(text, *match.span(), tail=7):
                yield _finding(text, *match.span(), "phone")


def _by_label(text: str) -> Iterator[Finding]:
    lowered = ascii_lower(text)
    for match in _ANYTHING.finditer(text):
        start, end = match.span()
        if not stands_before(_CLEAR_LABEL, lowered, start):
            continue
        if (
            _DATE.match(match[0])
            or _CLOCK_RANGE.fullmatch(match[0])
            or _NEXT_IS_COUNT.match(text, end)
        ):
            continue
        if not shows_a_format(text, start, end, tail=7):
            yield _finding(text, start, end, "phone-labelled")


def _in_columns(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for cell in reading.cells:
        if not _HEADER.search(cell.header):
            continue
        value = text[cell.start : cell.end]
        digits = ascii_digits(value)
        # A spreadsheet drops the leading 0, so nine digits are enough.
        if (
            9 <= len(digits) <= 13
            and re.fullmatch(r"[+0-9 ().\-]{9,20}", value)
            and digits[3:].strip("0")
        ):
            yield Finding(cell.start, cell.end, Kind.PHONE, Confidence.SURE, "phone-column")


def _in_numbering_plan(digits: str) -> bool:
    number = phonenumbers.PhoneNumber(country_code=81, national_number=int(digits))
    return phonenumbers.is_valid_number(number)
