"""A few words of one's own: harmless ones pass, and what tells something stays."""

import json
from pathlib import Path

import pytest

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.leaving import check_words
from knowledge.own_words import load_happenings, what_they_tell
from knowledge.rulebook import load_rulebook
from knowledge.template_sharing import is_fine_phrase

RULEBOOK = load_rulebook()
CORPUS = Path(__file__).parents[1] / "corpus"
FILES = ("own_words.jsonl", "own_words_held_out.jsonl")


def rows(file, *, may_be_shared):
    lines = (CORPUS / file).read_text("utf-8").splitlines()
    return [row["text"] for row in map(json.loads, lines) if row["may_be_shared"] is may_be_shared]


def may_be_seen_by_all(text):
    return is_fine_phrase(text, RULEBOOK, UNKNOWN_COMPANY)


def may_be_sent(text):
    return check_words(text, RULEBOOK).text == text


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("passes", [may_be_seen_by_all, may_be_sent])
def test_what_people_really_write_passes(file, passes):
    """At least 95 of a hundred harmless reasons."""
    texts = rows(file, may_be_shared=True)
    kept = [text for text in texts if not passes(text)]
    assert len(kept) <= len(texts) * 0.05, kept


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("passes", [may_be_seen_by_all, may_be_sent])
def test_what_tells_something_stays(file, passes):
    """At least 95 of a hundred reasons that tell what must stay in the house."""
    texts = rows(file, may_be_shared=False)
    passed = [text for text in texts if passes(text)]
    assert len(passed) <= len(texts) * 0.05, passed


def test_the_lists_are_long_enough_to_say_something():
    """A hundred harmless ones and seventy that must stay, none of them twice."""
    fine = [text for file in FILES for text in rows(file, may_be_shared=True)]
    others = [text for file in FILES for text in rows(file, may_be_shared=False)]
    assert (len(fine), len(others)) == (110, 74)
    assert len({*fine, *others}) == 184


@pytest.mark.parametrize(
    ("harmless", "telling"),
    [
        ("値上げのお願いの文面をそろえたい", "取引先の値上げの返事に使いたい"),
        ("決算の説明資料の言い回しを整えたい", "決算の下方修正の説明を早くしたい"),
        ("人員整理という用語の説明を作りたい", "来月の人員整理の説明に使いたい"),
        ("新商品の紹介文を考えるのに使いたい", "未発表の新商品の紹介文を作りたい"),
        ("リコールの訓練の台本を作りたい", "リコールの発表の準備に使いたい"),
    ],
)
def test_the_same_matter_as_a_task_and_as_a_happening(harmless, telling):
    """Everybody's work passes; that it happens here, now, stays."""
    assert may_be_seen_by_all(harmless)
    assert not may_be_seen_by_all(telling)


@pytest.mark.parametrize(
    "question",
    [
        "来月の人員整理の資料を入れていいですか",
        "取引先の値上げの手紙を入れてもいい？",
        "未公開の新規事業の背景資料を入れていいのでしょうか",
    ],
)
def test_a_real_question_may_name_what_it_asks_about(question):
    """It goes to the person who answers, and nowhere else: it is nobody's title or reason."""
    assert may_be_sent(question)


def test_to_one_person_more_may_be_said_than_to_all():
    """What one wants to do with next year's plan is needed to answer, and is no title."""
    text = "来年の計画の資料を要約させたいです"
    assert may_be_sent(text)
    assert not may_be_seen_by_all(text)


def test_it_is_said_what_the_words_tell():
    """By the rule's category, without their text."""
    words = check_words("A社を買収する発表文を作りたい", RULEBOOK)
    assert words.text == words.proposal == ""
    assert words.categories == ("merger-acquisition",)


def test_every_happening_belongs_to_a_category_of_the_rulebook():
    """So that whoever reads why their words stay reads a name that they know."""
    assert {id_ for id_, _ in load_happenings().by_category} <= set(RULEBOOK.categories)


def test_a_story_is_judged_as_any_text():
    """What is longer than a few words is left to the check."""
    text = "買収の記事を読みました。" * 20
    assert what_they_tell(text, classify(text, RULEBOOK), RULEBOOK, UNKNOWN_COMPANY) == ()
