"""Word lists that people who do not program can edit, read once from knowledge/content."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def _lists(file: str) -> dict[str, str]:
    text = files("knowledge").joinpath("content", file).read_text(encoding="utf-8")
    return {key: str(words) for key, words in tomllib.loads(text).items()}


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def may_begin(*alternatives: str) -> str:
    """Return a look-ahead for the first letters of alternatives such as 'a|b'.

    The regular expression engine tries every alternative at every character; a set is one test.
    """
    first = {word[0] for words in alternatives for word in words.split("|") if word}
    return "(?=[" + "".join(re.escape(char) for char in sorted(first)) + "])"


@cache
def word_list(file: str, key: str) -> frozenset[str]:
    """Return the words of one list; a missing file or list raises, because it ships with us."""
    return frozenset(_lists(file)[key].split())
