"""Identifiers, secrets, amounts and hosts in the formats that hide them best."""

import pytest

from knowledge.detectors.addresses import find_addresses
from knowledge.detectors.bank_accounts import find_bank_accounts
from knowledge.detectors.birthdates import find_birthdates
from knowledge.detectors.contacts import find_emails, find_postal_codes
from knowledge.detectors.credentials import find_credentials
from knowledge.detectors.hosts import find_internal_hosts, find_internal_urls
from knowledge.detectors.id_numbers import find_employee_numbers, find_id_numbers
from knowledge.detectors.identifiers import find_cards, find_my_numbers
from knowledge.detectors.money import find_money
from knowledge.detectors.phones import find_phones
from knowledge.reading import read
from knowledge.verdict import Confidence

DETECTORS = (
    find_addresses,
    find_bank_accounts,
    find_birthdates,
    find_cards,
    find_credentials,
    find_emails,
    find_employee_numbers,
    find_id_numbers,
    find_internal_hosts,
    find_internal_urls,
    find_money,
    find_my_numbers,
    find_phones,
    find_postal_codes,
)


def left(text, marked):
    """Return what of the marked pieces is not covered by findings."""
    reading = read(text)
    covered: set[int] = set()
    for detector in DETECTORS:
        for finding in detector(reading):
            covered.update(range(*reading.shadow.to_original(finding.start, finding.end)))
    return [piece for piece in marked if not _is_covered(text, piece, covered)]


def _is_covered(text, piece, covered):
    start = text.index(piece)
    return covered.issuperset(range(start, start + len(piece)))


def anything(text):
    """Return all that is taken out of the normalised copy."""
    reading = read(text)
    return [
        reading.text[finding.start : finding.end]
        for detector in DETECTORS
        for finding in detector(reading)
    ]


TAGGED = [
    ("<tel>0412001134</tel><zip>0360001</zip>", ["0412001134", "0360001"]),
    ("<memberNo>00441882</memberNo><amount>1280000</amount>", ["00441882", "1280000"]),
    ('{"birth_ymd":"1984-03-12","policyNo": "9912-443-01"}', ["1984-03-12", "9912-443-01"]),
    ("<th>電話</th><td>0412001134</td>", ["0412001134"]),
    ('{"prefecture":"青森県","city":"岬市","address1":"浜2-1-1"}', ["青森県", "岬市", "浜2-1-1"]),
    ("<kojinBango>481233990172</kojinBango>", ["481233990172"]),
    ('{"jusho": "岬市浜町2-3-9", "kingaku": 48000}', ["岬市浜町2-3-9", "48000"]),
]
KANA = [
    ("ﾅﾏｴ,ﾃﾞﾝﾜﾊﾞﾝｺﾞｳ,ﾕｳﾋﾞﾝ\nﾐﾄﾞﾘ,0334561290,1080075", ["0334561290", "1080075"]),
    ("ﾊﾞﾝｺﾞｳ,ﾅﾏｴ,ｷﾝｶﾞｸ\nK00441,ﾐﾄﾞﾘ,48000", ["K00441", "48000"]),
    ("ｼﾃﾝ,ｼｭﾓｸ,ﾊﾞﾝｺﾞｳ,ﾒｲｷﾞ\nﾋｶﾞｼ,1,0417725,ｶ)ﾐｻｷ", ["0417725"]),
    ("氏名|ｾｲﾈﾝｶﾞｯﾋﾟ\n緑|590312", ["590312"]),
    ("ｺｳｻﾞﾊﾞﾝｺﾞｳ 3310091", ["3310091"]),
    ("振込 ﾐｻｷ ﾋｶﾞｼ ﾌﾂｳ ７７１２３４５", ["７７１２３４５"]),
]
ROWS = [
    (
        "INSERT INTO members VALUES\n('M-204','緑 彩','1984-03-12','aya@mail.test');",
        ["M-204", "1984-03-12"],
    ),
    (
        "INSERT INTO kaiin VALUES ('M-205','岬Grace','H3.11.9','x');",
        ["M-205", "H3.11.9"],
    ),
    ("0009,岬銀行,654,港,1,7712345,ﾐﾄﾞﾘ ｱﾔ,48000", ["7712345", "48000"]),
    ("銀行コード,支店コード,預金種目,番号,名義\n0001,210,1,1234567,ﾐﾄﾞﾘ", ["1234567"]),
    ("緑 彩,F,1991/4/29,080-3310-7742", ["1991/4/29"]),
    ("氏名／生年月日／性別\n緑／S54.12.5／男", ["S54.12.5"]),
]
IDS = [
    ("年金番号\n氏名:緑\n4412-098765", ["4412-098765"]),
    ("マイナンバーの写し\n氏名 緑\n6091 2233 4455", ["6091 2233 4455"]),
    ("マイナンバー（本人）7311 9044 2208 （配偶者）8042 1177 3390", ["8042 1177 3390"]),
    ("保険者番号:06130012 記号:302 番号:4471", ["06130012", "302", "4471"]),
    ("組合員証 記号 公立12 番号 88123", ["公立12", "88123"]),
    ("会員№KX-004418 の件", ["KX-004418"]),
    ("社員番号 0 0 4 4 1 8", ["0 0 4 4 1 8"]),
    ("契約No. KY/2024/0113 の更新", ["KY/2024/0113"]),
    ("基礎年金番号:3 9 2 8 - 4 4 7 1 0 0", ["3 9 2 8 - 4 4 7 1 0 0"]),
    ("カード 4980-0112-3344-5561 有効期限 09/27 CVV 318", ["09/27", "318"]),
    ("カード情報 4716 2210 9034 1187 / 08/29 / 733", ["08/29", "733"]),
    ("個人番号 2103-5578\n-9901", ["2103-5578\n-9901"]),
    ("GB29 NWBK 6016 1331 9268 19 に送金", ["GB29 NWBK 6016 1331 9268 19"]),
    ("岬銀行／港／普／3310091", ["3310091"]),
]
PLACES_AND_DATES = [
    ("自宅 岬市玉山字門前寺12地割34番地5", ["岬市玉山字門前寺12地割34番地5"]),
    ("旭野市7条通18丁目左10号", ["旭野市7条通18丁目左10号"]),
    ("送り先→岐阜県大山郡白浜村荻町1086", ["岐阜県大山郡白浜村荻町1086"]),
    ("京都市上京区下立売通新町西入薮ノ内町", ["京都市上京区下立売通新町西入薮ノ内町"]),
    ("Misaki-ku, Hama 3-4-1, Tokyo 108-0023", ["Misaki-ku, Hama 3-4-1, Tokyo 108-0023"]),
    ("ｼﾞｭｳｼｮ:ﾄﾁｷﾞｹﾝ ﾐｻｷｼ ﾊﾏﾁｮｳ5-4", ["ﾄﾁｷﾞｹﾝ ﾐｻｷｼ ﾊﾏﾁｮｳ5-4"]),
    ("DOB: 12-Mar-84", ["12-Mar-84"]),
    ("うまれ:昭和五十九年三月十二日", ["昭和五十九年三月十二日"]),
    ("生年月日は84年3月12日", ["84年3月12日"]),
    ("電話（06＊6233＊1100）", ["06＊6233＊1100"]),
    ("携帯 〇八〇・三三一二・四四五六", ["〇八〇・三三一二・四四五六"]),
]
SECRETS = [
    ("裏口の開く番号は #5518", ["#5518"]),
    ("事務所の裏口は4719で開く", ["4719"]),
    ("鍵はキーボックスの中、番号は0721", ["0721"]),
    ("警備解除は5544#", ["5544#"]),
    ("入るときは misaki-2024-Ume のまま", ["misaki-2024-Ume"]),
    ("バックアップは 8841-2207 5530-9176 が残り", ["8841-2207", "5530-9176"]),
    ("金庫は右に22、左に8、右に41", ["22", "8", "41"]),
    ("WIFI:S:Misaki-5G;T:WPA;P:kaze77-no-oka;;", ["kaze77-no-oka"]),
    ("SSID:misaki\nKEY:kaze5544", ["kaze5544"]),
    ("秘密の質問:旧姓 答え:さとう77", ["さとう77"]),
    ("ワンタイムパスワード：448 120", ["448 120"]),
    ("パスワード再設定しました→ Mizu!2024no", ["Mizu!2024no"]),
    ("VPN 緑 / Keiy@ku2209", ["Keiy@ku2209"]),
    ("ログイン → midori / Kaze#77no", ["Kaze#77no"]),
    ("midori:$apr1$x8Kd93jf$Ls02kdLAp3QzJx8d9fKd8", ["$apr1$x8Kd93jf$Ls02kdLAp3QzJx8d9fKd8"]),
    ("redis-cli -a Keiyaku2209 ping", ["Keiyaku2209"]),
    ("mysql -u app -p'Mizu 77' app", ["Mizu 77"]),
    ("sqlplus scott/Kaze_88x@orcl", ["Kaze_88x"]),
    ("LINE Channel access token(長期): Jx8d9fKd83jfLs02kdLAp3Qz", ["Jx8d9fKd83jfLs02kdLAp3Qz"]),
    ('DB_PASS: "kaze77 no oka"', ["kaze77 no oka"]),
    ("守衛に「うみねこ」と言う合言葉で入れます", ["うみねこ"]),
    ("暗証番号、7710に変えました", ["7710"]),
    ("合言葉は「ねこのひげ」でお願いします", ["ねこのひげ"]),
]
SIGN_INS = [
    ("ルーターのrootはKinako!774でした", ["Kinako!774"]),
    ("旧パスMomiji2023 新パスMomiji2024", ["Momiji2023", "Momiji2024"]),
    ("AP: kitchen / PSK nattogohan55", ["nattogohan55"]),
    ("root Umeboshi#2024", ["Umeboshi#2024"]),
    ("VPNはKa9!waraと打つと繋がります", ["Ka9!wara"]),
    ("passMori#71 と pwmori7171", ["Mori#71", "mori7171"]),
    ("・経費精算 kanda.m Ringo!3310", ["Ringo!3310"]),
    ("basic認証です。 dev / hotaru0630", ["hotaru0630"]),
    ("パス変えた。Genji.2291。前のはGenji.2290", ["Genji.2291", "Genji.2290"]),
    ("the admin password was changed to Mori7171! yesterday", ["Mori7171!"]),
    ("ﾛｸﾞｲﾝﾊﾟｽ ﾊ ringo77a", ["ringo77a"]),
    ("アクセスキーAK9281LLMQ02", ["AK9281LLMQ02"]),
]
ACCOUNTS = [
    ("母の旧姓はこばやかわで登録しました", ["こばやかわ"]),
    ("秘密の質問「最初のペットの名前は?」→ 答え「ちゃちゃまる」", ["ちゃちゃまる"]),
    ("秘密の質問:出身小学校→みどり台小", ["みどり台小"]),
    ("SMSで来た771904を認証画面に", ["771904"]),
    ("2段階認証のコードが届いた660 914", ["660 914"]),
    ("金庫は7-22-41のダイヤル", ["7-22-41"]),
    ("暗証0518→0519に変更", ["0518", "0519"]),
    ("The door code is 5120# now", ["5120#"]),
    (
        "シード: dune maple orbit cactus velvet prism lava otter hinge quilt nylon zebra",
        ["dune maple orbit cactus velvet prism lava otter hinge quilt nylon zebra"],
    ),
    ("Officeの登録キー H7K2M-9QXP4-ZL83V", ["H7K2M-9QXP4-ZL83V"]),
    ("復号パスフレーズ:sea boat lamp 51", ["sea boat lamp 51"]),
    ('MAPS_KEY="Zx81Kq0m33LpQ7"', ["Zx81Kq0m33LpQ7"]),
    ("smtp_pass = kumo mail 99", ["kumo mail 99"]),
    ("oracle: kumo/Kumo#77@//db1:1521/ORCL", ["Kumo#77"]),
    ("rdesktop -u hotaru -p Genji88 10.0.0.9", ["Genji88"]),
    ("echo 'Genji88!' | sudo -S apt update", ["Genji88!"]),
    ("lftp -u tana,ftp0711t ftp.example.com", ["ftp0711t"]),
    ("https://hooks.tana.example/T02/9xKq71LmZp0vRt", ["hooks.tana.example/T02/9xKq71LmZp0vRt"]),
]
CUSTOMERS = [
    ("顧客CD:C00981", ["C00981"]),
    ("契約者番号は8812 0047 21です", ["8812 0047 21"]),
    ("診察券の番号、88412 です", ["88412"]),
    ("会員No.\n\nHT-07112", ["HT-07112"]),
    ("お客様CD|名称\nC8841|霧島商店", ["C8841"]),
    ("口座名義人IDKM0711", ["KM0711"]),
    ("PP No. TR9900312", ["TR9900312"]),
]
AMOUNTS_AND_HOSTS = [
    ("18万5だったのが21.3万になる。差額3万弱", ["18万5", "21.3万", "3万"]),
    ("480万じゃ通らないらしく450万まで", ["480万", "450万"]),
    ("追加で12万かかると言われました", ["12万"]),
    ("時給1,150→1,200に", ["1,150", "1,200"]),
    ("1,280Kで稟議を上げます", ["1,280K"]),
    ("jdbc:mysql://db-sales.misaki.internal:3306/s", ["db-sales.misaki.internal"]),
    ("Jun 12 02:14:09 ms-bk03 rsync[4412]: retry", ["ms-bk03"]),
    ("2024-11-24T03:12:11+09:00 misaki-gw1 kernel: down", ["misaki-gw1"]),
    ("scp a.txt midori@ap-stg-02:/tmp", ["ap-stg-02"]),
    ("[root@misaki-ap02 ~]# df", ["misaki-ap02"]),
    ("smb://fileserver02/share/経理", ["smb://fileserver02/share/経理"]),
]
HARMLESS = [
    "合言葉は「ワンチーム」。日本代表は今年の大会で勝ちました",
    "アクセスは1日3万ほど、5万人が利用、約2万字の原稿",
    "生まれ変わった新店舗は11月3日オープン",
    "SELECT id FROM members WHERE birth < '1990-01-01'",
    '{"max_tokens": 4096, "temperature": 0.7, "total_pages": 12}',
    "INSERT INTO items VALUES ('P-10023', 'ボルト', 120, '2024-03-12');",
    "品番,数量\nA-1001,120\nA-1002,80",
    "郵便番号 123-4567 は例です。口座番号(0000000)は見本",
    "mongodb://localhost:27017/test と redis://redis:6379",
    "2024-11-24 03:12:11 INFO main: started",
    "バックアップは毎日2時に取得。バックアップ 20241124.zip を戻す",
    "ロッカー番号は204、駐車場の番号 1123",
    "ポートは8080で開く、Excelは2019で開く",
    "3番ゲートが開く。開店10時で開く。右に2歩、左に3歩",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "commit 3f8d93afa02cd83bf9acd83bf02cd83bf9fd83af0 を戻す",
    "UUID 550e8400-e29b-41d4-a716-446655440000",
    "from handlers.views.home import outline; self.sender.home",
]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        *TAGGED,
        *KANA,
        *ROWS,
        *IDS,
        *PLACES_AND_DATES,
        *SECRETS,
        *SIGN_INS,
        *ACCOUNTS,
        *CUSTOMERS,
        *AMOUNTS_AND_HOSTS,
    ],
)
def test_what_hides_in_a_format_is_found_whole(text, marked):
    """Tags, kana heads, bare rows, torn digits and talk hide nothing."""
    assert left(text, marked) == []


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_resembles_it_is_left(text):
    """Mottoes, counts, code, hashes, logs and samples are none of it."""
    assert anything(text) == []


def test_an_expiry_beside_its_card_forbids_nothing_by_itself():
    """The expiry is masked with the card, but only as something to look at."""
    findings = find_cards(read("カード 4980-0112-3344-5561 有効期限 09/27"))
    assert {f.why: f.confidence for f in findings}["card-expiry"] is Confidence.POSSIBLE


@pytest.mark.parametrize(
    "piece",
    [
        "<a>",
        '"a":"b"',
        "insert into t values (",
        "a,b,c@d.jp\n",
        "裏口番号",
        "バックアップ 1234-5678 ",
        "wifi:s:",
        "金庫右に1左に1",
        "中京区",
        "jdbc:mysql://a",
        "Jan 1 00:00:00 ",
        "aA1",
        "$2a$",
        "GB29 NWBK ",
        "ログイン→a/",
        "パスワード",
        "パスa1b2c3!d",
        "母の旧姓",
        "秘密の質問答え",
        "abc def ",
        "金庫1-2-",
        "認証123 456",
        "A1B2-",
        "a_key=1",
        "pass: a1 b2 ",
        "-u a -p b1",
        "door code is ",
        "会員番号1 2 3 ",
        "hook/",
        "seed abc ",
        "18万5",
        "ﾊﾞﾝｺﾞｳ,",
        "マイナンバー1234 5678 ",
    ],
)
def test_hostile_repetition_ends_in_every_detector(piece):
    """No pattern goes on for ever on repeated pieces."""
    anything((piece * 4000)[:4000])
