"""Companies that are on no list: by legal form, by ending, by who is addressed or traded with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.company import UNKNOWN_COMPANY, Company
from knowledge.detectors.companies import find_companies
from knowledge.reading import read
from knowledge.verdict import Kind

KAMOME = Company(name="株式会社かもめ計器", aliases=("かもめ計器", "Kamome Keiki"))

FOUND = r"""
⟦株式会社南洋工機⟧の見積
⟦南洋工機株式会社⟧ 御中
⟦㈱南洋⟧へ納品
⟦南洋㈱⟧の件
⟦(有)山城商店⟧から請求書が届いた
⟦株式会社はなまる⟧の担当者
⟦株式会社とみた⟧様
⟦とみた有限会社⟧の件
⟦株式会社もりのみや⟧から連絡
⟦株式会社にしき屋⟧に発注
⟦株式会社みなと金属⟧に発注
⟦社会福祉法人ひかりの里⟧との契約
⟦医療法人社団青葉会⟧の契約
⟦学校法人桐陽学園⟧の案件
⟦一般社団法人南洋協会⟧から案内
⟦株式会社ＡＢＣテック⟧との取引
⟦ｶ)ﾐﾄﾞﾘｼﾖｳｼﾞ⟧ 385000
⟦ﾐﾄﾞﾘｼﾖｳｼﾞ(ｶ⟧ 385000
⟦Brightwave Inc.⟧ has sent a quotation.
We visited ⟦North Harbor Co., Ltd.⟧ yesterday.
⟦Kiyosumi Trading LLC⟧との契約
⟦南洋精機⟧の浅野様
⟦ひなた水産⟧さんの納期
⟦とみた鉄工所⟧へ訪問した
⟦海原こころクリニック⟧に通院している
⟦サンライズ印刷⟧様の見積
⟦栄和製薬⟧に納品する
⟦日の出印刷⟧に発注
⟦富岳電設⟧へ見積依頼
取引先:⟦大栄産業⟧
仕入先の⟦三協金属⟧が値上げを求めている
得意先:⟦大栄産業⟧、⟦三協金属⟧
訪問先 ⟦北陽フーズ⟧ 10時
⟦ニチレク⟧に納品した
⟦ニチレク⟧社の担当者
⟦金沢製餡⟧さんと商談
⟦ライトウェーブ⟧御中
⟦ライトウェーブ⟧様のクレーム
会社名,金額\n⟦ミナミ電設⟧,1000\n⟦トップライン⟧,2000
""".strip().split("\n")

CLEAN = r"""
株式会社と合同会社の違い
株式会社とは何か
株式会社の設立に必要な書類
株式会社における監査役の役割
株式会社化の手順
有限会社は今から作れますか
(株)の読み方
医療法人の税務の話
社会福祉法人向けの会計基準
株式会社○○ 御中
○○株式会社 XX株式会社 [会社名]御中
Co., Ltd. の表記ルール
印刷会社の選び方
運送会社に頼むときの注意
保育園の申し込み、近くの病院、駅前薬局
建設業界の動向、食品工場の衛生、製薬会社の研究職
地元工務店の探し方、総合商社とは
大学病院の紹介状と市立病院の面会
税理士事務所に頼むメリット
労働基準監督署と税務署と市役所
トヨタ自動車が発表した決算
ソニーグループの株価のニュース
小林製薬の問題の報道
マイクロソフトのTeamsとGoogleの検索
プラント設備の点検、オフセット印刷、ネット販売
いつも不動産の広告、これから印刷、そろそろ建設
おもちゃ販売の規制、いちご農園の見学
営業部御中 総務課 御中
納品先:第一工場
発注先は3社から選ぶ
送付先:本社総務部
取引先:未定
大阪支店に訪問、名古屋工場へ納品
業者に発注、メーカーに見積
当社は株式会社かもめ計器です
かもめ計器の沿革、Kamome Keiki Co., Ltd.
ｶ)ｶﾓﾒｹｲｷ
鈴木商店の歴史
品名,金額\nハンドル,1000
皆様へ、ユーザー様へ
Miyakeさんのapproval、オダギリさんと相談
""".strip().split("\n")


def unfold(row):
    return row.replace("\\n", "\n")


def masked(text, company=KAMOME):
    """The text with every found character replaced."""
    reading = read(text, company)
    out = list(text)
    for finding in find_companies(reading):
        start, end = reading.shadow.to_original(finding.start, finding.end)
        out[start:end] = "■" * (end - start)
    return "".join(out)


@pytest.mark.parametrize("row", FOUND)
def test_companies_are_found_whole(row):
    """The name with its legal form is found, without 御中, 様 and what follows."""
    row = unfold(row)
    expected = re.sub("⟦([^⟧]*)⟧", lambda mark: "■" * len(mark[1]), row)
    assert masked(re.sub("[⟦⟧]", "", row)) == expected


@pytest.mark.parametrize("row", CLEAN)
def test_what_names_no_company_is_left_alone(row):
    """Trades, forms as such, blanks, news, our own names and offices are no findings."""
    assert masked(unfold(row)) == unfold(row)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("南洋工機株式会社 御中", Kind.CUSTOMER),
        ("南洋工機株式会社様", Kind.CUSTOMER),
        ("南洋工機株式会社へ納品した", Kind.CUSTOMER),
        ("取引先:南洋工機株式会社", Kind.CUSTOMER),
        ("南洋工機株式会社の場所を調べて", Kind.ORG),
        ("海原こころクリニックに通院している", Kind.ORG),
    ],
)
def test_trade_makes_a_customer_of_a_company(text, kind):
    """御中, 様 and dealing show a customer; a mere mention does not."""
    assert {finding.kind for finding in find_companies(read(text, KAMOME))} == {kind}


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.characters(), st.sampled_from("株式会社(株)カ)御中様の商事精機ｶ Inc.Ltd取引先:,\n")
        ),
        max_size=60,
    )
)
def test_nothing_in_a_text_makes_the_search_fail(text):
    """Any Unicode is searched, and findings lie inside the text."""
    reading = read(text, UNKNOWN_COMPANY)
    for finding in find_companies(reading):
        assert 0 <= finding.start < finding.end <= len(reading.text)


@pytest.mark.parametrize("piece", ["株式会社", "商事", "A ", "カ)", "御中", "取引先:", "あ", "ア"])
def test_worst_cases_complete(piece):
    """Four thousand characters of the same are searched like any text."""
    assert list(find_companies(read((piece * 4_000)[:4_000]))) is not None
