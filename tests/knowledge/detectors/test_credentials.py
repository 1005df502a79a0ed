"""Passwords, keys and tokens in code, settings, commands, tables and sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.detectors.credentials import find_credentials
from knowledge.detectors.placeholders import is_placeholder
from tests.knowledge.detectors.taken_out import taken_out

# Put together here, so that no scanner of secrets takes this file for a leak.
SLACK = "xox" + "b-0000-1111-kawara7k2"
GITHUB = "gh" + "p_abcdEFGHijklMNOPqrstUVWX1234"
AWS = "AKIA" + "KAWARA0EXAMPLE01"
OPENAI = "sk" + "-proj-abcDEF123456ghiJKL7890"
GOOGLE = "AI" + "zaSyA-abcdefghijklmnopqrstuvwx12345"
STRIPE = "sk" + "_live_4eC39HqLyjWDarjtT1"
JWT = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiJrYXdhcmEifQ.c2lnbmF0dXJl"
KEY_BEGIN, KEY_END = "-----BEGIN " + "RSA PRIVATE KEY-----", "-----END " + "RSA PRIVATE KEY-----"
PEM = f"{KEY_BEGIN}\nMIIEowIBAAKCAQEA7bqKAWARA\nabcd1234abcd1234\n{KEY_END}"
HOOK = "https://hooks." + "slack.com/services/T0000ABCD/B0000EFGH/abcdEFGHijklMNOP"


def found(text):
    return taken_out(text, [find_credentials])


SECRETS = [
    ('requests.get(url, auth=("zaiko_ro", "Suna_kaze7"), timeout=3)', ["Suna_kaze7"]),
    ("右上を押し、暗証番号に 73019 を入れる", ["73019"]),
    ("合いことばは Suna-0502 です", ["Suna-0502"]),
    ("共用の端末はkamome11に揃えてあります", ["kamome11"]),
    ("忘れた方はKari-3309で一度入れます", ["Kari-3309"]),
    ("共有メールの箱に入るやつ、renraku-71です", ["renraku-71"]),
    ("log in to the router with Umi2030! please", ["Umi2030!"]),
    ("裏口は2 4 6 8を押してから。扉は7316、帰りは何もいらない", ["2 4 6 8", "7316"]),
    ("ユーザはsoumu、パスはA@bcです。pass→nami_no_oto", ["A@bc", "nami_no_oto"]),
    (f"鍵は{SLACK}と{GITHUB}です", [SLACK, GITHUB]),
    (f"aws_access_key_id = {AWS}", [AWS]),
    (f"client = OpenAI(api_key='{OPENAI}')", [OPENAI]),
    (f"{GOOGLE} と {STRIPE}", [GOOGLE, STRIPE]),
    (f'curl -H "Authorization: Bearer {JWT}" https://api.example.com', [JWT]),
    (f"通知先 {HOOK} です", [HOOK]),
    (f"この鍵で入れません\n{PEM}\n形式がおかしい?", [PEM]),
    (f"{KEY_BEGIN}\nMIIEowIBAAKCAQEA7bqKAWARA\n", [f"{KEY_BEGIN}\nMIIEowIBAAKCAQEA7bqKAWARA"]),
    ("postgres://kawara:Suzume9pw@10.20.3.21:5432/zaiko", ["Suzume9pw"]),
    ("mongodb+srv://app:Nami%2399@c0.mongodb.net/test", ["Nami%2399"]),
    ("Server=db;User Id=sa;Password=Ku9zz;Pooling=true", ["Ku9zz"]),
    ("jdbc:mysql://h/db?user=app&password=Umi_2024&useSSL=false", ["Umi_2024"]),
    ("DB_HOST=db\nDB_PASSWORD=Suna-kaze#7741\nTZ=Asia/Tokyo", ["Suna-kaze#7741"]),
    ("PASSWORD=a<b>c,d;e", ["a<b>c,d;e"]),
    ('password="k0meYama!2024",', ["k0meYama!2024"]),
    ('{"user": "app", "password": "suzume"}', ["suzume"]),
    ("spring:\n  datasource:\n    password: sunakaze\n    url: x", ["sunakaze"]),
    ("[client]\nuser = root\npassword = sunakaze", ["sunakaze"]),
    (
        '<add key="ApiKey" value="a1b2c3d4e5f6"/><password>nami77</password>',
        ["a1b2c3d4e5f6", "nami77"],
    ),
    ("mysql -u root -pS3cret! -h db; curl -u admin:pass99! https://x", ["S3cret!", "pass99!"]),
    ("CREATE USER a IDENTIFIED BY 'q1w2e3'", ["q1w2e3"]),
    ("X-Api-Key: 9f8e7d6c5b4a", ["9f8e7d6c5b4a"]),
    ("Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==", ["dXNlcjpwYXNzd29yZDEyMw=="]),
    ("ＰＷ：Ｓｕｎａ－ｋａｚｅ＃７７", ["Ｓｕｎａ－ｋａｚｅ＃７７"]),
    ("パスワードはSuzume9です", ["Suzume9"]),
    ("パスワードはsuzumeです。", ["suzume"]),
    ("パ ス ワ ー ド : kawara99", ["kawara99"]),
    ("ﾊﾟｽﾜｰﾄﾞ:kawara99!", ["kawara99!"]),
    ("初期パスワード は「Kame2024#」 になります", ["Kame2024#"]),
    ("パスワードを Nami!23x に変更しました", ["Nami!23x"]),
    ("Kawara#55がパスワードです", ["Kawara#55"]),
    ("パスワード\nSuzume!99\nを入力", ["Suzume!99"]),
    ("共有PCは id:kyoyu7k / kawara2024! です", ["kawara2024!"]),
    ("ログイン(sales / Kawara#2024)で", ["Kawara#2024"]),
    ("SSID:Kawara-Guest\n暗号化キー:yamanami-3456-kaze", ["yamanami-3456-kaze"]),
    ("複合機の暗証番号4512、PINは0921", ["4512", "0921"]),
    ("合言葉は「やまびこ」です", ["やまびこ"]),
    ("the wifi password is blueWhale77, pin 4821", ["blueWhale77", "4821"]),
    ("氏名,ID,初期パスワード\n緒方,ogata,Aa12bb!x\n黒田,kuroda,Bb34cc?z", ["Aa12bb!x", "Bb34cc?z"]),
    ("パス\u200bワード:Suna\u200bkaze77", ["Suna\u200bkaze77"]),
]
HARMLESS = [
    "      - uses: actions/setup-node@v4.1\n        rewrite ^/v2(.*)$ /api$1 break;",
    'api_key = os.environ["API_KEY"]',
    '{"user": "<YOUR_USER>", "password": "********", "token": "${TOKEN}"}',
    "export API_KEY=<YOUR_API_KEY>\nDB_PASSWORD=${DB_PASSWORD}\nPASS=XXXX",
    "const apiKey = process.env.API_KEY; token = response.data.token",
    'curl -H "Authorization: Bearer $TOKEN" https://api.example.com',
    "curl -u user:password https://example.com; mysql -u root -p mydb",
    "postgres://user:password@localhost:5432/db http://host:8080/x?m=a@b.co",
    "def login(user: str, password: str, token: Token) -> None:",
    "password = request.form['password']; self.password = hash_password(password)",
    'if (password !== confirmPassword) { setError("password mismatch"); }',
    '<input type="password" name="password" placeholder="Password">',
    "MAX_TOKENS=4096\nPASSWORD_LENGTH=12\nprimary_key=True",
    "pass: 3, fail: 2, skip: 1. login failed: token: expired",
    "SELECT password_hash FROM users; ['password', 'created_at']",
    "パスワードは8文字以上にし、パスワードはSlackで送らない",
    "パスワードは「123456」や「password」のような単純なものを避ける",
    "パスワードの変更は3か月ごと。パスワードやAPIキーなどの認証情報",
    "暗証番号は4桁で、PINコードは6桁の数字です",
    "APIキーはAWSのコンソールから発行。トークンはJWT形式",
    "Wi-Fiのパスワードは受付でお尋ねください",
    "キー:Enter と Ctrl+C キー、主キー:customer_id、PIN 13 に LED",
    "The password must be at least 8 characters long.",
    "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0\n-----END CERTIFICATE-----",
    f"{KEY_BEGIN}\n...\n{KEY_END}",
    "AKIA" + "IOSFODNN7EXAMPLE と xox" + "b-your-token と gh" + "p_" + "x" * 30,
    "sk-learn と sk-spinner-three-bounce と docker login -u me -p mypassword",
    "暗証番号は4桁。母の旧姓や最初のペットは避ける。最初のペットは柴犬が人気です",
    "認証コードは6桁の数字です。10分以内に入力してください",
    "git log: 8f3a2b1 fix login, 77c1de0; PR#1234 ログイン画面の修正",
    "型番 WXR-5950AX12 のルーター、管理画面 ver3.2.1、Windows11でログオン",
    "ユーザー tanaka0418 でログインできない。ロック4500円",
    "金庫は2018年製、鍵は2本。ロックファイル package-lock.json v3 を開く",
    "import { Auth0Client } from '@auth0/auth0-spa-js'; // login",
    "8桁以上でパスワードを設定。例: Abcd1234!のような文字列は避ける",
    "パスはC:\\Users\\Public\\docs2、キーはCtrl+Shift+F5で設定できます",
    "ファイルはSheet2を開く。プリンターはLBP621Cで統一、サーバーはubuntu22に統一しました",
    "ドアは1枚、倉庫は1500平米、玄関は2024年に改装、棚の寸法 扉は1800、",
    "2024-05-11 WARN login failed user=taro from=10.8.0.23 id=12, name=foo9",
]


@pytest.mark.parametrize(("text", "expected"), SECRETS)
def test_secrets_are_found(text, expected):
    """A secret is taken whole, by its shape, its key or its label."""
    assert found(text) == expected


@pytest.mark.parametrize("text", HARMLESS)
def test_what_stands_for_a_secret_is_left(text):
    """Placeholders, code, types, advice and public keys are no credentials."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("********", True),
        ("<YOUR_KEY>", True),
        ("${TOKEN}", True),
        ("XXXX", True),
        ("changeme", True),
        ("【認証情報1】", True),
        ("$DB_PASS", True),
        ("your-api-key", True),
        ("Suzume9pw", False),
        ("$uzume2024", False),
        ("EXAMPLE0000kawara1111", False),
        ("Tokyos.2024", False),
        ("test1234!", False),
        ("config77", False),
    ],
)
def test_placeholders_are_told_from_secrets(value, expected):
    """Only what cannot be a real secret is a placeholder."""
    assert is_placeholder(value) is expected


SURE_SECRETS = [SLACK, GITHUB, AWS, JWT, "password=Suna-kaze#77", "パスワード:Suna-kaze#77"]


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(max_size=80), st.sampled_from(SURE_SECRETS), st.text(max_size=80))
def test_a_secret_in_any_text_is_found(before, secret, after):
    """Whatever stands on the lines around it, a secret on its own line is found."""
    text = f"{before}\n{secret}\n{after}"
    value = secret.removeprefix("password=").removeprefix("パスワード:")
    assert any(value in piece for piece in found(text))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=150))
def test_any_text_is_read_without_error(text):
    """No Unicode text makes the detector raise."""
    assert all(found(text))


@pytest.mark.parametrize(
    "text",
    [
        "0" * 4000,
        "pass" * 1500,
        "password=" * 500,
        "password: '" * 400,
        "パスワード" * 800,
        '"' * 4000,
        "a@" * 10000,
        "a://b:c" * 600,
        "eyJ" * 2000,
        (KEY_BEGIN + "\n") * 150,
        "pwd=a;" * 700,
        "-" * 4000,
        KEY_BEGIN + " \n" * 2000,
        "id:a / " * 600,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_repetition_ends(text):
    """No pattern goes on for ever on repeated pieces."""
    found(text)
