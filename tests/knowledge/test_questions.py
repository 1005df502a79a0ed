"""Questions about a kind of information are told from the information, and take its level."""

import pytest

from knowledge.classification import classify
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Level

RULEBOOK = load_rulebook()


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("得意先の担当者の名前って入れても平気?", Level.PROHIBITED),
        ("発注書の文面を直してもらうのはあり?", Level.CONDITIONAL),
        ("お客さんの名前を消したクレームの文章は?", Level.CONDITIONAL),
        ("名前を消した購買履歴は?", Level.CONDITIONAL),
        ("名前を消さない購買履歴は?", Level.PROHIBITED),
        ("氏名の列だけ消した、住所は残っているお客様台帳", Level.PROHIBITED),
        ("3Dスキャンしたデータってどうなんですか", Level.UNDECIDED),
        ("購入者しか見られない説明書を読ませていい?", Level.UNDECIDED),
        ("名刺交換のマナー", Level.OK),
        ("賞与の査定表、名前の列は残したままです", Level.PROHIBITED),
        ("見積もりの値段のところ、どこまで隠せばいいの?", Level.CONDITIONAL),
        ("Our work instruction with a colleague's name on the cover", Level.CONDITIONAL),
        ("お客さんの名前を消さずに要約させるのは?", Level.PROHIBITED),
        ("架空の会員データを使った例題なら大丈夫ですか", Level.OK),
        ("うちのサイトに掲載中の会社案内は貼っていい?", Level.OK),
        ("空の申請書の様式だけなら?", Level.OK),
        ("まだ公表していない合併の資料は?", Level.PROHIBITED),
        ("ｼﾌﾄ表 名前入り", Level.CONDITIONAL),
        ("Can I paste customer names?", Level.PROHIBITED),
        ("May I put a client's name into it?", Level.PROHIBITED),
        ("Can I use ChatGPT for a patient's chart?", Level.UNDECIDED),
        ("社長インタビューの録音ファイルはいい?", Level.UNDECIDED),
        ("ドローンで撮った動画を見せてもいい?", Level.UNDECIDED),
    ],
)
def test_a_question_takes_the_level_of_what_it_asks_about(question, level):
    """After its condition: what is taken out does not count, what is left does."""
    verdict = classify(question, RULEBOOK)
    assert verdict.asked
    assert verdict.level is level


@pytest.mark.parametrize(
    "text",
    [
        "了解しました。明日の10時に伺います。",
        "Excelの条件付き書式の設定方法は?",
        "この文章をもっと短くしてください。",
        "朝はどうすれば早く起きられますか?",
        "評価という言葉は目上の人に使っても失礼になりませんか。",
        "健康保険と雇用保険の違いを新人に説明する文を。",
        "評価面談では、よかった点から話すと聞いてもらえます。",
        "水谷さん、午後いける?",
    ],
)
def test_ordinary_text_is_not_taken_for_a_question(text):
    """A request for help is the text itself, not a question about a kind of information."""
    assert not classify(text, RULEBOOK).asked


def test_an_undecided_question_shows_the_nearest_rules():
    """Who gets no answer sees at most three rules that come near."""
    verdict = classify("見積書を撮った写真は?", RULEBOOK)
    assert verdict.level is Level.UNDECIDED
    assert 1 <= len(verdict.nearest) <= 3
    assert set(verdict.nearest) <= set(RULEBOOK.categories)
