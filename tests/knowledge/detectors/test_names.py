"""Names of people: found whole and alone, in every setting; and what only looks like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.company import Company, ListedName
from knowledge.detectors.names import find_names
from knowledge.reading import read

KAMOME = Company(
    name="株式会社かもめ計器",
    aliases=("かもめ計器",),
    domains=("kamome.example",),
    customers=(ListedName("白樺フーズ株式会社", ("白樺フーズ",)),),
)

# Marked is what must be masked, exactly.
FOUND = r"""
⟦浅野⟧さんの有休が残っていません
⟦浅野⟧様、いつもお世話になっております
⟦浅野 涼子⟧様
⟦浅野　涼子⟧ 様
購買部 ⟦浅野 涼子⟧ 様
⟦浅野⟧課長と⟦戸田⟧係長
⟦浅野⟧営業部長の予定
⟦浅野⟧元部長の送別会
⟦浅野⟧君、⟦戸田⟧くん、⟦三枝⟧ちゃん
⟦浅野⟧氏との面談は15時から
⟦浅野⟧先生に講演をお願いする
⟦浅野⟧殿
⟦かがわ⟧さんまでご連絡ください
昨日は⟦とびた⟧さんと⟦みずたに⟧さんが来た
それは⟦もりた⟧さんの案です
⟦ほりうち⟧部長が休み
⟦ながべ⟧様
⟦乾⟧さん、⟦柳⟧さん、⟦林⟧さん
⟦関⟧課長と⟦原⟧部長
⟦森⟧が対応いたします
⟦辻⟧と申します
⟦福井⟧様、⟦千葉⟧さん、⟦石川⟧部長
⟦勘解由小路⟧さんと⟦四月一日⟧さん
⟦薬袋⟧さんに頼む
⟦御薬袋煌斗⟧様
⟦尉遅⟧さんと⟦硲⟧様
⟦佐々木凪沙斗⟧が入社した
⟦勅使河原澪央⟧は明日休み
⟦辻ふじ乃⟧さんと⟦森ヨシ江⟧さん
⟦鐙坂 凪沙⟧様
⟦ロドリゲス 美香⟧ 様
⟦マリア・サントス⟧様
⟦グエン⟧さんと⟦ラフマン⟧さん
⟦ﾊﾏﾀﾞ ﾘｮｳ⟧様
ﾀﾝﾄｳ:⟦ﾊﾏﾀﾞ⟧ｻﾝ
⟦髙橋⟧さん、⟦山﨑⟧さん、⟦𠮷田⟧さん
⟦浅\u200b野⟧さんに連絡
⟦浅 野 涼 子⟧ 様
担当:⟦浅野⟧
担当は⟦浅野⟧です
担当者:営業部 ⟦浅野⟧、総務課の⟦戸田⟧
(担当:⟦浅野⟧)
出席者:⟦浅野⟧部長、⟦戸田⟧さん、⟦三枝⟧、⟦かがわ⟧(書記)
出席 ⟦浅野⟧、⟦戸田⟧
作業者:⟦浅野⟧、⟦戸田⟧ 応援:⟦三枝⟧(10時まで)
氏名 ⟦浅野 涼子⟧ 部署 営業
お名前:⟦浅野涼子⟧
代表取締役 ⟦浅野 涼子⟧
課長 ⟦浅野⟧
被評価者:⟦浅野 涼子⟧ 評価者:⟦戸田⟧
総務の⟦浅野⟧です。お疲れさまです
お疲れさまです。⟦浅野⟧です。
お世話になっております。⟦福島⟧です。
⟦浅野⟧でございます
上司の⟦石川⟧に相談した
新入社員の⟦浅野涼子⟧です
不明な点は⟦浅野⟧までご連絡ください
代わりに⟦浅野⟧が出ます
⟦浅野⟧と⟦戸田⟧で対応します
⟦浅野⟧へ引き継ぎ済み
進捗を共有した(⟦浅野⟧)
資料は⟦浅野⟧(経理部)が作る
⟦浅野⟧(35歳)が入社
⟦浅野⟧:了解しました
[10:23] ⟦浅野⟧: 了解
@⟦浅野⟧ 見てください
→⟦浅野⟧、お願いします
⟦浅野 涼子⟧ <r-asano@kamome.example>
⟦浅野⟧ 090-0000-0000
窓側:⟦浅野⟧・⟦戸田⟧・空席
白樺フーズ ⟦乾⟧
⟦ますだ⟧という方から電話
弊社⟦大塚⟧が伺います
旧姓⟦大塚⟧
TODO(⟦浅野⟧): 直す
["⟦浅野涼子⟧","⟦戸田誠⟧"]
{"customer":{"name":"⟦柳 恭平⟧","zip":"000"}}
WHERE emp_name <> '⟦浅野 涼子⟧'
INSERT INTO customers (id, name) VALUES (1, '⟦浅野涼子⟧'), (2, '⟦戸田 新⟧');
氏名，続柄\n⟦浅野 涼子⟧，本人\n⟦浅野 はるか⟧，子
日付,早番,遅番\n5/20,⟦浅野⟧,⟦戸田⟧\n5/21,⟦三枝⟧,⟦浅野⟧\n5/22,⟦戸田⟧,⟦みずほ⟧
会社名,担当者\n白樺フーズ,⟦浅野涼子⟧
Dear Mr. ⟦Whitcombe⟧,
Best regards,\n⟦Kenji Tobita⟧
⟦Kashiwagi⟧-san will check it.
⟦Naoto⟧ said the tool is fine.
渡航者:⟦TOBITA KENJI⟧ 便名
From: ⟦Inui Mayu⟧ <inui@shirakaba.example>
⟦Miyake⟧さんのapprovalが必要
ask ⟦KenjiTobita⟧ about it
⟦José García⟧ will visit us.
I spoke with ⟦Sarah Miller⟧ yesterday.
C:\Users\⟦s-oono⟧\Documents
""".strip().split("\n")

CLEAN = r"""
お客様各位 皆様のご協力に感謝します
様式第3号と仕様書を同様に改める
様々なご意見、多様な働き方、王様と神様
ご担当者様 人事ご担当者様 関係者様
お得意様、会員様、株主様、奥様、利用者様へ
たくさんの皆さん、お母さん、お医者さん
業者さんと運転手さんと患者さん
御殿場の殿堂
先生方への案内
同氏と某氏、諸君
部長が不在のため課長が対応
営業部長と総務課長と新社長と元会長
理事会と部長会と主任研修
課長と係長の違い
福岡支店長と大阪工場長の会議
○○様、[氏名]様、XX様、△△さん
Aさんは営業、Bさんは経理
10名様のご予約
氏名: 電話: 住所:
担当:総務部
担当:未定
担当者は今週中に回答
出席者:全員
作成は各自で行う
記:別紙のとおり
納品先:第一工場
東京と大阪と千葉と福島の気温
石川県と福井県と山口市
千葉の工場、福岡の支店、宮崎産の豚
長野/松本/上田を回る
名古屋から電話で参加
本社は品川です
出身は九州の福岡です
今後の方針は未定です
営業の基本は準備です
次回の開催地は大阪です
森林と林業と原料と関係と辻褄
金曜の桜と柳の剪定
谷間の岡の上の星
南向きの部屋、東側の扉、西日
小林製薬の問題を報道で読んだ
今井町と上田城と鈴木商店
長谷川式スケールとムーアの法則
二重に請求された
大口の案件
それぞれの課長が割り振る
同僚の机に置いた
記入例:山田太郎 東京都千代田区
見本 氏名:山田 花子
湯川秀樹は1949年にノーベル賞を受賞した
夏目漱石の小説を要約して
福沢諭吉の「学問のすすめ」
徳川家康が江戸幕府を開いた
岸田首相が会見で発表した
松下幸之助の経営哲学
2002年、田中耕一さんがノーベル化学賞を受賞した
高橋是清は戦争の費用を集めた。高橋はのちに総理大臣になった。
In 2023, Shohei Ohtani signed a contract with the Dodgers.
産地,数量\n福島,3\n千葉,4\n石川,5
都道府県\t人口\n東京都\t14\n千葉県\t6
品名,棚番\nハンドル,C-03\nパッキン,A-01
・マイナンバー、口座番号
Dear Sir or Madam,
Dear Customer,\nThank you for your order.
Best regards,\nSales Team
Hello World と Visual Studio Code
New York と San Francisco の時差
Human Resources Department
Golden Week Holidays
ChatGPTとExcelとTeamsの使い方
SELECT name FROM items
user=admin login failed
file_name = "見積書"
title = "お知らせ"
name VARCHAR(100) NOT NULL
ExcelのA列が「東京」の行
カワセミは川辺の鳥です
北斗七星の見つけ方
ユーザー様とスタッフさんとメーカーさん
ため息をついた課長
【氏名1】様と【顧客2】さん
株式会社かもめ計器の沿革
みなさま、どなた様もお越しください
明日はよろしくお願いします
取締役会の設置
春日部の桜が満開
朝のあいさつ、お疲れさまです
お世話さまです。ごちそうさま
名前を呼ばれたら返事をする
「さん」付けで呼ぶ文化
""".strip().split("\n")


def unfold(row):
    return row.replace("\\n", "\n").replace("\\t", "\t").replace("\\u200b", "\u200b")


def masked(text, company=KAMOME):
    """The text with every found character replaced."""
    reading = read(text, company)
    out = list(text)
    for finding in find_names(reading):
        start, end = reading.shadow.to_original(finding.start, finding.end)
        out[start:end] = "■" * (end - start)
    return "".join(out)


@pytest.mark.parametrize("row", FOUND)
def test_names_are_found_whole_and_without_honorific(row):
    """Exactly the name is found: no letter of it is left, no title is taken along."""
    row = unfold(row)
    expected = re.sub("⟦([^⟧]*)⟧", lambda mark: "■" * len(mark[1]), row)
    assert masked(re.sub("[⟦⟧]", "", row)) == expected


@pytest.mark.parametrize("row", CLEAN)
def test_what_only_looks_like_a_name_is_left_alone(row):
    """Places, words with 様 and さん, blanks, public figures and products are no findings."""
    assert masked(unfold(row)) == unfold(row)


def test_there_are_many_rows_of_both_sorts():
    """Both tables stay large enough to mean something."""
    assert len(FOUND) >= 60
    assert len(CLEAN) >= 60
    assert len(set(FOUND)) == len(FOUND)


def test_a_found_name_is_found_again_where_it_stands_bare():
    """The family name of a full name is masked wherever it is a word, not inside another."""
    text = "浅野 涼子さんの件。浅野は休み。浅野川の橋。涼子も来る。"
    assert masked(text) == "■■■■■さんの件。■■は休み。浅野川の橋。■■も来る。"


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.characters(),
            st.sampled_from("様さん部長浅野、・:「」()→@\n\t ,|○Aaｱｶﾞ株式会社の です"),
        ),
        max_size=60,
    )
)
def test_nothing_in_a_text_makes_the_search_fail(text):
    """Any Unicode is searched, and findings lie inside the text."""
    reading = read(text, KAMOME)
    for finding in find_names(reading):
        assert 0 <= finding.start < finding.end <= len(reading.text)


@pytest.mark.parametrize(
    "piece",
    ["様", "A ", "山", "浅野、", "浅野\n", "Abe ", "担当:", "・", "(", "浅野と", "ア・", ",", "の"],
)
def test_worst_cases_complete(piece):
    """Four thousand of the same are searched like any text."""
    assert list(find_names(read((piece * 4_000)[:4_000], KAMOME))) is not None
