"""Texts longer than one check reads are read to their end."""

import pytest

from knowledge.classification import LONGEST_TEXT, classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.long_texts import classify_long
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Kind, Level, Note

RULEBOOK = load_rulebook()
FINE = "受付の案内を見直す。分かりやすい順に並べる。\n" * 2_000
NAME = "佐藤様から相談がありました。"


def read(text):
    return classify_long(text, RULEBOOK, UNKNOWN_COMPANY)


def names_in(verdict, text):
    return [text[one.start : one.end] for one in verdict.findings if one.kind is Kind.CUSTOMER]


def test_a_short_text_is_checked_as_ever():
    """The same verdict, with its masked form."""
    text = f"{NAME}{FINE[:200]}"
    verdict = read(text)
    assert verdict.findings == classify(text, RULEBOOK, as_text=True).findings
    assert verdict.masking.masked.text == text.replace("佐藤", "【顧客1】")


def test_what_is_harmless_to_its_end_is_ok():
    """One check would say that it has not read all of it."""
    text = FINE[: LONGEST_TEXT + 10_000]
    assert Note.TOO_LONG in classify(text, RULEBOOK, as_text=True).notes
    verdict = read(text)
    assert (verdict.level, verdict.findings, verdict.notes) == (Level.OK, (), ())


@pytest.mark.parametrize("at", [0, LONGEST_TEXT - 1, LONGEST_TEXT, LONGEST_TEXT + 5_000])
def test_a_name_is_found_wherever_it_stands(at):
    """Also where one stretch ends and the next begins, once and at its place."""
    text = f"{FINE[:at]}{NAME}{FINE[: LONGEST_TEXT + 9_000 - at]}"
    verdict = read(text)
    assert verdict.level is Level.PROHIBITED
    assert names_in(verdict, text) == ["佐藤"]


def test_a_topic_that_stands_behind_much_that_is_harmless_counts():
    """The strictest stretch decides."""
    secret = "新規事業として、来期に競合会社を買収する方針を決定。まだ未公開。"
    assert read(FINE[: LONGEST_TEXT + 5_000] + secret).level is Level.PROHIBITED
