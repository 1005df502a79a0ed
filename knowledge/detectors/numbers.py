"""Check digits of Japanese numbers and of payment cards, and digits written in kanji."""

from __future__ import annotations

from knowledge.regex import regex

_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_KANJI_DASH = regex(r"(?<=[0-9])[ー―—–‐−-](?=[0-9])")
_ENOUGH_KANJI_DIGITS = regex(r"(?:[〇零一二三四五六七八九][ \-ー―—–‐−.・/の()]{0,2}){6}")

# First digits and lengths of the card makers that are met in Japan.
_ISSUERS = regex(
    r"4[0-9]{15}(?:[0-9]{3})?"
    r"|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"
    r"|3[47][0-9]{13}"
    r"|3(?:0[0-5]|[68][0-9]|9[0-9])[0-9]{11}"
    r"|35(?:2[89]|[3-8][0-9])[0-9]{12}"
    r"|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}"
    r"|62[0-9]{14,17}"
)


def is_my_number(digits: str) -> bool:
    """Say whether 12 ASCII digits carry the check digit of an individual number.

    The weights are those of the ministerial ordinance: 2 to 7 and then 2 to 6 from the right,
    modulo 11; a remainder of 0 or 1 gives 0.
    """
    if len(digits) != 12:
        return False
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(d) * w for d, w in zip(digits[:11], weights, strict=True)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_corporate_number(digits: str) -> bool:
    """Say whether 13 ASCII digits carry the (leading) check digit of a corporate number."""
    if len(digits) != 13:
        return False
    weights = (2, 1) * 6
    rest = sum(int(d) * w for d, w in zip(digits[1:], weights, strict=True)) % 9
    return int(digits[0]) == 9 - rest


def passes_luhn(digits: str) -> bool:
    """Say whether ASCII digits pass the Luhn check."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def is_card_number(digits: str) -> bool:
    """Say whether ASCII digits could be a card: a maker's prefix and length, and Luhn."""
    return _ISSUERS.fullmatch(digits) is not None and passes_luhn(digits)


def ascii_digits(text: str) -> str:
    """Return only the ASCII digits of a text."""
    return "".join(char for char in text if "0" <= char <= "9")


def with_plain_digits(text: str) -> str | None:
    """Return a copy of the same length with 〇九〇 as 090, or None when no such run is there."""
    if not _ENOUGH_KANJI_DIGITS.search(text):
        return None
    # translate() is slow, so it is called only where a run of kanji digits was seen.
    return _KANJI_DASH.sub("-", text.translate(_KANJI_DIGITS))
