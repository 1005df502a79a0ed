"""A question asked again in other words is known; one that differs where it matters is not."""

import pytest

from knowledge.similar_questions import Question, build_question_index, similar

QUESTIONS = {
    "contact": "取引先の担当者名を入れてもいいですか",
    "minutes": "個人名を伏せた議事録は要約に使えますか",
    "phone": "顧客の電話番号を入力してもいい？",
    "sales": "未公開の売上データを分析させてもよいか",
    "estimate": "見積書の金額を消せばChatGPTに入れていい？",
    "resume": "採用応募者の履歴書を要約させてもいいですか",
    "manual": "社内マニュアルの文章校正に使っていいですか",
}
INDEX = build_question_index([Question(id_, text) for id_, text in QUESTIONS.items()])


@pytest.mark.parametrize("id_", QUESTIONS)
def test_a_question_is_itself(id_):
    """Word for word is the surest match."""
    assert similar(INDEX, QUESTIONS[id_])[0].id == id_


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("取引先担当者の名前、ChatGPTに入力OK？", "contact"),
        ("得意先のご担当者のお名前を入れて大丈夫？", "contact"),
        ("名前をマスクした会議録を要約させてもいい？", "minutes"),
        ("氏名を隠した議事録のサマリーを作らせるのは可能ですか", "minutes"),
        ("お客様の電話番号は貼っても問題ないですか", "phone"),
        ("クライアントのTELって入れちゃだめですか", "phone"),
        ("こきゃくの電話ばんごうを入れていい？", "phone"),
        ("公開前の売上データの分析に使ってもいい？", "sales"),
        ("金額をマスクした見積もりは貼ってもOKですか", "estimate"),
        ("応募してきた人の履歴書を要約させるのはあり？", "resume"),
        ("社内のマニュアルを校正してもらってもよいでしょうか", "manual"),
    ],
)
def test_the_same_in_other_words(asked, known):
    """Synonyms, order, politeness and spelling do not make another question."""
    hits = similar(INDEX, asked)
    assert hits
    assert hits[0].id == known


@pytest.mark.parametrize(
    "asked",
    [
        "個人名を伏せていない議事録は要約に使えますか",
        "議事録は要約に使えますか",
        "お客様のメールアドレスを入力してもいい？",
        "社員の電話番号を入力してもいい？",
        "売上データを分析させてもよいか",
        "公開済みの売上データを分析させてもよいか",
        "見積書の金額をChatGPTに入れていい？",
        "見積書の金額を消せばGeminiに入れていい？",
        "請求書の金額を消せばChatGPTに入れていい？",
        "採用応募者の写真を要約させてもいいですか",
        "入れていい？",
        "",
    ],
)
def test_what_matters_may_not_differ(asked):
    """Another thing, another person, another tool, not masked, already public: no match."""
    assert similar(INDEX, asked) == ()


def test_likeness_goes_both_ways():
    """Who asked first does not matter."""
    one, other = "顧客の電話番号を入力してもいい？", "お客様の電話番号は貼っても問題ないですか"
    there = similar(build_question_index([Question("a", one)]), other, at_least=0)
    back = similar(build_question_index([Question("a", other)]), one, at_least=0)
    assert there[0].score == pytest.approx(back[0].score)


def test_what_is_merely_near_can_be_seen():
    """A lower bar shows the neighbours, for a person to judge."""
    near = similar(INDEX, "お客様のメールアドレスを入力してもいい？", at_least=0.3)
    assert near[0].id == "phone"
    assert near[0].score < 0.8
