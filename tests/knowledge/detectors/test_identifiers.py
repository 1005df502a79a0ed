"""Individual numbers, cards, accounts, official, customer and employee numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.jp import cn, in_

from knowledge.company import Company
from knowledge.detectors.bank_accounts import find_bank_accounts
from knowledge.detectors.id_numbers import find_employee_numbers, find_id_numbers
from knowledge.detectors.identifiers import find_cards, find_my_numbers
from knowledge.detectors.numbers import (
    is_card_number,
    is_corporate_number,
    is_my_number,
    passes_luhn,
)
from knowledge.reading import read
from knowledge.verdict import Confidence
from tests.knowledge.detectors.taken_out import taken_out

OWN = Company(employee_number_format=r"E\d{5}")
DETECTORS = (
    find_my_numbers,
    find_cards,
    find_bank_accounts,
    find_id_numbers,
    find_employee_numbers,
)


def found(text, *detectors, sure_only=False, company=OWN):
    return taken_out(text, detectors or DETECTORS, company, sure_only=sure_only)


MY_NUMBERS = [
    ("緒方さんのマイナンバーは 1234 5678 9018 です", ["1234 5678 9018"]),
    ("個人番号（本人） 123456789018　配偶者 987654321018", ["123456789018", "987654321018"]),
    ("マイナンバー：\n１２３４－５６７８－９０１９", ["１２３４－５６７８－９０１９"]),
    ("マイナンバーを聞きました。緒方さんのは 4050 6070 8096", ["4050 6070 8096"]),
    ("年末調整 緒方 1234-5678-9018 提出済み", ["1234-5678-9018"]),
    ("氏名，番号，続柄\n緒方，１１１１２２２２３３３３，本人", ["１１１１２２２２３３３３"]),
    ("氏名 個人番号 続柄\n緒方 太郎 123456789012 本人", ["123456789012"]),
    ("個人番号 4050\u200b6070\u200b8096 提出済み", ["4050\u200b6070\u200b8096"]),
    (
        "年末の手続き\n緒方 まい / 4050 6070 8096 / 済\n黒田 玲 / 1234-5678-9012 / 済",
        ["4050 6070 8096", "1234-5678-9012"],
    ),
    ("マイナンバー 一二三四 五六七八 九〇一八", ["一二三四 五六七八 九〇一八"]),
]
CARDS = [
    ("カードは 4111-1111-1111-1111、有効期限 12/29", ["4111-1111-1111-1111"]),
    (
        "これで払いました ５５５５　５５５５　５５５５　４４４４ ホテル",
        ["５５５５　５５５５　５５５５　４４４４"],
    ),
    ('card_no: "4111 1111 1111 1112"', ["4111 1111 1111 1112"]),
    (
        "AMEX 3782 822463 10005 / JCB 3530 1113 3330 0000",
        ["3782 822463 10005", "3530 1113 3330 0000"],
    ),
    ("9,800 4242424242424242 で精算", ["4242424242424242"]),
    ("番号は\n4111\n1111\n1111\n1111\nです", ["4111\n1111\n1111\n1111"]),
    ("カード番号 4111.1111.1111.1111 CVV:123", ["4111.1111.1111.1111", "123"]),
]
ACCOUNTS = [
    ("うみねこ銀行 浜見支店 普通 0048213 カ)ミナト", ["普通 0048213"]),
    ("ｳﾐﾈｺ,ﾊﾏﾐ,普通,1234567,ｶ)ｱｵﾊﾞ,385000", ["1234567"]),
    ("口座番号は1234567です。口 座 番 号:7654321", ["1234567", "7654321"]),
    ("ゆうちょ銀行 記号：１０１２０ 番号：１２３４５６７１", ["１０１２０", "１２３４５６７１"]),
    ("潮風信用金庫 港支店 当座No.7654321", ["当座No.7654321"]),
    ("銀行,支店,種目,口座番号,受取人\n0001,001,1,1234567,ｱｵﾊﾞ", ["1234567"]),
    ("潮風銀行 本店 店番 012 7654321", ["7654321"]),
]
ID_NUMBERS = [
    ("旅券番号 TZ0001234", ["TZ0001234"]),
    ("在留カード番号は ＡＢ１２３４５６７８ＣＤ", ["ＡＢ１２３４５６７８ＣＤ"]),
    ("運転免許証番号　第 123456789012 号", ["123456789012"]),
    ("基礎年金番号（1234-567890）", ["1234-567890"]),
    ("雇用保険 被保険者番号 1234-567890-1", ["1234-567890-1"]),
    ("住民票コード:12345678901", ["12345678901"]),
    ("健康保険 記号 21100023 番号 1234", ["21100023", "1234"]),
    ("被保険者証 記号・番号 12345-678", ["12345-678"]),
    ("お客様番号:K00048812 契約番号：K-2024-0158", ["K00048812", "K-2024-0158"]),
    ("顧客番号\t氏名\nＣ－００１２\t緒方\nＣ－００１３\t黒田", ["Ｃ－００１２", "Ｃ－００１３"]),
    ("会員No:A-00123 患者ID 0012345", ["A-00123", "0012345"]),
    ("customer_id: 'C-20481'", ["C-20481"]),
]
EMPLOYEES = [
    ("E30518", ["E30518"]),
    ("WHERE emp_no IN ('E10482', 'e20917')", ["E10482", "e20917"]),
    ("出席 Ｅ１１２０３ 川端", ["Ｅ１１２０３"]),
    ("従業員番号は00123です (社員No. 10482)", ["00123", "10482"]),
    ("社員番号,氏名\n7712,緒方\n7713,黒田", ["7712", "7713"]),
]
NOTHING = [
    "宅配便の伝票番号は 6611-2233-4455、追跡番号 123456789018 です",
    "カタログの品番 4900-1234-5678-9012 のように16桁を4桁区切りで表示したい",
    "製造番号 4111-1111-1111-1111、JANコード 4901234567894、IMEI 353011133330000",
    "20240401123456 INFO batch start seq=000123456789",
    "登録番号は T5999999000012、法人番号は 5999999000012",
    "マイナンバーは12桁、カード番号は16桁、口座番号は7桁、店番は3桁です",
    "OSのバージョンは10.0.19045.3930、UUID 550e8400-e29b-41d4-a716-446655440000",
    "0000-0000-0000-0000 と 1111 2222 3333 4444 と 1234567890123456789",
    "社員番号XXXXと書く。会員番号は8桁です。契約番号は100件",
    "SELECT c.customer_id, COUNT(*) FROM c WHERE customer_id = :customer_id",
    "emp_id INTEGER PRIMARY KEY, employee_no VARCHAR(10)",
    "E104829 と SME10482 と E1048 は別のもの",
    "普通に1234567回試した。普通車 1234567台、口座数は1,200",
    "保険証の廃止は2024年12月2日、健康保険の被保険者は3,000名",
    "見積番号 Q-240518、管理番号 IT-0023、請求書 No. 24-0531",
    "部品番号 AB12345678CD / EMS EE123456789JP",
    "4/04\t宿泊\tカード\t9,800\nカード決済は3%の手数料",
]


@pytest.mark.parametrize(("text", "expected"), MY_NUMBERS)
def test_individual_numbers_are_found(text, expected):
    """With a label any number of that length is sure, without one a valid one among its words."""
    assert found(text, find_my_numbers, sure_only=True) == expected


@pytest.mark.parametrize(("text", "expected"), CARDS)
def test_cards_are_found(text, expected):
    """A labelled card is sure even when mistyped, an unlabelled one by groups and check digit."""
    assert found(text, find_cards, sure_only=True) == expected


@pytest.mark.parametrize(("text", "expected"), ACCOUNTS)
def test_accounts_are_found(text, expected):
    """A label, an account type, a bank or a column makes seven digits an account."""
    assert found(text, find_bank_accounts) == expected


@pytest.mark.parametrize(("text", "expected"), ID_NUMBERS)
def test_official_and_customer_numbers_are_found(text, expected):
    """Each sort is found by its label or its column."""
    assert found(text, find_id_numbers, sure_only=True) == expected


@pytest.mark.parametrize(("text", "expected"), EMPLOYEES)
def test_employee_numbers_are_found(text, expected):
    """The company's own format, a label or a column makes an employee number."""
    assert found(text, find_employee_numbers) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_are_left(text):
    """Orders, parts, logs, public numbers and talk about numbers are no findings."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("123456789018 を確認", Confidence.POSSIBLE),
        ("マイナンバー 123456789012", Confidence.SURE),
        ("扶養の届け 1234 5678 9018", Confidence.SURE),
    ],
)
def test_a_check_digit_alone_only_hints(text, confidence):
    """A valid number without a label is only possible; a label needs no valid digit."""
    assert [f.confidence for f in find_my_numbers(read(text))] == [confidence]


@pytest.mark.parametrize("written", ["tk-00412", "ＴＫ００４１３", "TK 00414", "Tk_00415"])
def test_the_companys_own_format_is_read_however_it_is_parted(written):
    """Small letters, full width and another or no sign between letters and digits change nothing."""
    company = Company(employee_number_format=r"TK-\d{5}")
    assert found(f"担当 {written} の件", company=company) == [written]


def test_an_ungrouped_card_without_context_only_hints():
    """Sixteen digits in a row that pass Luhn may be anything."""
    assert [f.confidence for f in find_cards(read("4111111111111111 とは"))] == [
        Confidence.POSSIBLE
    ]


@pytest.mark.parametrize("written", ["E(", "", "(?P<", "["])
def test_a_format_that_is_none_finds_nothing(written):
    """A broken employee-number format neither raises nor matches."""
    company = Company(employee_number_format=written)
    assert found("E10482 と (", find_employee_numbers, company=company) == []


def test_a_format_of_digits_alone_only_hints():
    """Five digits are also counts and years, so they are only possible."""
    reading = read("10482 さん、10482件", Company(employee_number_format=r"\d{5}"))
    assert [f.confidence for f in find_employee_numbers(reading)] == [Confidence.POSSIBLE]


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_the_individual_check_digit_agrees_with_stdnum(digits):
    """Our weights give the digit that python-stdnum calculates."""
    right = digits[:11] + in_.calc_check_digit(digits[:11])
    assert is_my_number(right)
    assert is_my_number(digits) == in_.is_valid(digits)


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_the_corporate_check_digit_agrees_with_stdnum(digits):
    """Our weights give the digit that python-stdnum calculates."""
    right = cn.calc_check_digit(digits) + digits
    assert is_corporate_number(right)
    assert is_corporate_number("1" + digits) == cn.is_valid("1" + digits)


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="0123456789", min_size=2, max_size=19))
def test_luhn_agrees_with_stdnum(digits):
    """Luhn here and in python-stdnum say the same."""
    assert passes_luhn(digits) == luhn.is_valid(digits)


@pytest.mark.parametrize(
    ("digits", "is_card"),
    [
        ("4111111111111111", True),
        ("378282246310005", True),
        ("3530111333300000", True),
        ("30569309025904", True),
        ("2223003122003222", True),
        ("6011111111111117", True),
        ("4111111111111112", False),
        ("9111111111111110", False),
        ("411111111111111", False),
    ],
)
def test_a_card_has_a_makers_prefix_and_length(digits, is_card):
    """Luhn alone makes no card."""
    assert is_card_number(digits) is is_card


@pytest.mark.parametrize(
    "text",
    [
        "0" * 4000,
        "1 " * 2000,
        "1-" * 2000,
        "1." * 2000,
        "E10482 " * 500,
        "普通" * 2000,
        "口座番号:" * 800,
        "〇" * 4000,
        "マイナンバー" * 600,
        "4111-" * 800,
        "a1-" * 1300,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_repetition_ends(text):
    """No pattern goes on for ever on repeated pieces."""
    found(text)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=120))
def test_any_text_is_read_without_error(text):
    """No Unicode text makes a detector raise."""
    assert all(found(text))
