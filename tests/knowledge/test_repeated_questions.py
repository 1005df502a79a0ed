"""When a question asks the same as one that was answered, and when it only looks like it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.repeated_questions import find_repeats, index_questions

CORPUS = Path(__file__).parents[1] / "corpus"


def is_repeat(earlier, later):
    return bool(find_repeats(index_questions([(1, earlier)]), later))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("研修の議事録を要約させてもいいですか", "研修の会議録をまとめてもらうのはOK？"),
        ("社員食堂の献立表を入れてもいいですか", "社食のメニューは入れていい？"),
        (
            "お客様の名前を消して返品理由を分類させてもいい？",
            "顧客名は削除済みの返品理由を仕分けたい",
        ),
        ("May I enter the menu of the canteen?", "can I paste the canteen menu, please?"),
    ],
)
def test_other_words_for_the_same(earlier, later):
    """Synonyms, order, politeness and the task do not matter."""
    assert is_repeat(earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "返品理由を名前を消して分類させてもいい？",
            "返品理由を名前を入れたまま分類させてもいい？",
        ),
        ("配信後の資料を要約させてもいい？", "配信前の資料を要約させてもいい？"),
        (
            "本人の了解をもらって紹介文を直させてもいい？",
            "本人の了解なしで紹介文を直させてもいい？",
        ),
        ("委託先に渡す手順書を英訳させてもいい？", "委託先から預かった手順書を英訳させてもいい？"),
        ("献立表を要約させてもいい？", "献立表と原価表を要約させてもいい？"),
        ("公開されている会社案内を比べてもいい？", "公開されていない会社案内を比べてもいい？"),
        ("点検表の文言を直させてもいい？", "書き込んだ点検表を直させてもいい？"),
        ("会議の議事録をChatGPTに入れていい？", "会議の議事録をGeminiに入れていい？"),
    ],
)
def test_something_new_or_another_condition_is_another_question(earlier, later):
    """One word decides, so it must not be passed over."""
    assert not is_repeat(earlier, later)


@pytest.mark.parametrize(
    "name",
    ["precedents", "precedents_held_out", "precedents_english", "precedents_english_held_out"],
)
def test_no_labelled_question_gets_a_wrong_answer(name):
    """How many are found is measured in the bench; none may be found wrongly."""
    lines = (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts = [row["text"] for row in rows if row["kind"] == "precedent"]
    index = index_questions(enumerate(texts, 1))
    for row in rows:
        found = {repeat.id for repeat in find_repeats(index, row["text"])}
        own = set() if row["kind"] == "near_miss" else {int(row["precedent"][1:])}
        assert found <= own, row["text"]


def test_a_question_without_any_matter_is_like_no_other():
    """「入れていい？」 alone says nothing."""
    assert not is_repeat("入れてもいいですか", "入れてもいいですか")


@given(st.text(max_size=200))
def test_nothing_in_a_text_makes_it_fail(text):
    """Whatever people type; and whoever repeats themselves word by word is understood or not."""
    for repeat in find_repeats(index_questions([(1, text)]), text):
        assert repeat.share == 1.0
