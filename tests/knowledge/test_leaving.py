"""What of a checked text may leave to a person who answers."""

import pytest

from knowledge.classification import classify
from knowledge.leaving import check_words, what_may_leave
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Kind

RULEBOOK = load_rulebook()
MAIL = "鬼頭様に見積2,718,281円を送りました。"
MASKED = "【顧客1】様に見積【金額1】を送りました。"
SECRET = "未発表の人事異動の一覧です。佐藤部長が常務に昇格します。"


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("梱包ミスの写真を入れてもいいですか", "梱包ミスの写真を入れてもいいですか"),
        (MAIL, MASKED),
        (SECRET, ""),
        ("未公開の新規事業の背景資料を入れていい？", ""),
        ("鬼頭様の資料を入れていい？", ""),
        ("", ""),
        ("Привет, это договор с клиентом", ""),
    ],
)
def test_what_may_leave(text, leaves):
    """A question without findings, a masked text, and nothing about a prohibited topic."""
    assert what_may_leave(classify(text, RULEBOOK), text) == leaves


@pytest.mark.parametrize(
    "text",
    [
        "研修のクイズを作りたいです",
        "未公開の新規事業の背景資料を入れていい？",
        "お客様の名前は消してあります",
    ],
)
def test_own_words_that_may_be_sent(text):
    """Somebody's own description, a question about a prohibited kind included."""
    assert check_words(text, RULEBOOK).text == text


def test_own_words_with_findings_are_named_and_offered_masked():
    """Kinds, not words."""
    words = check_words(MAIL, RULEBOOK)
    assert (words.text, words.proposal) == ("", MASKED)
    assert set(words.kinds) == {Kind.CUSTOMER, Kind.MONEY}


@pytest.mark.parametrize(
    "text", [SECRET, "当社は来月、同業のB社を買収する方向で最終調整に入った。未公表。"]
)
def test_own_words_about_a_prohibited_topic_stay(text):
    """Also where a statement was taken for a question."""
    words = check_words(text, RULEBOOK)
    assert words.text == words.proposal == ""
    assert words.categories


def test_words_show_no_text_in_their_repr():
    """Nothing of them comes into a log."""
    assert "鬼頭" not in repr(check_words(MAIL, RULEBOOK))
