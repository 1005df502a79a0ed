"""The examples of a rulebook are its tests."""

import pytest

from knowledge.company import Company, ListedName
from knowledge.content_table import ContentError
from knowledge.rulebook import load_rulebook, parse_rulebook
from knowledge.rulebook_examples import examples_of, run_examples
from knowledge.verdict import Level
from tests.corpus.small_rulebook import small

HARMLESS = "会議の議題を三つ考えてください。"
PHONE = "連絡先は090-1234-5678です。"


def book(*changes):
    return parse_rulebook(small(*changes), "small.toml")


def failures(*changes, company=None):
    failed = run_examples(book(*changes), *([company] if company else []))
    return [(f.example.category, f.example.text, f.example.want, f.got) for f in failed]


def test_a_rulebook_that_keeps_its_word_has_no_failures():
    """Every ok example is ◯ and every ng example is at its rule's level or above."""
    assert failures() == []


def test_a_harmless_example_that_is_stopped_fails():
    """What a rule calls harmless must be ◯."""
    said = failures((f'ok = ["{HARMLESS}"', f'ok = ["{PHONE}"'))
    assert ("private", PHONE, Level.OK, Level.PROHIBITED) in said


def test_an_example_to_stop_that_gets_through_fails():
    """What a rule forbids must not be ◯, also near a rule that allows something."""
    said = failures((f'ng = ["{PHONE}"', f'ng = ["{HARMLESS}"'))
    assert said == [
        ("free", HARMLESS, Level.UNDECIDED, Level.OK),
        ("private", HARMLESS, Level.PROHIBITED, Level.OK),
    ]


def test_a_stricter_answer_than_the_rule_asks_for_is_no_failure():
    """「迷ったら上位レベル」: another rule may forbid what this one only wants masked."""
    card = '[[category]]\nid = "cards"\nlevel = "prohibited"\nkinds = ["CARD"]\n'
    card += (
        f'ok = ["{HARMLESS}", "{HARMLESS}"]\nng = ["{PHONE} カード番号は4111 1111 1111 1111です。",'
    )
    card += ' "カード番号は4111 1111 1111 1111です。"]\n\n'
    changed = [
        ('"CARD", ', ""),
        ('level = "prohibited"', 'level = "conditional"'),
        ('ng = ["連絡先は090-1234-5678です。"', 'ng = ["カード番号は4111 1111 1111 1111です。"'),
    ]
    assert run_examples(parse_rulebook(small(*changed) + card, "x")) == ()


def test_the_company_list_takes_part():
    """With a customer of that name the example is no longer harmless, which one may ask."""
    named = (HARMLESS, "ペケロンの会議の議題を三つ考えてください。")
    company = Company(customers=(ListedName("ペケロン株式会社", ("ペケロン",)),))
    assert failures(named) == []
    assert [said[0] for said in failures(named, company=company)] == ["free", "private"]


def test_all_examples_of_the_packaged_rulebook_are_run():
    """None is left out."""
    rulebook = load_rulebook()
    written = sum(len(c.ok) + len(c.ng) for c in rulebook.categories.values())
    assert len(list(examples_of(rulebook))) == written


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("[[category]]", "[[category")], "TOML"),
        ([('level = "ok"', "level = " + "[" * 5000)], "TOML"),
        ([('revision = "small-1"', 'revision = ""')], "revision"),
        ([('revision = "small-1"', 'revision = "a\\nb"')], "revision"),
        ([('revision = "small-1"', "revision = 2026")], "revision"),
        ([('level = "ok"', 'level = "ok"\nmaskable = "false"')], "maskable"),
        ([('id = "free"', "")], "category 1"),
        ([('"CARD", ', "")], "CARD"),
        ([('basis = ["law"]', 'basis = ["lore"]')], "lore"),
    ],
)
def test_a_broken_source_is_refused_with_its_name_and_the_key(changes, said):
    """Whatever it was read from."""
    with pytest.raises(ContentError, match=r"^somewhere: ") as caught:
        parse_rulebook(small(*changes), "somewhere")
    assert said in str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_rulebook(tmp_path):
    """Editors on Windows put a mark at the beginning."""
    path = tmp_path / "rules.toml"
    path.write_text(small(), "utf-8-sig")
    assert load_rulebook(path).revision == "small-1"
