"""Numbers that show a format, not a person: 090-0000-0000, 記入例:03-1234-5678."""

from __future__ import annotations

from knowledge.detectors.labels import line_before
from knowledge.detectors.numbers import ascii_digits
from knowledge.regex import regex

_ASKED_FOR = regex(
    r"(?:(?:記入|入力|表示|書き方の)?例|サンプル|ダミー|見本|e\.g\.|placeholder|example)"
    r"[ ]?[:=)」\]]{1,2}[ \"'「(]{0,3}\Z"
)
_AS_FORMAT = regex(
    r"[」\"')]{0,2}[ ]?(?:のように|のような|の(?:形|書)式|の形で|という形|は(?:記入|入力)?(?:例|見本|ダミー|サンプル)|形式(?:で|に|の)|の桁)"
)
_COUNTING_UP = ("0123456789", "1234567890", "9876543210")


def shows_a_format(text: str, start: int, end: int, *, tail: int) -> bool:
    """Say whether the number only shows how to write one.

    All zeros after the prefix can be nobody's number. A run such as 1234-5678 can be somebody's,
    so it also needs words that present it as an example. `tail` is how many last digits count.
    """
    digits = ascii_digits(text[start:end])[-tail:]
    if not digits.strip("0"):
        return True
    regular = len(set(digits)) <= 2 or any(digits in run for run in _COUNTING_UP)
    if _ASKED_FOR.search(line_before(text, start, 16)) is not None:
        return True
    return regular and _AS_FORMAT.match(text, end) is not None
