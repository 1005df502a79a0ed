"""The questions of the safety check: the rules' own examples, right by the live rulebook."""

import json

import pytest

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.rulebook import load_rulebook
from knowledge.training import LEVELS, make_questions, questions_from, questions_to


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook()


PERIODS = [f"2026-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize("period", PERIODS)
def test_each_month_has_one_question_of_each_level(period, rulebook):
    """And the check itself would answer it in the same way."""
    questions = make_questions(rulebook, period)
    assert {one.level for one in questions} == set(LEVELS)
    for one in questions:
        assert classify(one.text.ja, rulebook, UNKNOWN_COMPANY).level is one.level
        assert one.text.en
        assert max(one.text.en) < "\u3000"
        assert one.reason.ja
        assert one.reason.en


def test_months_differ_and_a_month_does_not(rulebook):
    """The same questions however often they are made; other ones, in another order, next month."""
    made = {period: make_questions(rulebook, period) for period in PERIODS}
    assert made["2026-03"] == make_questions(rulebook, "2026-03")
    assert len(set(made.values())) == len(PERIODS)
    orders = {tuple(one.level for one in questions) for questions in made.values()}
    assert len(orders) > 1


def test_what_was_asked_lately_is_avoided(rulebook):
    """As long as there is anything else."""
    first = {one.category for one in make_questions(rulebook, "2026-11")}
    second = {one.category for one in make_questions(rulebook, "2026-11", avoid=first)}
    assert first.isdisjoint(second)


def test_a_thin_rulebook_gives_fewer_questions(small_rules):
    """And none raises anything."""
    assert make_questions(small_rules, "2026-11") == ()


@pytest.fixture
def small_rules(rulebook):
    from dataclasses import replace  # noqa: PLC0415
    from types import MappingProxyType  # noqa: PLC0415

    return replace(rulebook, categories=MappingProxyType({}))


def test_questions_survive_being_stored(rulebook):
    """As JSON, both languages."""
    questions = make_questions(rulebook, "2026-11")
    assert questions_from(json.loads(json.dumps(questions_to(questions)))) == questions
