"""A format for staff numbers can look like any company's, and cannot be made to run for minutes."""

import pytest

from knowledge.company import CompanyListError, parse_company
from knowledge.repetition import Trouble, trouble_of


@pytest.mark.parametrize(
    "pattern",
    [
        r"KJ-\d{4}",
        r"EMP-\d+",
        r"[A-Z]+\d+",
        r"[A-Z]{2}\d{6}",
        r"(?:A|B)\d{4,6}",
        r"(?P<unit>[A-Z]{2}-){2}\d",
        r"E(?:\d{4}|\d{6})",
        r"\d{2}-?\d{4}",
        r"社員\d{3,}",
        r"[(+]\d{4}",
        r"\(\d{4}\)",
    ],
)
def test_formats_that_companies_use_are_accepted(pattern):
    """Letters, digits, a few choices, lengths that vary."""
    assert trouble_of(pattern) is None
    assert parse_company(f"employee_number_format: '{pattern}'", "x").employee_number_format


@pytest.mark.parametrize(
    ("pattern", "trouble"),
    [
        (r"(\d+)+X", Trouble.NESTED),
        (r"(?:\d{1,3})+", Trouble.NESTED),
        (r"((a*))*b", Trouble.NESTED),
        (r"(a|a){20}", Trouble.NESTED),
        (r"(?:(?:x|xx))*y", Trouble.NESTED),
        (r"\\(a+)+", Trouble.NESTED),
        (r"([)]{1,9})+", Trouble.NESTED),
        ("a?" * 30 + "a" * 30, Trouble.MANY_WAYS),
        ("(a|a)" * 15, Trouble.MANY_WAYS),
        (r"\d{1,40}\d{1,40}", Trouble.MANY_WAYS),
        (r"\d+\d+\d+X", Trouble.MANY_WAYS),
        (r".+X", Trouble.ENDLESS),
        (r"\w*\w*X", Trouble.ENDLESS),
        (r"[^-]{2,}X", Trouble.ENDLESS),
        (r"(\d)\1", Trouble.SPECIAL),
        (r"(?i)e\d", Trouble.SPECIAL),
        (r"(?P<a>\d)(?P=a)", Trouble.SPECIAL),
        ("A" * 101, Trouble.LONG),
    ],
)
def test_formats_that_could_run_without_end_are_refused(pattern, trouble):
    """With the key, in both languages."""
    assert trouble_of(pattern) is trouble
    with pytest.raises(CompanyListError) as caught:
        parse_company(f"name: x\nemployee_number_format: '{pattern}'", "list.yaml")
    assert caught.value.inn("ja").startswith("list.yaml: 2行目: employee_number_format: ")
    assert caught.value.inn("en").startswith("list.yaml: line 2: employee_number_format: ")


def test_full_width_tricks_do_not_pass():
    """The format is judged as it will be used, after folding."""
    with pytest.raises(CompanyListError):
        parse_company("employee_number_format: '（\\d＋）＋'", "x")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name: " + "あ" * 201, "1行目: name: 長すぎます"),
        ("customers: [" + "a, " * 10_001 + "]", "1行目: customers: 多すぎます"),
        ("customers:\n- {name: a, aliases: [" + "b, " * 101 + "]}", "2行目: customers.aliases"),
        ("#" * 500_001, "長すぎます"),
        (
            "customers: [&x {name: a, aliases: [" + "b, " * 99 + "]}" + ", *x" * 500 + "]",
            "名前が多すぎます",
        ),
    ],
)
def test_a_list_beyond_all_bounds_is_refused(content, said):
    """Nobody keeps such a list, and each check would pay for it."""
    with pytest.raises(CompanyListError) as caught:
        parse_company(content, "list.yaml")
    assert said in str(caught.value)
