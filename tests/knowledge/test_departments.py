"""Names of departments: tidy to look at, and the same when a person would say so."""

import pytest

from knowledge.departments import LONGEST_NAME, NameRefusal, folded_name, tidy_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("営業部", "営業部"),
        ("  営業　１課\n", "営業 1課"),
        ("ｼｽﾃﾑ部", "システム部"),
        ("総\u200b務\x00部", "総務部"),
        ("R&D <本社> *A*", "R&D <本社> *A*"),
        ("", NameRefusal.EMPTY),
        (" \u3000\u200b", NameRefusal.EMPTY),
        ("あ" * LONGEST_NAME, "あ" * LONGEST_NAME),
        ("あ" * (LONGEST_NAME + 1), NameRefusal.TOO_LONG),
    ],
)
def test_a_typed_name_is_tidied(typed, name):
    """One line without invisible characters; nothing, or too much, is refused."""
    assert tidy_name(typed) == name


@pytest.mark.parametrize("name", ["システム部", "しすてむ部", "シス テム部", "システム 部"])
def test_spellings_of_one_name(name):
    """Kana script and blanks make no other department."""
    assert folded_name(name) == folded_name("システム部")


def test_case_and_width_make_no_other_department():
    """DX and dx are one, DX and EX are two."""
    assert folded_name("DX推進") == folded_name("dx推進") != folded_name("EX推進")
