"""Names by the place they stand in: lists, arrows, signatures, chats, small Latin letters."""

from __future__ import annotations

import re

import pytest

from knowledge.company import Company
from knowledge.detectors.names import find_names
from knowledge.reading import read
from knowledge.verdict import Kind

KAMOME = Company(name="株式会社かもめ計器", aliases=("かもめ計器",))

# Marked is what must be masked, exactly.
FOUND = r"""
搬入口の片付け → ⟦森⟧、⟦石⟧
鍵の受け取り→⟦谷⟧、コピー→⟦沢⟧
⟦渚⟧ → 棚卸、⟦光⟧ → 発注
出席 ⟦森⟧、⟦白石⟧、⟦轟⟧ 欠席 ⟦南⟧
いた人:⟦堀⟧、⟦こずえ⟧、⟦矢吹⟧
欠席(⟦柏⟧、⟦直江⟧、⟦鴨⟧)
(⟦白木⟧専務、⟦砂⟧主任)/当社(⟦八雲⟧、⟦真白⟧)
倉庫番は⟦泊⟧、電話番は⟦樹⟧
休憩室の片付け:⟦守⟧と⟦潤⟧
⟦ズン⟧、⟦ハー⟧、⟦トゥイ⟧の3名が実習生
A班 ⟦グエン・ティ・ラン⟧、⟦サントス⟧
月 ⟦梓⟧\n火 ⟦蓮見⟧
⟦石⟧(倉庫)と⟦金⟧(経理)が立ち会い
鍵は守衛室に返しておきます。 ⟦棗⟧
それでお願いします ⟦麻生⟧
> 2024/06/05 11:20 ⟦潮 楓花⟧:
⟦たまき⟧に聞いたら脚立は2階だって。鍵だけ⟦ゆずき⟧から借りて
⟦いろは⟧さんと⟦どばし⟧さんは受付
⟦つむぎ⟧から電話あり
⟦すずね⟧がまだ来ない
⟦あやめ⟧、明日の弁当の数だけ教えて
⟦かえで⟧「先に行ってて」\n⟦ひなの⟧「はーい」
⟦サティシュ⟧に設定を頼んだ
⟦チャン・ミン⟧と⟦アブドゥル⟧が配送を回る
指摘の是正は⟦根岸⟧班、期限7/19
⟦鳥居⟧:両替に行けてません\n⟦仲村⟧:寄ります\n⟦鳥居⟧:助かります!
⟦Natori⟧: driver done, waiting for the roll.\n⟦Yukawa⟧: stuck on the font.\nBlocker: the machine is shared.
attendees: ⟦dmitri⟧, ⟦tsujimoto⟧, ⟦Ryo⟧
- ⟦haruka⟧: send the quote
⟦ryo⟧ said it will arrive tomorrow
⟦安藤Grace⟧ 総務課
<buyer>⟦朽木 あんり⟧</buyer>
②⟦二瓶 まひる⟧ 自宅 044-111-2222
③⟦仁王 正臣⟧ 携帯 080-2222-3333
出席 ⟦千葉⟧、⟦長野⟧部長\n補充は⟦千葉⟧が週2回見る
""".strip().split("\n")

CLEAN = r"""
担当者がいないときは折り返す
集合は第2工場の西口です
ｷｭｳｹｲｼﾂ ﾉ ｴｱｺﾝ ｺｼｮｳ
出席:オンライン、リモート
製造班、関東班、是正は品質班が行う
相談先は消費者ホットライン(局番なし)です
パートさん向けの手順書
受注→出荷→請求の流れ
赤→青→黄の順に点灯させたい
入口→南、出口→北の案内板
東京→大阪→福岡
木材:杉、檜、松、桂
観葉植物の名前:楓、桂、榊
出席 12名、欠席 2名
休みは土日です。参加は自由です
A班 清掃、B班 点検、C班 搬入
お疲れさまでした。 以上
さらに聞いてみると、ついでに頼まれた話だった
みんなに渡してください。だれかに聞いてください
のぞみは東京から新大阪まで2時間半
さくらが満開、もみじも見頃
うさぎさんとくまさんの塗り絵
お客様同士、社員同士の声かけ
チャットボットに聞いた答え
note: take the data from the sheet
please check the tire and the camera before you ride
朝礼の話:二宮尊徳は薪を背負って本を読んだと伝わる
リーチ・マイケル選手のような献身的なプレー
富士山五合目は夏でも20度前後
1) 松島(宮城県):日本三景のひとつ
水谷という名字の由来
""".strip().split("\n")


def masked(text: str) -> str:
    """The text with every found character replaced."""
    reading = read(text, KAMOME)
    out = list(text)
    for finding in find_names(reading):
        start, end = reading.shadow.to_original(finding.start, finding.end)
        out[start:end] = "■" * (end - start)
    return "".join(out)


@pytest.mark.parametrize("row", FOUND)
def test_a_name_is_found_by_where_it_stands(row: str) -> None:
    """Everyday words, places and given names are people where only people stand."""
    row = row.replace("\\n", "\n")
    expected = re.sub("⟦([^⟧]*)⟧", lambda mark: "■" * len(mark[1]), row)
    assert masked(re.sub("[⟦⟧]", "", row)) == expected


@pytest.mark.parametrize("row", CLEAN)
def test_the_same_words_elsewhere_are_left_alone(row: str) -> None:
    """Flows, colours, trees, weekdays, trains, sights and famous people are nobody of ours."""
    assert masked(row) == row


@pytest.mark.parametrize(
    "text", ["店長:古賀、副店長:鮎川、記録:しおん", "Miyakeさんのapprovalが必要です"]
)
def test_our_own_meeting_is_about_colleagues(text: str) -> None:
    """A role alone makes nobody a customer."""
    assert {finding.kind for finding in find_names(read(text, KAMOME))} == {Kind.PERSON}


def test_our_side_and_theirs_in_brackets() -> None:
    """先方(…) are theirs, 当社(…) are ours."""
    text = "先方(原、橘)、当社(湊、梢)"
    kinds = {text[f.start : f.end]: f.kind for f in find_names(read(text, KAMOME))}
    assert kinds == {
        "原": Kind.CUSTOMER,
        "橘": Kind.CUSTOMER,
        "湊": Kind.PERSON,
        "梢": Kind.PERSON,
    }


@pytest.mark.parametrize(
    "piece",
    [
        *("→森", "森→", "担当:森、", "欠席(", "A班 ", "、森", "01:森\n", "ryo: ", "ryo yui "),
        *(
            "ゆずきに",
            "番は森、",
            "森の3名",
            "ア・",
            "ます 森\n",
            "2024/1/1 森:\n",
            "森「",
            "月 森\n",
        ),
    ],
)
def test_worst_cases_complete(piece: str) -> None:
    """Four thousand characters of the same are searched like any text."""
    assert list(find_names(read((piece * 4_000)[:4_000], KAMOME))) is not None
