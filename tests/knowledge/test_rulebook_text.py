"""The quick table and the guideline are made from the rulebook and carry its revision."""

import pytest

from knowledge.rulebook import load_rulebook, parse_rulebook
from knowledge.rulebook_text import guideline, overview, quick_table, rule_in_markdown, rule_in_text
from tests.corpus.small_rulebook import small

PACKAGED = load_rulebook()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("make", [quick_table, guideline, overview])
def test_every_rule_and_the_revision_are_in_each_document(make, language):
    """Nothing the rulebook says is left out, and readers know which one they read."""
    text = make(PACKAGED, language)
    assert PACKAGED.revision in text
    for category in PACKAGED.categories.values():
        assert category.id in text
        assert category.label.inn(language).split("|")[0][:6] in text.replace("\\", "")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_guideline_says_what_each_rule_says(language):
    """Reason, what to do instead, examples, basis, and the disclaimer."""
    small_book = parse_rulebook(small(), "x")
    text = guideline(small_book, language).replace("\\", "")
    rule = small_book.categories["private"]
    for words in (rule.reason, rule.instead, small_book.disclaimer, small_book.title):
        assert words.inn(language) in text
    for example in (*rule.ok, *rule.ng):
        assert example in text
    assert small_book.sources["law"].title.inn(language) in text


def test_the_strictest_rules_come_first():
    """Who reads only the top reads what matters most."""
    table = quick_table(PACKAGED, "ja")
    marks = [line[2] for line in table.splitlines() if line.startswith("| ")][2:]
    assert marks == sorted(marks, key="×△◯".index)


def test_words_of_a_rule_cannot_break_the_table_or_the_page():
    """Bars, tags and line ends of the content stay text."""
    sly = small(('ja = "個人の情報"', 'ja = "a | b\\n<script> [x](http://x) `c`"'))
    row = next(r for r in quick_table(parse_rulebook(sly, "x"), "ja").splitlines() if "script" in r)
    assert row.replace("\\|", "").count("|") == 5
    assert "\\<script\\>" in row
    assert "\\[x\\](http" in row


def test_one_rule_alone_carries_its_revision_too():
    """In a terminal and in Markdown, in both languages."""
    rule = PACKAGED.categories["my-number"]
    for language in ("ja", "en"):
        for make in (rule_in_text, rule_in_markdown):
            text = make(PACKAGED, rule, language)
            assert PACKAGED.revision in text
            assert rule.label.inn(language)[:8] in text
    assert "マイナンバー" not in rule_in_text(PACKAGED, rule, "en").split("Fine")[0]
