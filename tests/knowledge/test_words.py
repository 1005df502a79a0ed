"""Words: offsets are exact, nothing in a text makes them fail, threads do not meet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.words import (
    aloud,
    can_be_given_name,
    can_be_surname,
    is_everyday_word,
    load_words,
    uses_of,
    words_of,
)


def test_words_carry_their_part_of_speech():
    """A family name is tagged as one."""
    load_words()
    first = words_of("浅野が担当します")[0]
    assert (first.surface, first.start, first.end) == ("浅野", 0, 2)
    assert first.part_of_speech[2:4] == ("人名", "姓")
    assert first.known


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("浅野が担当します", "アサノガタントウシマス"),
        ("", ""),
        ("浅野\x00\ud800", "アサノ\ufffd\ufffd"),
    ],
)
def test_a_text_is_read_aloud(text, read):
    """Kanji are read, and what nobody can read gets a stand-in."""
    assert aloud(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\x00",
        "\ud800",
        "浅野\x00さん\ud83d\udc4dと\udfff",
        "ﾊﾏﾀﾞ👨‍👩‍👧がきた",
        "が゛か\u3099",
        "\u202e浅野",
    ],
)
def test_any_content_is_split_without_loss(text):
    """Lone surrogates, NUL, emoji and marks are words like others, and nothing is lost."""
    words = words_of(text)
    assert "".join(word.surface for word in words) == text
    assert all(text[word.start : word.end] == word.surface for word in words)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_words_cover_every_text_in_order(text):
    """Whatever the text, its words are its characters in order."""
    assert "".join(word.surface for word in words_of(text)) == text


@pytest.mark.parametrize("filling", ["浅野さんが来た。", "山" * 50, "\n", "あ"])
def test_long_texts_are_split_in_pieces_with_true_offsets(filling):
    """More than one call's 49,149 bytes are no limit, with or without sentence ends."""
    text = (filling * (60_000 // len(filling) + 1))[:60_000]
    words = words_of(text)
    assert "".join(word.surface for word in words) == text
    assert words[-1].end == len(text)


def test_a_reading_in_brackets_is_words_of_its_own():
    """The dictionary's merging of 川端(かわばた) does not hide the brackets."""
    surfaces = [word.surface for word in words_of("川端(かわばた)さん")]
    assert surfaces == ["川端", "(", "かわばた", ")", "さん"]


def test_threads_share_the_dictionary_and_not_the_tokenizer():
    """Four threads at once give the same words as one."""
    text = "総務の浅野さんと経理の戸田さんが打ち合わせをした。" * 20
    expected = words_of(text)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(words_of, [text] * 40))
    assert all(result == expected for result in results)


@pytest.mark.parametrize("surface", ["浅野", "福井", "乾", "一尺八寸", "かしわぎ", "オダギリ"])
def test_the_dictionary_knows_family_names(surface):
    """Places, rare names and kana can be family names."""
    assert can_be_surname(surface)


@pytest.mark.parametrize("surface", ["会議", "大阪", "担当", "", "\ud800", "あのね"])
def test_other_words_are_no_family_names(surface):
    """Words and places that nobody is called are told apart."""
    assert not can_be_surname(surface)


def test_given_names_and_everyday_words():
    """A given name and an everyday word are told by look-up."""
    assert can_be_given_name("美咲")
    assert not can_be_given_name("会議")
    assert is_everyday_word("会議")
    assert not is_everyday_word("森")
    assert uses_of("福井").place
