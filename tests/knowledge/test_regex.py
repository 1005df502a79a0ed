"""The quick search: what matches is what `re` matches, on any text."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.regex import regex

_PATTERNS = [
    r"(?<![0-9])[(]?[0-9](?:[ ]?[().\-]{0,2}[ ]?[0-9]){2,12}(?![0-9])",
    r"(?:19|20)?[0-9]{2}年|(?P<era>明治|令和)(?P<year>元|[0-9])",
    r"(?=[a-c])(?:(?<![a-z])account|bank|[a-z]x)",
    r"(?=.a)b?[bc]?a",
    r"a?b*?(?:c|d?e)",
    r"(?>a|ab)c|d++e",
    r"^[> ]*(?:To|Cc):",
    r"(?:(?i:a)|b)c",
    r"\b(?:[\w.]+)@",
    r"(a)?(?(1)b|c)",
    r"(?<=[。\n])\s?(?P<name>[ぁ-ん]{2,4}|[^\n])",
    r"[^a]b|c",
    r"(?<=a)(?=b)",
    r"(?:a|)",
    r"(?:k|s|i)+x|é",
    r"",
]
_TEXTS = st.text(
    st.sampled_from("abcdexikKI\u0130\u0131\u017f\u212aéÉ0129 ().-@:\n年令和元明治ぁん。>ToCc"),
    max_size=30,
)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE, re.IGNORECASE | re.ASCII])
@pytest.mark.parametrize("source", _PATTERNS)
@settings(max_examples=60, deadline=None)
@given(text=_TEXTS, start=st.integers(0, 5))
@example(text="bca 1990年account To:\nKs", start=0)
def test_it_matches_what_re_matches(source, flags, text, start):
    """Every search, from anywhere, gives the same matches with the same groups."""
    quick, plain = regex(source, flags), re.compile(source, flags)
    found = [(hit.span(), hit.groupdict()) for hit in quick.finditer(text, start)]
    assert found == [(hit.span(), hit.groupdict()) for hit in plain.finditer(text, start)]
    assert [hit.regs for hit in quick.finditer(text)] == [h.regs for h in plain.finditer(text)]
    assert (quick.fullmatch(text) is None) == (plain.fullmatch(text) is None)
    assert quick.sub("_", text) == plain.sub("_", text)


@pytest.mark.parametrize("source", [*"abcdefghijklmnopqrstuvwxyz", "[A-Z]", "[0-9_]", "一", "ー"])
def test_no_character_is_forgotten_when_case_is_ignored(source):
    """Of all characters those that `re` takes for a letter in either case are found."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    look = f"(?<!x){source}"
    found = regex(look, re.IGNORECASE).findall(every)
    assert found == re.compile(look, re.IGNORECASE).findall(every)


def test_a_pattern_says_what_it_was_made_of():
    """Source, flags and groups are those of `re`; twice the same is one pattern."""
    made = regex("(?<!x)(?P<one>a)|b", re.IGNORECASE)
    plain = re.compile("(?<!x)(?P<one>a)|b", re.IGNORECASE)
    assert (made.pattern, made.flags, made.groups) == (plain.pattern, plain.flags, plain.groups)
    assert made.groupindex == plain.groupindex
    assert regex("(?<!x)(?P<one>a)|b", re.IGNORECASE) is made


def test_what_is_no_pattern_is_refused():
    """The error is the one of `re`."""
    with pytest.raises(re.error):
        regex("(")
