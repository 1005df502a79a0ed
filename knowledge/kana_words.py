"""Words typed in kana, spelled as the rulebook spells them: 「こきゃくめいぼ」 is 「顧客名簿」."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from knowledge.content_table import read_table
from knowledge.regex import regex

_FILE = "kana_words.toml"


def in_kanji(folded: str) -> str:
    """Return a folded text with the words of `content/kana_words.toml` in kanji.

    It is a copy to compare with, not to mask in: the places are others.
    """
    pattern, kanji = _words()
    return pattern.sub(lambda hit: kanji[hit.group()], folded)


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    book = read_table((files("knowledge") / "content" / _FILE).read_text("utf-8"), _FILE)
    kanji = {kana: book.text(kana) for kana in book.table}
    longest_first = sorted(kanji, key=len, reverse=True)
    return regex("|".join(map(re.escape, longest_first))), kanji
