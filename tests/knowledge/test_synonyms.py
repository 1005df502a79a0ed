"""The table of words is read, and a slip in it is told by place."""

import pytest

from knowledge.content_table import ContentError
from knowledge.synonyms import Near, load_synonyms, parse_synonyms


def test_the_packaged_table_is_read():
    """What ships with Annai has words of every sort."""
    words = load_synonyms()
    assert words.same
    assert words.frame


def test_a_table_is_read():
    """Groups, one-way words and frames keep their order."""
    words = parse_synonyms(
        '[[same]]\nwords = ["甲", "乙"]\n[[near]]\nwords = ["丙"]\nto = ["甲"]\n[[frame]]\nwords = ["丁"]',
        "x.toml",
    )
    assert words.same == (("甲", "乙"),)
    assert words.near == (Near(("丙",), ("甲",)),)
    assert words.frame == ("丁",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[same]", "x.toml: .*TOML"),
        ("[[sama]]\nwords = ['a']", "sama"),
        ("same = 3", "same"),
        ("[[same]]\nwords = []", "same 1: words"),
        ("[[same]]\nwords = ['a', '']", "same 1: words"),
        ("[[near]]\nwords = ['a']", "near 1: to"),
    ],
)
def test_a_slip_is_told_by_place(text, says):
    """The message names the file, the table and its number, and the key."""
    with pytest.raises(ContentError, match=says.replace("[", r"\[")):
        parse_synonyms(text, "x.toml")


def test_no_word_is_in_two_groups_of_equals():
    """A word in two groups would make the groups one without saying so."""
    seen: dict[str, int] = {}
    for number, group in enumerate(load_synonyms().same):
        for word in group:
            assert seen.setdefault(word, number) == number, word
