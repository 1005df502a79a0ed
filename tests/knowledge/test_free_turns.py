"""A question to Annai, a text to check, or either: in doubt it is checked."""

import json
from pathlib import Path

import pytest

from knowledge.cards import build_card_index, find_cards, written_cards
from knowledge.classification import classify
from knowledge.faq import load_faq
from knowledge.free_questions import Turn, is_put_as_question, points_back, spoken, turn_of
from knowledge.rulebook import load_rulebook
from knowledge.templates import load_templates

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook()


@pytest.fixture(scope="module")
def turn(rulebook):
    index = build_card_index(written_cards(rulebook, load_faq(), load_templates().values()))

    def decide(text, *, goes_on=False):
        message = spoken(text)
        found = find_cards([index], message.own) if message.own else ()
        return turn_of(message, classify(text, rulebook), found, goes_on=goes_on)

    return decide


@pytest.mark.parametrize(
    "text",
    [
        "伏せ字を元に戻すには？",
        "テンプレートはどこで探せますか",
        "アンバサダーって何する人？",
        "早見表を見たい",
        "How do I put masked words back?",
        "What does the triangle mean?",
    ],
)
def test_questions_to_annai_are_answered(turn, text):
    """With cards and without a level."""
    assert turn(text) is Turn.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "顧客の氏名は入れていい？",
        "自社HPの文章を読みやすく直して",
        "北斗商事の佐藤様に見積 1,280,000円を送る",
        "伏せ字を元に戻すには？ 佐藤様の件です",
        "> 伏せ字を元に戻すには？",
        "> 誰かの質問\n伏せ字を元に戻すには？",
        "伏せ字を元に戻すには？\n一\n二\n三\n四",
        "長い文です。" * 40,
        "",
        "？？？",
    ],
)
def test_texts_are_checked(turn, text):
    """So is everything with a name, a quote, or more than a question in it."""
    assert turn(text) is Turn.CHECK


@pytest.mark.parametrize(
    "text", ["Geminiを使ってもいい？", "欲しいテンプレートがないので追加してほしい"]
)
def test_doubt_is_both(turn, text):
    """Who asks for leave has a verdict, and the card below it."""
    assert turn(text) is Turn.BOTH


def test_every_frequent_question_is_answered_word_for_word(turn):
    """In both languages: the pane and the README suggest some of them."""
    for one in load_faq():
        for asked in (one.question.ja, one.question.en):
            assert turn(asked) is Turn.ANSWER, asked


@pytest.mark.parametrize("name", ["validation.jsonl", "blind.jsonl"])
def test_no_text_to_check_goes_without_a_verdict(turn, name):
    """Of 340 labelled texts and questions for leave, not one is answered with cards alone."""
    lines = (CORPUS / name).read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert [text for text in texts if turn(text) is Turn.ANSWER] == []
    # In a thread, those that could point back at a question before them.
    back = [text for text in texts if points_back(text)]
    assert [text for text in back if turn(text, goes_on=True) is Turn.ANSWER] == []


def test_what_goes_on_from_a_question_is_one(turn):
    """「それは」 after a question is the next question; asking for leave is still asking for leave."""
    next_one = "それは自動で戻るの？"
    assert (turn(next_one), turn(next_one, goes_on=True)) == (Turn.BOTH, Turn.ANSWER)
    assert turn("それはそのまま入れていい？", goes_on=True) is not Turn.ANSWER
    assert turn("それは佐藤様に送るの？", goes_on=True) is Turn.CHECK
    assert not points_back("伏せ字を元に戻すには？")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("テンプレートはどこ", True),
        ("これは何ですか。", True),
        ("Where is it", True),
        ("議事録を作ってください", False),
        ("要約して", False),
        ("Write a summary?", False),
        ("お疲れさまです", False),
    ],
)
def test_the_form_of_a_question_is_told_from_work(text, asks):
    """Work for ChatGPT is a text to enter, however it ends."""
    assert is_put_as_question(text) is asks
