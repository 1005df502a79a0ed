"""Spelling folded for comparison: width, case and kana script do not matter."""

from __future__ import annotations

import unicodedata

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def fold_kana(text: str) -> str:
    """Return the text with katakana as hiragana (the long vowel mark stays)."""
    return text.translate(_TO_HIRAGANA)


def fold(text: str) -> str:
    """Return the text in NFKC, lower case, katakana as hiragana (the long vowel mark stays)."""
    return fold_kana(unicodedata.normalize("NFKC", text).lower())
