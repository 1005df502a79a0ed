"""Amounts of money in every writing that offices use."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.detectors.money import find_money
from tests.knowledge.detectors.taken_out import taken_out


def found(text):
    return taken_out(text, [find_money])


WRITTEN = [
    ("御見積金額 1,280,000円(税別)", ["1,280,000円"]),
    ("出精値引 ▲40,000円、調整 -5,000円", ["▲40,000円", "-5,000円"]),
    ("合計金額 ¥3,456,000-(税込)", ["¥3,456,000-"]),
    ("24台 ＠１２０，０００円、一式 ２６１，８１８円", ["＠１２０，０００円", "２６１，８１８円"]),
    ("金弐拾萬円也、内金五万円", ["金弐拾萬円也", "五万円"]),
    ("金85,000円を支払う。三百二十万円", ["金85,000円", "三百二十万円"]),
    ("approval of ¥1.2M", ["¥1.2M"]),
    ("350K円 over、上限は1.5百万円、1,280千円", ["350K円", "1.5百万円", "1,280千円"]),
    ("1脚4万2千で20脚だと84万。枠が足りない", ["4万2千", "84万"]),
    ("売上高は48億2,000万円、3.5億円", ["48億2,000万円", "3.5億円"]),
    ("JPY 620,000 と USD 46,800", ["JPY 620,000", "USD 46,800"]),
    ("$700 million、€1,200、£300、US$1,500", ["$700 million", "€1,200", "£300", "US$1,500"]),
    ("3.5億ドル、5,000元、100ユーロ", ["3.5億ドル", "5,000元", "100ユーロ"]),
    ("月給 220,000円〜280,000円", ["220,000円", "280,000円"]),
    ("22〜28万円、5,000-8,000円", ["22〜28万円", "5,000-8,000円"]),
    ("日給1万2000円、一人三万5千円", ["1万2000円", "三万5千円"]),
    ("1 280 000円、1.280.000円、1、280、000円", ["1 280 000円", "1.280.000円", "1、280、000円"]),
    ("1,2\u200b80,0\u200b00円", ["1,2\u200b80,0\u200b00円"]),
    ("1,280,000\n円です。1280000 円", ["1,280,000\n円", "1280000 円"]),
    ("\\1,280,000 と \\1,000-", ["\\1,280,000", "\\1,000-"]),
    ("税込3,300、税抜 1,000、@980", ["3,300", "1,000", "@980"]),
    ("(▲120,000)", ["▲120,000"]),
    ("年収650万の人、予算は500万", ["650万", "500万"]),
]
WRITTEN += [("足場込みで三十五万から四十万ほど、決裁を仰ぐ", ["三十五万", "四十万"])]
BY_PLACE = [
    ("| 機種 | 月額 |\n|---|---|\n| A | 24,800 |\n| B | 19,600 |", ["24,800", "19,600"]),
    (
        "| 項目 | 今年度 | 来年度案 |\n|---|---|---|\n| 図書 | 180,000 | 150,000 |\n研修費の案です",
        ["180,000", "150,000"],
    ),
    ("date,memo,amount\n6/3,ガソリン,6412\n6/9,切手,3520", ["6412", "3520"]),
    ("単価 118,000 金額 1,416,000\n消費税(10%) 141,600", ["118,000", "1,416,000", "141,600"]),
    ("内訳\n バルブ 40A 4台 520,000\n 調整費 一式 100,000", ["520,000", "100,000"]),
    ("品名,数量,在庫金額\nパッキンA,1200,96000\nボルト,5400,81000", ["96000", "81000"]),
    ("日付\t用途\t金額\n4/03\t新幹線\t27,140\n4/04\tタクシー\t2,360", ["27,140", "2,360"]),
    ("日付,金額,備考\n4/03,27,140,往復\n4/04,980,", ["27,140", "980"]),
    ("(単位:千円)\n項目 / 計画 / 実績\n消耗品費 / 1,200 / 1,348", ["1,200", "1,348"]),
    ("単位：百万円\n          計画  実績\n営業利益    115     ▲20", ["115", "▲20"]),
    ("| 項目 | 金額 |\n|---|---|\n| 機器費 | 860,000 |", ["860,000"]),
    (
        "INSERT INTO q (no, amount, qty) VALUES ('Q1', 1280000, 12), ('Q2', 98000, 3);",
        ["1280000", "98000"],
    ),
    ('{"price": 980, "qty": 300, "amount": 385000}', ["980", "385000"]),
    ("ｳﾐﾈｺ,ﾊﾏﾐ,普通,1234567,ｶ)ｱｵﾊﾞ,385000", ["385000"]),
    ("price,qty\n1280,3\n990,12", ["1280", "990"]),
    ("品名  数量  単価  金額\nねじ  1,200  12  14,400", ["12", "14,400"]),
]
NONE = [
    "総人口は1億2,614万6,099人で、約94万9千人の減少",
    "customers が約2万、orders が約80万です",
    "1,234,567名、3,000台、10.5%、第12回、2026年5月12日",
    "____円、○○円、〇〇円、XX万円、0円、¥0",
    "(単位:百万円)の表の作り方、数千円、千円札、千円単位",
    "円滑に進め、円形の卓を置き、円高の話をする",
    "100円ショップで50円玉を探す。三億円事件",
    "3次元と5元配置、平成元年、元気な人",
    "$1 と ${10} と =SUM($A$1:$A$10) と awk '{print $1}'",
    "合計120名、合計:35点、小計 3件、上限は4096です",
    "都道府県\t人口(2020年国勢調査)\n東京都\t14,047,594",
    "登録者80万人、再生100万回、10億件、1万歩、5万トン",
    "品名,数量\nねじ,1200\nボルト,5400",
    "価格は据え置き、料金は3つのプラン、消費税10%",
    "1ドル何円? 50kg、1.5m、16GB、128KB、4.7K",
    "会員ID 12、ポート8080、13:30、1/100、A4 210-297mm",
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_written_amounts_are_found_whole(text, expected):
    """An amount is taken with its sign and its 円, 也 or -."""
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), BY_PLACE)
def test_amounts_without_a_currency_are_found_by_their_place(text, expected):
    """A column, a label, a unit line or a row of an invoice makes a number an amount."""
    assert found(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_other_quantities_are_left(text):
    """Counts, dates, percentages, blanks and words with 円 are no amounts."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "0" * 4000,
        "円" * 4000,
        "1," * 2000,
        "1,234" * 800,
        "¥" * 4000,
        "一二三" * 1400,
        "万" * 4000,
        "1万" * 2000,
        "-" * 4000,
        "(単位:千円)\n" * 300,
        "金額,氏名\n" + "1,2,3\n" * 600,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_repetition_ends(text):
    """No pattern goes on for ever on repeated pieces."""
    found(text)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.integers(min_value=1, max_value=10**12), st.text(max_size=60), st.text(max_size=60))
def test_any_amount_in_any_text_is_found(amount, before, after):
    """Whatever stands on the lines around it, a grouped amount in yen is found."""
    text = f"{before}\n金額は{amount:,}円\n{after}"
    assert any(f"{amount:,}円" in piece for piece in found(text))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=150))
def test_any_text_is_read_without_error(text):
    """No Unicode text makes the detector raise."""
    assert all(found(text))
