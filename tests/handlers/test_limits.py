"""Measuring, cutting and shortening texts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from handlers.limits import shorten, split_text, units

TEXTS = st.text(alphabet=st.sampled_from("あa𠮷🎉\n【】氏1\u0301\u200d\ufe0f🏽"), max_size=120)


def test_an_emoji_counts_as_two():
    """Lengths are UTF-16 units, the stricter way of counting."""
    assert units("a🎉𠮷") == 5


def test_a_lone_surrogate_can_be_measured():
    """Odd characters do not break the measuring."""
    assert units("\ud800") == 1


@given(TEXTS, st.integers(min_value=2, max_value=30))
def test_parts_fit_and_give_the_text(text, limit):
    """Nothing is lost, nothing is longer than allowed, nothing is empty."""
    parts = split_text(text, limit)
    assert "".join(parts) == text
    assert all(0 < units(part) <= limit for part in parts)


@given(st.lists(st.sampled_from(["【氏名1】", "【金額12】", "です", "\n", "🎉", "x"]), max_size=60))
def test_no_placeholder_is_cut(pieces):
    """Each placeholder stands whole in one part."""
    text = "".join(pieces)
    found = [hit for part in split_text(text, 20) for hit in re.findall(r"【[^】]*】", part)]
    assert found == re.findall(r"【[^】]*】", text)


def test_cuts_stand_after_a_line():
    """Where there is a line end in the second half, the cut is there."""
    assert split_text("あ" * 8 + "\n" + "い" * 8, 12) == ["あ" * 8 + "\n", "い" * 8]


def test_a_family_stays_together():
    """An emoji of several code points is not taken apart."""
    family = "👨‍👩‍👧"
    assert split_text("あああ" + family, 9) == ["あああ", family]
    assert shorten("あああ" + family, 8) == "あああ…"


@given(TEXTS, st.integers(min_value=2, max_value=30))
def test_a_shortened_text_fits_and_says_so(text, limit):
    """A text that fits stays as it is; another one ends with an ellipsis."""
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
