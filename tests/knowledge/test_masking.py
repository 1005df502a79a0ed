"""Masking leaves nothing of a span, touches nothing else, and can be undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.masking import MaskedText, mask, merge, unmask
from knowledge.verdict import Confidence, Finding, Kind


def test_the_same_thing_gets_the_same_placeholder():
    """A reader can follow who is who."""
    text = "佐藤様と鈴木様。佐藤様は欠席。"
    findings = [
        Finding(0, 2, Kind.CUSTOMER),
        Finding(4, 6, Kind.CUSTOMER),
        Finding(8, 10, Kind.CUSTOMER),
    ]
    assert mask(text, findings).masked.text == "【顧客1】様と【顧客2】様。【顧客1】様は欠席。"


def test_a_placeholder_in_the_text_is_not_given_again():
    """A text that was masked before keeps its own placeholders apart."""
    made = mask("【氏名1】と佐藤", [Finding(6, 8, Kind.PERSON)])
    assert made.masked.text == "【氏名1】と【氏名2】"
    assert made.originals == {"【氏名2】": "佐藤"}


@pytest.mark.parametrize("written", ["[氏名1]", "【氏名１】", "〔氏名 1〕"])
def test_a_placeholder_in_another_spelling_is_not_given_again(written):
    """A reader, and ChatGPT, would take the two for the same."""
    text = f"{written}と佐藤"
    made = mask(text, [Finding(len(text) - 2, len(text), Kind.PERSON)])
    assert made.masked.text.endswith("【氏名2】")


def test_the_individual_number_is_removed_and_cannot_come_back():
    """番号法 allows no copy, so there is nothing to undo."""
    made = mask("番号 123456789018 です", [Finding(3, 15, Kind.MY_NUMBER)])
    assert made.masked.text == "番号 【個人番号は削除】 です"
    assert made.originals == {}


def test_overlapping_findings_are_masked_as_their_union():
    """Picking a winner would leave the tail of the other one standing."""
    merged = merge([Finding(0, 5, Kind.PERSON), Finding(3, 9, Kind.EMAIL)])
    assert merged == (Finding(0, 9, Kind.EMAIL, Confidence.SURE),)


def test_masked_text_is_made_by_masking_only():
    """Nobody can dress raw text up as masked text."""
    with pytest.raises(TypeError):
        MaskedText("raw", object())


def test_a_masking_shows_no_text_in_its_repr():
    """What lands in a log or an exception is a length."""
    made = mask("佐藤です", [Finding(0, 2, Kind.PERSON)])
    assert "佐藤" not in repr(made)
    assert "です" not in repr(made)


@st.composite
def texts_with_findings(draw):
    text = draw(st.text(min_size=1, max_size=60))
    spans = draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8), st.sampled_from(Kind)),
            max_size=6,
        )
    )
    return text, merge([Finding(s, min(s + n, len(text)), kind) for s, n, kind in spans])


@given(texts_with_findings())
def test_undoing_gives_back_what_was_written(case):
    """unmask(mask(text)) is the text, but for what the law has removed."""
    text, findings = case
    findings = tuple(f for f in findings if f.kind is not Kind.MY_NUMBER)
    made = mask(text, findings)
    if "【" not in text:
        assert unmask(made.masked.text, made.originals) == text


@given(texts_with_findings())
def test_everything_outside_the_spans_survives(case):
    """Nothing that was not found is touched, in order."""
    text, findings = case
    masked = mask(text, findings).masked.text
    at = 0
    previous = 0
    for finding in findings:
        outside = text[previous : finding.start]
        assert masked.startswith(outside, at)
        at = masked.index("】", at + len(outside)) + 1
        previous = finding.end
    assert masked[at:] == text[previous:]
