"""Cells that a spreadsheet would run are made to stay text, and come back as they were."""

import pytest

from knowledge.spreadsheet_text import guarded, unguarded

RUNS = [
    '=HYPERLINK("http://example.invalid","詳細")',
    "＝1+1",
    "\t=1",
    " =1",
    "\u3000=1",
    "@hanako",
    "+1",
    "-5 度",
    "\r\n=1",
    "|cmd",
]


@pytest.mark.parametrize("text", RUNS)
def test_what_would_run_is_guarded(text):
    """Whatever blank stands before it."""
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "営業部", "a=b", '改行\nと"引用"', "△ 条件つき", "2026-10"])
def test_anything_else_stays_as_it_is(text):
    """Nobody finds marks that they did not make."""
    assert guarded(text) == text == unguarded(text)


def test_a_mark_of_somebody_s_own_comes_back():
    """It is not taken for ours."""
    assert unguarded(guarded("'引用'")) == "'引用'"
