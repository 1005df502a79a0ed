"""The normalised copy makes look-alikes equal and always finds the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.normalize import shadow


@pytest.mark.parametrize(
    ("written", "copy"),
    [
        ("０９０－００００－１２３４", "090-0000-1234"),
        ("㈱見本", "(株)見本"),
        ("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ"),
        ("社外\u200b秘", "社外秘"),
        ("秘\u00ad密", "秘密"),
        ("090\u2060-0000\u200d-1234", "090-0000-1234"),
        ("か\u3099", "が"),
        ("髙橋 﨑山 𠮷田", "高橋 崎山 吉田"),
        ("⼭⽥", "山田"),
        ("090ー0000ー1234", "090-0000-1234"),
        ("コーヒー", "コーヒー"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800x", "\ud800x"),
        ("", ""),
    ],
)
def test_look_alikes_become_equal(written, copy):
    """Width, hidden characters, variants and dashes between digits do not matter in the copy."""
    assert shadow(written).text == copy


def test_a_slice_of_the_copy_points_at_what_it_came_from():
    """A finding in the copy is masked in the original, which may be longer or shorter."""
    original = "㈱見本の ﾔﾏﾀﾞ ﾊﾅｺ様"
    made = shadow(original)
    at = made.text.index("ヤマダ ハナコ")
    start, end = made.to_original(at, at + len("ヤマダ ハナコ"))
    assert original[start:end] == "ﾔﾏﾀﾞ ﾊﾅｺ"


def test_an_emoji_sequence_is_not_a_hidden_character():
    """The joiner inside a family emoji hides nothing; a zero-width space does."""
    assert not shadow("おつかれさま👨‍👩‍👧 ☀️").has_hidden_characters
    assert shadow("社外\u200b秘").has_hidden_characters


@given(st.text())
def test_offsets_are_ordered_and_inside_the_original(text):
    """Whatever the text, the map runs forward and stays inside it."""
    made = shadow(text)
    assert len(made.text) == len(made.starts) == len(made.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(made.starts, made.ends, strict=True))
    assert list(made.starts) == sorted(made.starts)


@given(st.text(alphabet="がパ東京ガ1a髙"))
def test_decomposed_text_reads_like_composed_text(text):
    """NFD, as file names from a Mac have it, makes the same copy as NFC."""
    assert shadow(unicodedata.normalize("NFD", text)).text == shadow(text).text


@given(
    st.lists(
        st.sampled_from(["が", "か\u3099", "\r\n", "髙", "ﾊﾞ", "ー", "a", "Ａ", "㈱", "\u200b"])
    )
)
def test_a_copy_is_made_of_the_copies_of_its_parts(parts):
    """Long runs of plain text, single letters and letters with marks are read alike."""
    made = shadow("".join(parts))
    assert made.text == "".join(shadow(part).text for part in parts)


def test_letters_set_apart_are_read_together():
    """A line filled with spaces is still a company; three letters may be three people."""
    copy = shadow("株 式 会 社 白 馬 御 中 と 森 石 谷")
    assert copy.text.startswith("株式会社白馬御中と森石谷")
    start = copy.text.index("白馬")
    assert copy.original[slice(*copy.to_original(start, start + 2))] == "白 馬"
    assert shadow("出席 森 石 谷").text == "出席 森 石 谷"
