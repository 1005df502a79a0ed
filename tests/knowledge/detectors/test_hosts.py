"""Internal URLs, shares, host names and private addresses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.company import Company
from knowledge.detectors.hosts import find_internal_hosts, find_internal_urls
from tests.knowledge.detectors.taken_out import taken_out

OWN = Company(internal_domains=("wiki.kawara.internal", "portal.kawara.example"))


def found(text, *detectors):
    return taken_out(text, detectors or (find_internal_urls, find_internal_hosts), OWN)


URLS = [
    (
        "社内ページ http://wiki.kawara.internal/soumu/forms の入口",
        ["http://wiki.kawara.internal/soumu/forms"],
    ),
    ("wiki.kawara.internal/soumu を見て", ["wiki.kawara.internal/soumu"]),
    (
        "https://portal.kawara.example/room?id=3&tab=logです",
        ["https://portal.kawara.example/room?id=3&tab=log"],
    ),
    ("(http://nas.lan/a)。", ["http://nas.lan/a"]),
    ("http://intra/ と http://srv-db01:8080/x", ["http://intra/", "http://srv-db01:8080/x"]),
    ("http://192.168.1.20/admin) を開く", ["http://192.168.1.20/admin"]),
    (
        "資料 \\\\files.kawara.internal\\kaizen\\0523\n議題",
        ["\\\\files.kawara.internal\\kaizen\\0523"],
    ),
    ("\\\\fs01\\総務部\\給与.xlsxに置いた", ["\\\\fs01\\総務部\\給与.xlsx"]),
    ('p = "\\\\\\\\nas-2f\\\\keiri"', ["\\\\\\\\nas-2f\\\\keiri"]),
    ("https://kawara.sharepoint.com/sites/keiri", ["https://kawara.sharepoint.com/sites/keiri"]),
]
HOSTS = [
    (
        "connect to db01.kawara.internal (10.20.3.14:5432) failed",
        ["db01.kawara.internal", "10.20.3.14"],
    ),
    ("IPは192.168.10.57なんだけど", ["192.168.10.57"]),
    ("- 172.16.4.11:3128\n- 172.32.4.11:3128", ["172.16.4.11"]),
    ("192.168.10[.]57 と ＩＰ：１０．２０．３．１５", ["192.168.10[.]57", "１０．２０．３．１５"]),
    ("fd12:3456::1 と fe80::1", ["fd12:3456::1", "fe80::1"]),
    ("サーバー名: kawara-ap3 に入れない", ["kawara-ap3"]),
    (
        "srv-db01 と NAS01 と web01 と DESKTOP-AB12CD3",
        ["srv-db01", "NAS01", "web01", "DESKTOP-AB12CD3"],
    ),
    ("ｋｗ－ｍａｉｌ０２ の残り容量がわずかです", ["ｋｗ－ｍａｉｌ０２"]),
    ("handover to 10.20.7.3 failed", ["10.20.7.3"]),
    ("host: printer.kawara.corp", ["printer.kawara.corp"]),
    ("postgres://app:pw@10.20.3.21:5432/zaiko", ["10.20.3.21"]),
]
PUBLIC = [
    '<item sku="HV-31" model="FS-204"/> と 型番:SV-12',
    "http://localhost:8080/ と http://127.0.0.1 と 0.0.0.0 と ::1",
    "http://example.com/a と https://www.example.co.jp/company/",
    "192.0.2.10 と 203.0.113.5 と 8.8.8.8",
    "バージョンは10.0.19045.3930、v10.0.0.5、version 10.1.2.3、16.0.17328.20184",
    "CIDR 10.0.0.0/8 と 192.168.0.0/16 の違い。例: 192.168.0.1",
    "サブネットマスク255.255.255.0、10.5.1 から 10.6.0 へ",
    "com.example.demo.Main と com.sun.internal.Foo と threading.local()",
    "self.local = 1、.env.local、settings.local.json、host.docker.internal",
    "C:\\Users\\s-ogata\\Documents\\a.xlsx と \\\\d+\\\\w と 改行は\\n",
    "ap-northeast-1 と mysql-8 と node18 と ubuntu-22.04 と es2015 と mp3",
    "host: localhost、server: nginx/1.24、サーバーはどう選ぶ?",
    "https://www.atlassian.net/ と https://docs.python.org/3/library/re.html",
]


@pytest.mark.parametrize(("text", "expected"), URLS)
def test_internal_urls_are_found_whole(text, expected):
    """A URL or share goes to its end and not into the sentence."""
    assert found(text, find_internal_urls) == expected


@pytest.mark.parametrize(("text", "expected"), HOSTS)
def test_internal_hosts_are_found(text, expected):
    """Domains, suffixes, labels, shapes and private ranges give hosts away."""
    assert found(text, find_internal_hosts) == expected


@pytest.mark.parametrize("text", PUBLIC)
def test_public_and_sample_hosts_are_left(text):
    """Versions, samples, code and public sites are not inside the company."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "\\" * 4000,
        "a." * 3000,
        "http://" * 700,
        "1." * 2000,
        "fd00:" * 900,
        "\\\\fs\\a" * 500,
        "a-" * 2000,
        "0" * 4000,
        "-" * 4000,
        "a@" * 10000,
        "http://a/" + "!" * 4000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_repetition_ends(text):
    """No pattern goes on for ever on repeated pieces."""
    found(text)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=150))
def test_any_text_is_read_without_error(text):
    """No Unicode text makes the detectors raise."""
    assert all(found(text))
