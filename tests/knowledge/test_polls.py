"""The poll: three questions without words of one's own, and results that speak of nobody alone."""

import json

import pytest

from knowledge.content_table import ContentError
from knowledge.groups import TOGETHER
from knowledge.polls import (
    GroupResult,
    load_poll,
    parse_poll,
    questions_from,
    questions_to,
    what_may_be_shown,
)


def group(number, answered):
    counts = {one.id: {one.options[0].id: answered} for one in load_poll()}
    return GroupResult(number, answered, counts)


def shown(*groups):
    return what_may_be_shown("2026-11", load_poll(), 40, groups)


def test_the_packaged_poll_has_three_questions_in_both_languages():
    """With ids that figures go by, and a way not to say."""
    questions = load_poll()
    assert [one.id for one in questions] == ["outside", "why", "help"]
    assert all(it.text.ja and it.text.en for one in questions for it in one.options)


def test_too_few_answers_show_nothing():
    """Not even of the whole company."""
    result = shown(group(1, 3), group(2, 1))
    assert (result.answered, result.whole, result.groups) == (4, None, ())


def test_small_groups_are_shown_together():
    """Last, and only beside others."""
    result = shown(group(1, 7), group(2, 3), group(TOGETHER, 4))
    assert [(one.group, one.answered) for one in result.groups] == [(1, 7), (TOGETHER, 7)]
    assert result.whole is not None
    assert result.whole.counts["outside"] == {"never": 14}


def test_the_rest_cannot_be_worked_out():
    """Two answers beside a shown group of six would be the whole less six."""
    result = shown(group(1, 6), group(2, 2))
    assert result.groups == ()
    assert result.whole is not None
    assert result.whole.answered == 8


def test_questions_survive_being_stored():
    """As JSON."""
    assert questions_from(json.loads(json.dumps(questions_to(load_poll())))) == load_poll()


@pytest.mark.parametrize(
    "source",
    [
        "",
        '[[question]]\nid="a"\ntext={ja="a",en="a"}\n',
        '[[question]]\nid="a"\ntext={ja="a",en="a"}\noption=[{id="x",text={ja="x",en="x"}},{id="y",text={ja="y",en="y"}}]\n' * 3,
    ],
)  # fmt: skip
def test_a_malformed_poll_is_refused(source):
    """With the place in the message."""
    with pytest.raises(ContentError, match=r"poll\.toml"):
        parse_poll(source, "poll.toml")
