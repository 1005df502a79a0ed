"""Notices: what they may touch is guessed, and what somebody wrote themselves is told apart."""

import pytest

from knowledge.notices import Tag, Touched, guess_tags, own_lines, tag_of
from knowledge.rulebook import load_rulebook
from knowledge.template_library import packaged_library


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook()


def test_templates_and_rules_that_fit_are_guessed(rulebook):
    """By title and beginning; templates first."""
    tags = guess_tags(
        "議事録の自動作成が新しくなりました", "会議の録音から議事録を作れます。",
        packaged_library().index, rulebook,
    )  # fmt: skip
    assert Tag(Touched.TEMPLATE, "minutes") in tags
    assert Tag(Touched.RULE, "minutes") in tags
    kinds = [tag.kind for tag in tags]
    assert kinds == sorted(kinds, reverse=True)
    assert len(tags) <= 6


def test_nothing_is_guessed_where_nothing_fits(rulebook):
    """An empty guess is better than a wrong one."""
    assert guess_tags("zzqx", "", packaged_library().index, rulebook) == ()


def test_a_tag_survives_the_way_through_a_menu():
    """And what is none is refused."""
    tag = Tag(Touched.RULE, "customer-name")
    assert tag_of(tag.value) == tag
    with pytest.raises(ValueError, match="other"):
        tag_of("other:x")


def test_only_what_somebody_wrote_is_looked_at():
    """The lines of the source stay as public as they were."""
    original = "新しい機能\n月額3,000円です。"
    assert own_lines("新しい機能\n月額3,000円です。", original) == ""
    assert own_lines("新しい機能\n 月額3,000円です。 \n田中さんまで", original) == "田中さんまで"
    assert own_lines("月額4,000円です。", original) == "月額4,000円です。"
