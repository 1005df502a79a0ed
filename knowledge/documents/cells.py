"""A number in a cell as a person sees it: a date, an amount with its unit, a number with dashes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

GENERAL: Final = "General"
_DATE: Final = "yyyy/m/d"
_TIME: Final = "h:mm"
BUILT_IN_FORMATS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("3", "37", "38"), "#,##0"),
    **dict.fromkeys(("4", "39", "40"), "#,##0.00"),
    "9": "0%",
    "10": "0.00%",
    # The currency of whoever looks; here that is yen.
    **dict.fromkeys(("5", "6", "7", "8", "42", "44"), '"¥"#,##0'),
    **dict.fromkeys(map(str, (*range(14, 18), *range(27, 37), *range(50, 59))), _DATE),
    **dict.fromkeys(("18", "19", "20", "21", "32", "33", "45", "46", "47"), _TIME),
    "22": f"{_DATE} {_TIME}",
}

_LAST_DAY = 2_958_465
_EXACT = 10**15
_TOKEN = re.compile(
    r'(?P<general>general)|"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]\-]*)[^\]]*\]'
    r"|\[(?P<elapsed>[hms]+)\]|\[[^\]]*\]|[_*].|(?P<number>[0#?.,]+)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Format:
    """The pieces of a format: literal words and, marked as such, places for digits."""

    pieces: tuple[tuple[bool, str], ...]
    letters: str

    @property
    def places(self) -> list[str]:
        return [piece for is_number, piece in self.pieces if is_number]


def shown(value: str, format_: str, *, is_from_1904: bool = False) -> str:
    """Return a number as its format shows it, near enough to recognise what it is.

    Args:
        value: as it stands in the file; what is no number is returned as it is.
        format_: Excel's code.
        is_from_1904: whether days are counted from 1904.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    form = _read(format_)
    if "%" in form.letters:
        return f"{number * 100:.10g}%"
    if _is_scientific(form) or not (form.places or _is_date(form)):
        return _plain(number)
    if _is_date(form):
        return _date(number, form, is_from_1904=is_from_1904)
    if len(form.places) > 1 and "." not in "".join(form.places):
        return _digits(number, form)
    return _amount(number, form)


def _read(format_: str) -> _Format:
    pieces: list[tuple[bool, str]] = []
    letters = ""
    for token in _TOKEN.finditer(format_):
        plain = token["plain"]
        if plain == ";":
            # What follows is for negative numbers, for zero and for words.
            break
        if token["number"] or token["general"]:
            pieces.append((True, token["number"] or GENERAL))
            continue
        if token["elapsed"] or (plain and plain.isascii() and (plain.isalpha() or plain in "+%@")):
            letters += (token["elapsed"] or plain).lower()
            continue
        literal = token["quoted"] or token["escaped"] or token["currency"] or plain or ""
        pieces.append((False, literal))
    return _Format(tuple(pieces), letters)


def _is_scientific(form: _Format) -> bool:
    return "e+" in form.letters or "e-" in form.letters


def _is_date(form: _Format) -> bool:
    # 和暦 has e for the year and g for the era.
    return any(letter in form.letters for letter in "ymdhsge")


def _plain(number: float) -> str:
    if number.is_integer() and abs(number) < _EXACT:
        return str(int(number))
    return f"{number:.15g}"


def _date(number: float, form: _Format, *, is_from_1904: bool) -> str:
    if not 0 <= number <= _LAST_DAY:
        return _plain(number)
    first = datetime(1904, 1, 1) if is_from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone
    try:
        # Days are counted in fractions; a second of rounding must not make 8:59 of nine o'clock.
        moment = first + timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return _plain(number)
    day = f"{moment.year}/{moment.month}/{moment.day}"
    time = f"{moment.hour}:{moment.minute:02}"
    has_time = any(letter in form.letters for letter in "hs")
    has_day = any(letter in form.letters for letter in "ydge") or not has_time
    return " ".join(part for part, is_there in ((day, has_day), (time, has_time)) if is_there)


def _digits(number: float, form: _Format) -> str:
    """Fill the places from the right, as in 000-0000-0000."""
    left = str(abs(round(number)))
    pieces: list[str] = []
    for is_number, piece in reversed(form.pieces):
        if not is_number:
            pieces.append(piece)
            continue
        count = len(piece.replace(",", ""))
        pieces.append(left[-count:].rjust(piece.count("0"), "0"))
        left = left[:-count]
    return left + "".join(reversed(pieces))


def _amount(number: float, form: _Format) -> str:
    code = form.places[0]
    if code == GENERAL:
        return "".join(_plain(number) if is_number else word for is_number, word in form.pieces)
    whole, _, decimals = code.partition(".")
    thousands = len(code) - len(code.rstrip(","))
    number /= 1000**thousands
    comma = "," if "," in whole.rstrip(",") else ""
    text = f"{abs(number):{comma}.{len(decimals.rstrip(','))}f}"
    if not comma and not decimals:
        text = text.rjust(whole.count("0"), "0")
    words = "".join(text if is_number else literal for is_number, literal in form.pieces)
    return f"-{words}" if number < 0 else words
