"""How a label stands before its value, as in 電話:…, 電 話 …, "tel": "…" and 電話は…."""

from __future__ import annotations

import re

from knowledge.detectors.readings import in_kana
from knowledge.regex import regex

_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

# What may stand between a label and its value on one line: closing marks of the label, a remark in
# brackets, one sign or particle, opening marks of the value. All bounded, so that it stays linear.
GLUE = (
    r"""[. \t"'`*_」』】\])>]{0,4}(?:\([^()\n]{0,16}\)[ \t]{0,3})?"""
    r"""(?:[ \t]{0,3}(?::=|=>|->|[:=|,;、→⇒>/…]|は、?|が))?"""
    r"""[ \t"'`*_「『【<\[(|]{0,8}"""
)
# The same with at most one line break, for forms that put the value under the label.
GLUE_OVER_LINES = GLUE + r"""(?:\n{1,2}[> \t"'`*_「『【<\[(|]{0,8})?"""


def ascii_lower(text: str) -> str:
    """Return a copy with A-Z made small; same length, so that offsets stay true."""
    small = text.lower()  # ten times faster; only İ grows by it
    return small if len(small) == len(text) else text.translate(_LOWER)


def label(words: str) -> str:
    """Return a pattern for any of the lower-case words, which '|' parts.

    Japanese words are also found with spaces between the letters (電　話), Latin words with
    '_', '-' or nothing where the word has a space; kanji labels also in kana (デンワ).
    """
    known = words.split("|")
    ordered = sorted({*known, *(kana for w in known for kana in in_kana(w))}, key=len, reverse=True)
    # The first letters stand in front: most places of a text are then left after one look.
    first = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return f"(?=[{first}])(?:" + "|".join(map(_spaced, ordered)) + ")"


def _spaced(word: str) -> str:
    if word.isascii():
        return r"(?<![a-z])" + re.escape(word).replace(r"\ ", "[ _-]?")
    pieces = [re.escape(char) for char in word]
    out = pieces[0]
    for before, piece in zip(word, pieces[1:], strict=False):
        out += piece if before.isascii() else "[ ]{0,3}" + piece
    return out


def squeezed(lowered: str) -> str:
    """Return the text without what may stand inside a label, to look for its words quickly."""
    return lowered.replace(" ", "").replace("_", "").replace("-", "")


def before_value(words: str, glue: str = GLUE) -> re.Pattern[str]:
    """Return a pattern that ends exactly where a value begins, for `stands_before`."""
    return regex(label(words) + glue + r"\Z")


def stands_before(pattern: re.Pattern[str], lowered: str, at: int, reach: int = 48) -> bool:
    """Say whether such a label stands right before offset `at` of the lower-case copy."""
    return pattern.search(lowered, max(0, at - reach), at) is not None


def line_before(text: str, at: int, reach: int) -> str:
    """Return at most `reach` characters before `at`, from the same line only."""
    begin = max(0, at - reach, text.rfind("\n", 0, at) + 1)
    return text[begin:at]
