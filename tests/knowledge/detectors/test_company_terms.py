"""The company's own list: every spelling of a listed name, and no common word spelt alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.company import UNKNOWN_COMPANY, Company, ListedName
from knowledge.detectors.company_terms import find_company_terms
from knowledge.reading import read
from knowledge.verdict import Kind

KAMOME = Company(
    name="株式会社かもめ計器",
    aliases=("かもめ計器",),
    customers=(
        ListedName("白樺フーズ株式会社", ("白樺フーズ", "白樺")),
        ListedName("株式会社あけぼの精機", ("アケボノ精機",)),
        ListedName("ブルーベリー合同会社", ("ブルーベリー", "Blue Berry")),
        ListedName("南十字商事株式会社", ("南十字",)),
    ),
    partners=(
        ListedName("有限会社東雲製作所"),
        ListedName("五ツ星ロジスティクス株式会社", ("五ツ星ロジ",)),
    ),
    confidential_projects=(
        ListedName("プロジェクト・ツバメ", ("ツバメ", "Tsubame", "PJツバメ")),
        ListedName("PJ-Z34", ("Z34計画",)),
    ),
    unreleased_products=(ListedName("KG-9", ("KG9", "ケージーナイン")),),
    published_products=("KG-10", "かもめメーター"),
)

FOUND = r"""
⟦白樺フーズ株式会社⟧ 御中
⟦白樺フーズ㈱⟧の件
⟦(株)あけぼの精機⟧
⟦あけぼの精機⟧の担当
⟦アケボノ精機⟧の担当
⟦ｱｹﾎﾞﾉ精機⟧の担当
⟦あけぼの 精機⟧の担当
⟦株式会社 あけぼの精機⟧
⟦ｶ)ｱｹﾎﾞﾉｾｲｷ⟧ 385000
⟦Blue Berry⟧との契約
⟦BLUEBERRY⟧との契約
⟦blue-berry⟧との契約
明日⟦白樺⟧さんに行く
⟦白樺⟧様へ納品
⟦南十字⟧に見積を送る
⟦南十字⟧の打ち合わせ
⟦あけぼの⟧さんとこの納期
⟦ブルーベリー⟧へ請求書を送る
⟦ブルーベリー⟧,Otsuki Ren
⟦東雲製作所⟧の図面
⟦五ツ星ロジ⟧が引き取る
⟦プロジェクト・ツバメ⟧の資料
⟦プロジェクトツバメ⟧ 定例
⟦PJツバメ⟧ 実行計画
⟦PJ ツバメ⟧の件
⟦ツバメ⟧の企画書
⟦Tsubame⟧ kickoff
⟦PJ-Z34⟧ will start
⟦PJZ34⟧の予算
⟦Ｚ３４計画⟧の体制
⟦KG-9⟧の試験データ
⟦KG9⟧の発売
⟦ＫＧ－９⟧の図面
⟦ケージーナイン⟧の件
""".strip().split("\n")

CLEAN = r"""
白樺の並木が美しい山の花
白樺の葉の観察
南十字星の見つけ方、夜空の星座
ブルーベリーのジャムのレシピ 大さじ2
ブルーベリーは庭の畑で収穫した
ツバメは軒下に巣を作る鳥です
ツバメの生態を図鑑で調べる
KG-90とKG9Xの違い
KG-10のカタログ、かもめメーターの説明
株式会社かもめ計器の沿革
東雲の空
あけぼのの空
SKG-9という型番
スツバメという語
""".strip().split("\n")


def masked(text, company=KAMOME):
    """The text with every found character replaced."""
    reading = read(text, company)
    out = list(text)
    for finding in find_company_terms(reading):
        start, end = reading.shadow.to_original(finding.start, finding.end)
        out[start:end] = "■" * (end - start)
    return "".join(out)


@pytest.mark.parametrize("row", FOUND)
def test_a_listed_name_is_found_in_every_spelling(row):
    """Width, kana script, case, spaces, hyphens, dots and legal forms do not hide it."""
    expected = re.sub("⟦([^⟧]*)⟧", lambda mark: "■" * len(mark[1]), row)
    assert masked(re.sub("[⟦⟧]", "", row)) == expected


@pytest.mark.parametrize("row", CLEAN)
def test_a_common_word_or_another_name_is_left_alone(row):
    """Birds, fruit, stars, other types, published products and our own names are no findings."""
    assert masked(row) == row


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("白樺フーズの見積", Kind.CUSTOMER),
        ("東雲製作所の図面", Kind.CUSTOMER),
        ("PJツバメの定例", Kind.PROJECT),
        ("KG-9の発売", Kind.PRODUCT),
    ],
)
def test_the_list_gives_the_kind(text, kind):
    """Customers and partners, projects, and products keep their kind."""
    assert {finding.kind for finding in find_company_terms(read(text, KAMOME))} == {kind}


def test_the_longest_form_wins():
    """A short form inside a long one is no finding of its own."""
    reading = read("白樺フーズ株式会社の白樺さん", KAMOME)
    found = [reading.text[f.start : f.end] for f in find_company_terms(reading)]
    assert sorted(found) == ["白樺", "白樺フーズ株式会社"]


def test_an_unknown_company_has_no_terms():
    """A fresh install finds nothing and does not fail."""
    assert list(find_company_terms(read("白樺フーズ様", UNKNOWN_COMPANY))) == []


def test_a_name_that_could_be_anything_is_taken_for_the_listed_one():
    """A listed name alone, with nothing to tell by, is meant: the higher level is safer."""
    assert masked("ツバメ") == "■■■"


SHORE = Company(
    name="かもめ計器",
    customers=(
        ListedName("有限会社松島旅館", ("松島",)),
        ListedName("株式会社ひまわり食堂", ("ひまわり",)),
    ),
    confidential_projects=(ListedName("プロジェクト・つくし", ("つくし",)),),
    unreleased_products=(ListedName("湯けむりユニット", ("湯けむり",)),),
)


@pytest.mark.parametrize(
    "row",
    [
        "つくしはスギナの胞子茎で、3月に土手に出る",
        "松島は日本三景のひとつで、遊覧船は約50分",
        "橋の上まで湯けむりが立ちのぼり、硫黄の香りがただよう",
        "ひまわりの種は水はけのよい場所にまく",
        "ひまわり柄のカーテンに替えたい",
    ],
)
def test_an_everyday_word_among_everyday_words_is_only_the_word(row):
    """A plant, steam, a place to see: without business near them they are what they are."""
    assert masked(row, SHORE) == row


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("松島さんとこの脱衣所、来週採寸", "松島"),
        ("松島向けの提案の構成", "松島"),
        ("ひまわりの件、返事が来た", "ひまわり"),
        ("ひまわりに出した単価が違う", "ひまわり"),
        ("松島案件の原価を見直す", "松島"),
        ("ひまわり,2024-05-01,12", "ひまわり"),
        ("ひまわり 店長 堀", "ひまわり"),
        ("つくしの進捗を役員に報告する", "つくし"),
        ("湯けむりの試作3号", "湯けむり"),
    ],
)
def test_the_same_word_in_business_is_the_listed_one(row, name):
    """さんとこ, 向け, の件, a cell of a table, 試作: then it is the customer or the product."""
    assert masked(row, SHORE) == row.replace(name, "■" * len(name), 1)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("白樺フーズツバメKGkg-9 ・株式会社İ")),
        max_size=60,
    )
)
def test_nothing_in_a_text_makes_the_search_fail(text):
    """Any Unicode is searched, and findings lie inside the text."""
    reading = read(text, KAMOME)
    for finding in find_company_terms(reading):
        assert 0 <= finding.start < finding.end <= len(reading.text)


@pytest.mark.parametrize("piece", ["ツバメ", "白樺", "K", "-", " ", "株式会社"])
def test_worst_cases_complete(piece):
    """Four thousand characters of the same are searched like any text."""
    assert list(find_company_terms(read((piece * 4_000)[:4_000], KAMOME))) is not None
