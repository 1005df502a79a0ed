"""The company list: what is read, and what a person is told about a list that cannot be used."""

from __future__ import annotations

import pytest

from knowledge.company import UNKNOWN_COMPANY, CompanyListError, ListedName, load_company

FULL = """\
# かもめ計器
name: 株式会社かもめ計器
aliases: [かもめ計器, Kamome]
domains: [Kamome.example]
internal_domains:
  - wiki.kamome.internal
employee_number_format: 'K-\\d{4}'
customers:
  - {name: 株式会社白樺フーズ, aliases: [白樺フーズ, 白樺]}
  - 南洋商事
partners:
confidential_projects: [{name: プロジェクト・ツバメ, aliases: [ツバメ]}]
unreleased_products: [2025, NO]
published_products: [KG-10]
"""


@pytest.fixture
def listed(tmp_path):
    """Write a list and load it."""

    def load(content, *, encoding="utf-8"):
        path = tmp_path / "company.yaml"
        path.write_bytes(content.encode(encoding))
        return load_company(path)

    return load


def test_a_full_list_is_read(listed):
    """Every key arrives; names may be given bare, and numbers and NO are names as written."""
    company = listed(FULL)
    assert company.name == "株式会社かもめ計器"
    assert company.own_names == ("株式会社かもめ計器", "かもめ計器", "Kamome")
    assert company.domains == ("kamome.example",)
    assert company.employee_number_format == r"K-\d{4}"
    assert company.customers == (
        ListedName("株式会社白樺フーズ", ("白樺フーズ", "白樺")),
        ListedName("南洋商事"),
    )
    assert company.partners == ()
    assert company.confidential_projects[0].forms == ("プロジェクト・ツバメ", "ツバメ")
    assert [product.name for product in company.unreleased_products] == ["2025", "NO"]


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "---\n", "~\n"])
def test_an_empty_list_is_a_company_that_knows_nothing(listed, content):
    """A fresh install is no error."""
    assert listed(content) == UNKNOWN_COMPANY


def test_a_byte_order_mark_is_no_part_of_the_first_key(listed):
    """Editors on Windows put a mark at the beginning."""
    assert listed("name: かもめ\n", encoding="utf-8-sig").name == "かもめ"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("name: かもめ\ncustomer: []\n", 2, "customers"),
        ("name: かもめ\n売り先: []\n", 2, "知らないキー"),
        ("name: かもめ\nname: つばめ\n", 2, "二度"),
        ("name: [かもめ]\n", 1, "name"),
        ("domains: kamome.example\n", 1, "domains"),
        ("aliases:\n  - かもめ\n  - {a: b}\n", 3, "aliases"),
        ("customers:\n  - {name: 白樺, alias: [白]}\n", 2, "aliases"),
        ("customers:\n  - {aliases: [白]}\n", 2, "name"),
        ("customers:\n  - name: ''\n", 2, "空"),
        ("customers:\n  - [白樺]\n", 2, "customers"),
        ("- name\n- aliases\n", 1, "キー: 値"),
        ("ただの文\n", 1, "キー: 値"),
        ("employee_number_format: 'K('\n", 1, "正規表現"),
        ("employee_number_format: 'K*'\n", 1, "空の文字"),
        ("name: かもめ\naliases: [かもめ\n", 3, "YAML"),
        ("name: 'かもめ\n", 2, "YAML"),
        ("a: &x [*x]\n", 1, "知らないキー"),
        ("name: *x\n", 1, "YAML"),
    ],
)
def test_a_wrong_list_is_refused_with_file_line_and_key(listed, content, line, said):
    """The message says where to look, in Japanese."""
    with pytest.raises(CompanyListError) as refused:
        listed(content)
    message = str(refused.value)
    assert "company.yaml" in message
    assert f"{line}行目" in message
    assert said in message


def test_a_list_in_another_encoding_says_so(listed):
    """Shift_JIS from an old editor is named as such and not read as garbage."""
    with pytest.raises(CompanyListError, match="UTF-8"):
        listed("name: 株式会社かもめ計器\n", encoding="cp932")


def test_a_missing_file_is_an_error_of_the_list(tmp_path):
    """Who starts the bot with a wrong path reads that path."""
    with pytest.raises(CompanyListError, match="nowhere"):
        load_company(tmp_path / "nowhere.yaml")


def test_deep_nesting_is_refused_and_not_a_crash(listed):
    """A file made to exhaust the reader is an error like others."""
    with pytest.raises(CompanyListError):
        listed("name: " + "[" * 100_000)
