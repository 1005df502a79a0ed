"""The search finds what people mean, however they write it, and nothing when nothing fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search import Document, build_index, search
from knowledge.synonyms import Near, Synonyms

SYNONYMS = Synonyms(
    same=(("お詫び", "謝罪", "謝る"), ("顧客", "お客さん"), ("会議", "打ち合わせ", "MTG")),
    near=(Near(("寝坊",), ("お詫び",)),),
    frame=("書く", "作る", "したい", "方法", "the", "no"),
)
DOCUMENTS = (
    Document(
        "minutes", {"title": "会議議事録の作成", "tags": "議事録 会議録", "body": "発言の要点"}
    ),
    Document("apology", {"title": "お詫びメール", "purpose": "お客さんに失礼があったときに謝る"}),
    Document("expense", {"title": "経費精算ルールの説明文", "body": "会議で使う"}),
    Document("excel", {"title": "Excel関数の相談", "tags": "エクセル spreadsheet formulas"}),
    Document("rules", {"title": "就業規程のたたき台"}),
)
INDEX = build_index(DOCUMENTS, synonyms=SYNONYMS)


def found(query, limit=20):
    return [hit.id for hit in search(INDEX, query, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("議事録", "minutes"),
        ("ぎじろく", "minutes"),
        ("ギジロク", "minutes"),
        ("ｷﾞｼﾞﾛｸ", "minutes"),
        ("gijiroku", "minutes"),
        ("Gijiroku", "minutes"),
        ("議事緑", "minutes"),
        ("gijirokku", "minutes"),
        ("議事録を書きたい", "minutes"),
        ("謝罪", "apology"),
        ("お客さんに謝りたい", "apology"),
        ("けいひせいさんのるーる", "expense"),
        ("keihiseisan no ru-ru", "expense"),
        ("規定", "rules"),
        ("えくせるのかんすう", "excel"),
        ("the spreadsheet formula", "excel"),
        ("spredsheet", "excel"),
        ("寝坊", "apology"),
        ("お侘び", "apology"),
        ("owabi", "apology"),
        ("会議の議事録", "minutes"),
        ("しゅうぎょうきてい", "rules"),
    ],
)
def test_what_is_meant_comes_first(query, first):
    """Kana, romaji, other letters of the same sound, slips, synonyms and sentences all lead there."""
    assert found(query)[:1] == [first]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "。。。",
        "書く方法",
        "ランチのおすすめ",
        "会議室の予約",
        "asdfghjkl",
        "12345",
        "議事堂",
        "じゃんけん",
        "\x00\ud800",
    ],
)
def test_nothing_when_nothing_fits(query):
    """Off-topic, empty and unreadable queries find nothing; half a word in common is not a fit."""
    assert found(query) == []


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("翻訳", "honyaku"),
        ("チェックリスト", "chekkurisuto"),
        ("手順書の見直し", "てじゅんしょ"),
        ("FAQ生成", "えふえーきゅー"),
        ("会議メモ", "会議のメモ"),
    ],
)
def test_other_ways_to_write_a_word_are_understood(title, query):
    """An n before y, loanwords in romaji, a compound by ear, letters by name, and a の between."""
    index = build_index([Document("it", {"title": title})], synonyms=SYNONYMS)
    assert [hit.id for hit in search(index, query)] == ["it"]


def test_a_word_in_passing_stays_rare():
    """What many documents mention in their body still tells the one that is about it."""
    passing = [Document(str(n), {"title": f"第{n}号", "body": "監査"}) for n in range(20)]
    index = build_index([*passing, Document("audit", {"title": "監査"})], synonyms=SYNONYMS)
    assert [hit.id for hit in search(index, "渋谷 監査", at_least=0.3)] == ["audit"]


def test_the_title_says_more_than_the_body():
    """A word in the title comes before the same word in passing."""
    assert found("会議")[0] == "minutes"
    assert "expense" not in found("会議")


def test_a_near_word_leads_one_way():
    """What leads to a word is not found by that word."""
    index = build_index([Document("late", {"title": "寝坊の心得"})], synonyms=SYNONYMS)
    assert search(index, "お詫び") == ()


def test_a_score_is_a_share_and_the_better_one_comes_first():
    """Scores run from 0 to 1, fall along the list and end at the limit."""
    hits = search(INDEX, "お詫び メール 議事録", at_least=0.0)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert search(INDEX, "お詫び メール 議事録", 1, at_least=0.0) == hits[:1]


def test_equal_documents_stay_in_their_order():
    """A tie is decided by who stood first, so that a list never jumps about."""
    twins = [Document(str(n), {"title": "週報の書き方"}) for n in range(30)]
    hits = search(build_index(twins, synonyms=SYNONYMS), "週報", 10)
    assert [hit.id for hit in hits] == [str(n) for n in range(10)]


def test_an_empty_index_finds_nothing():
    """No documents, no hits, no error."""
    assert search(build_index([]), "議事録") == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_searched_for(query):
    """Whatever a person types, the search answers, and the same way each time."""
    assert search(INDEX, query) == search(INDEX, query)
