"""E-mail addresses, postal codes, phone numbers, addresses and dates of birth in office text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.detectors.addresses import find_addresses
from knowledge.detectors.birthdates import find_birthdates
from knowledge.detectors.contacts import find_emails, find_postal_codes
from knowledge.detectors.phones import find_phones
from knowledge.reading import read
from knowledge.verdict import Confidence, Kind
from tests.knowledge.detectors.taken_out import taken_out

DETECTORS = (find_emails, find_postal_codes, find_phones, find_addresses, find_birthdates)


def found(text, *detectors):
    return taken_out(text, detectors or DETECTORS)


EMAILS = [
    ("担当taro.y@example.co.jpまで", ["taro.y@example.co.jp"]),
    ("連絡先：ｓａｔｏ＠ａｏｂａ．ｅｘａｍｐｌｅ　まで", ["ｓａｔｏ＠ａｏｂａ．ｅｘａｍｐｌｅ"]),
    ("h.kuroda [at] nagisa.example.jp", ["h.kuroda [at] nagisa.example.jp"]),
    ("hana @ example . com", ["hana @ example . com"]),
    ("「黒田」<y.kuroda+ml@sub.example.ne.jp>;次", ["y.kuroda+ml@sub.example.ne.jp"]),
    ("m.ogata@\nnagisa.example.jp", ["m.ogata@\nnagisa.example.jp"]),
    ("info★nagisa.example.com", ["info★nagisa.example.com"]),
    ("ogata\u200b@nagisa.example", ["ogata\u200b@nagisa.example"]),
]
POSTAL_CODES = [
    ("〒１００－０００１ 東京都", ["１００－０００１"]),
    ("郵便番号 2310012", ["2310012"]),
    ('{"zip": "231-0012"}', ["231-0012"]),
    ("231-0012 神奈川県海原市", ["231-0012"]),
    ("氏名,郵便番号\n緒方,231-0012\n黒田,600001", ["231-0012", "600001"]),
    ("〒二三一-〇〇一二", ["二三一-〇〇一二"]),
]
PHONES = [
    ("電話03-0000-1234に", ["03-0000-1234"]),
    ("携帯 ０９０－００００－１２３４", ["０９０－００００－１２３４"]),
    ("電 話 ： ０３（００００）１２３４", ["０３（００００）１２３４"]),
    ("TEL/FAX 03-0000-1111/03-0000-2222", ["03-0000-1111", "03-0000-2222"]),
    ("T:0266-00-0190 F:0266000191", ["0266-00-0190", "0266000191"]),
    ("Tel.03-0000-5678 Mob.090.0000.5678", ["03-0000-5678", "090.0000.5678"]),
    ("緒方(090ー0000ー7788)まで", ["090ー0000ー7788"]),
    ("(0467)00-0504 緒方", ["(0467)00-0504"]),
    ("03 0000 9988でも可", ["03 0000 9988"]),
    ("09000001234 へ", ["09000001234"]),
    ("お客様は 0600003302 です", ["0600003302"]),
    ("06-0000-3302 と 060-0000-3302", ["06-0000-3302", "060-0000-3302"]),
    ("電話:〇九〇ー一二三四ー五六七九", ["〇九〇ー一二三四ー五六七九"]),
    ("0 9 0 - 0 0 0 0 - 1 2 3 4", ["0 9 0 - 0 0 0 0 - 1 2 3 4"]),
    ("+81 (0)3-0000-4410 / +81-90-0000-1122", ["+81 (0)3-0000-4410", "+81-90-0000-1122"]),
    ("call +1 (415) 555-0132", ["+1 (415) 555-0132"]),
    ("080-0000-\n> 9911 まで", ["080-0000-\n> 9911"]),
    ("tel\n03-0000-4455", ["03-0000-4455"]),
    ("03-0000-2222(内線 12)", ["03-0000-2222(内線 12)"]),
    ("フリーダイヤル0120-000-123", ["0120-000-123"]),
    ("連絡は 0312345678 まで", ["0312345678"]),
    ("090\u2060-0000\u200d-1234", ["090\u2060-0000\u200d-1234"]),
    ("氏名,電話\n緒方,9012345678", ["9012345678"]),
]
ADDRESSES = [
    ("14 Heron Terrace, Flat 2, Millbrook\nthank you", ["14 Heron Terrace, Flat 2, Millbrook"]),
    ("千葉県汐見原市桜台2-14-6 ハイツ203 矢島", ["千葉県汐見原市桜台2-14-6 ハイツ203"]),
    ("住まいは海原市港町1丁目2番3号 コーポ潮101です", ["海原市港町1丁目2番3号 コーポ潮101"]),
    ("神奈川県汐入町大字岬220番地\n5 川端", ["神奈川県汐入町大字岬220番地"]),
    ("長野県霧ヶ谷市川原1190", ["長野県霧ヶ谷市川原1190"]),
    ("福岡県白帆市中央区舟入５丁目６番７号", ["福岡県白帆市中央区舟入５丁目６番７号"]),
    (
        "神奈川県海原市\n港町4-8-1\n潮風マンション 305号室",
        ["神奈川県海原市\n港町4-8-1\n潮風マンション 305号室"],
    ),
    (
        "海原市港町二丁目十番五号 海原ハイツ三〇一号室",
        ["海原市港町二丁目十番五号 海原ハイツ三〇一号室"],
    ),
    (
        "さいたま市大宮区桜木町1-7-5 ソニックタワー12F",
        ["さいたま市大宮区桜木町1-7-5 ソニックタワー12F"],
    ),
    ("東京都千草区一番町5-3", ["東京都千草区一番町5-3"]),
    ("北海道札幌市中央区北1条西2丁目", ["北海道札幌市中央区北1条西2丁目"]),
    ("住所,氏名\n海原市みどり町5,緒方", ["海原市みどり町5"]),
    ("3-4-5 Hamamidai, Unabara-shi, Kanagawa", ["3-4-5 Hamamidai, Unabara-shi"]),
]
BIRTHDATES = [
    ("生年月日 平成5年8月14日", ["平成5年8月14日"]),
    ("S53.4.1生、昭和五十三年四月一日生まれ", ["S53.4.1", "昭和五十三年四月一日"]),
    ("birth: '1988-11-03'", ["1988-11-03"]),
    ("生 年 月 日 ： ２００１／０７／３０", ["２００１／０７／３０"]),
    ("DOB: 14 Aug 1993, born on March 3, 1990", ["14 Aug 1993", "March 3, 1990"]),
    ("INSERT INTO m (id, birth) VALUES (1, '1975-02-20');", ["1975-02-20"]),
    ("1978年04月01日（46歳）", ["1978年04月01日"]),
    ("誕生日は8月14日です", ["8月14日"]),
    ("扶養に入る次男 緒方 陸(令和3年2月9日)の書類", ["令和3年2月9日"]),
]
NOTHING = [
    "注文 2026-0512-0034、2026年5月12日 10:30、型番 A-1234-5678、1,234,567円、会員3,000名、第12回",
    "電話番号は090-0000-0000のようにハイフンを入れ、郵便番号は000-0000の形です",
    "例:03-1234-5678 の形式で入力",
    "注文番号 0312-34-5678 / 品番 090-1234-5678A / SKU 0987654321",
    "ISBN 978-4-00-000000-0 伝票番号:012-3456-7890 ロット 0451234567",
    "119番、110番、#7119。電話は10時から、電話対応は10件",
    "0.1234567890 と 000-111-222-333 と 20240401123456",
    "バージョン03.12.2024、IP 10.20.3.14、9:00-17:30",
    "user@example.com、your.name@example.com、test@example.org",
    "git@github.com:foo/bar.git と lodash@4.17.21 と @app.route と icon@2x.png",
    "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$",
    "東京都府中市で現金輸送車が襲われ、大阪市は人口が多い",
    "国内市場1-2位、第1地区3-4班、5町村の1-3月",
    "神奈川県海原市の本社工場で3-4人、港区の3か所",
    "書類の提出(令和3年2月9日)と本人の面談(2024年6月3日)、We sold 12 Best Way kits",
    "4月1日から始まります。創業は1968年12月10日、納期は8月14日",
    "1990年代生まれの世代、平成5年に始まった制度",
    "住所:________ 電話:____-____-____ ○○市○○町1-2-3",
    "生年月日を入力してください。郵便番号は7桁",
    "2丁目の角を曲がって3番目の建物、12番線",
]


@pytest.mark.parametrize(("text", "expected"), EMAILS)
def test_email_addresses_are_found_to_the_letter(text, expected):
    """An e-mail address is taken whole, without its neighbours."""
    assert found(text, find_emails) == expected


@pytest.mark.parametrize(("text", "expected"), POSTAL_CODES)
def test_postal_codes_are_found(text, expected):
    """A postal code is found by its sign, label, column or the place behind it."""
    assert found(text, find_postal_codes) == expected


@pytest.mark.parametrize(("text", "expected"), PHONES)
def test_phone_numbers_are_found_in_every_writing(text, expected):
    """A phone number is found however it is grouped, and nothing around it."""
    assert found(text, find_phones) == expected


@pytest.mark.parametrize(("text", "expected"), ADDRESSES)
def test_addresses_are_found_down_to_the_room(text, expected):
    """An address is taken from its first place name to building and room."""
    assert [piece for piece in found(text, find_addresses) if piece.startswith(expected[0])]
    assert len(found(text, find_addresses)) == len(expected)


@pytest.mark.parametrize(("text", "expected"), ADDRESSES[:11])
def test_addresses_end_where_they_end(text, expected):
    """What follows an address stays."""
    assert found(text, find_addresses) == expected


@pytest.mark.parametrize(("text", "expected"), BIRTHDATES)
def test_birthdates_are_found(text, expected):
    """A date is one of birth when a label, a column or 生まれ says so."""
    assert found(text, find_birthdates) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_alike_is_left(text):
    """Dates, orders, versions, samples, regular expressions and bare places are no contacts."""
    assert found(text) == []


def test_everything_in_one_line_is_masked_in_place():
    """Half-width kana and full-width digits do not shift the spans."""
    text = "㈱見本の ﾔﾏﾀﾞ ﾊﾅｺ様 ０９０－００００－１２３４ 〒１００－０００１"
    assert found(text) == ["０９０－００００－１２３４", "１００－０００１"]


def test_an_inside_line_alone_is_only_possible():
    """内線 without a number is a hint, not a leak of contact details."""
    findings = list(find_phones(read("内線3021の水谷まで")))
    assert [(f.kind, f.confidence) for f in findings] == [(Kind.PHONE, Confidence.POSSIBLE)]


@pytest.mark.parametrize(
    "text",
    [
        "0" * 4000,
        "-" * 4000,
        "a@" * 10000,
        "0-" * 2000,
        "090-" * 1000,
        "海原市港町" * 800,
        "1丁目" * 1300,
        "a." * 3000,
        "電話:" * 1300,
        "〇" * 4000,
        "東京都" + "港" * 4000,
        "Aa-shi " * 600,
        " [at] " * 700,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_repetition_ends(text):
    """No pattern goes on for ever on repeated pieces."""
    found(text)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=80), st.text(max_size=80))
def test_a_mobile_number_between_any_lines_is_found(before, after):
    """Whatever stands on the lines around it, a labelled mobile number is found."""
    text = f"{before}\n携帯: 090-3141-5926\n{after}"
    assert any("090-3141-5926" in piece for piece in found(text, find_phones))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(alphabet=st.characters(), max_size=120))
def test_any_text_is_read_without_error(text):
    """No Unicode text makes a detector raise, and every span lies in the text."""
    assert all(piece for piece in found(text))
