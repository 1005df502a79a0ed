"""Answers to free questions on screen: what a person reads, and whether Slack takes it."""

import pytest

from bot.playground.outline import outline_message
from handlers.views.free_answers import PROMPTS, prompts
from tests.handlers.screens_of_answers import fullest, messages
from tests.handlers.taken_by_slack import assert_slack_takes

NAMES = ("cards", "other_cards", "drafted", "no_draft", "nothing", "hello", "beside")


@pytest.mark.parametrize("name", NAMES)
def test_messages_read_as_agreed(name, small_rulebook, voice, golden):
    """Every word that people read, in both languages."""
    message = dict(messages(small_rulebook, voice))[name]
    shown = outline_message(message["text"], message["blocks"])
    golden(f"answers/{name}.{voice.language}", shown)


def test_every_message_has_its_golden_file(small_rulebook, voice):
    """None is forgotten."""
    assert [name for name, _ in messages(small_rulebook, voice)] == list(NAMES)


def test_the_longest_fit_into_slack(small_rulebook, voice):
    """Slack's own classes find no fault, and fitting twice changes nothing."""
    for message in fullest(small_rulebook, voice):
        assert_slack_takes(message, voice)


def test_suggestions_are_questions_that_have_an_answer(voice):
    """Four at most, as Slack allows."""
    assert 0 < len(prompts(voice)) == len(PROMPTS) <= 4
