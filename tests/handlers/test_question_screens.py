"""Questions, precedents and digests on screen: what a person reads, and whether Slack takes it."""

import pytest

from bot.playground.outline import outline_message, outline_view
from tests.handlers.screens_of_questions import (
    NAMES,
    fullest,
    messages,
    on_home,
    views,
)
from tests.handlers.taken_by_slack import assert_slack_takes

MESSAGES = (
    "ask_with_opinion",
    "ask",
    "report",
    "reminder",
    "settled",
    "withdrawn",
    "answer",
    "report_answer",
    "ask_back",
    "reply",
    "nobody",
    "reopened",
    "looked_at",
    "changed",
    "retired",
    "lead_digest",
    "lead_digest_empty",
    "week_draft",
    "week_published",
    "week_digest",
    "week_digest_empty",
)
VIEWS = (
    "form",
    "form_without_text",
    "form_alone",
    "form_with_precedent",
    "report_form",
    "sent",
    "sent_same",
    "sent_nobody",
    "answer_form",
    "ask_back_form",
    "reply_form",
    "hand_over_form",
    "question",
    "list",
    "list_empty",
    "edit",
    "away",
)


def test_every_screen_has_its_golden_file(small_rulebook, voice):
    """The lists above are complete."""
    assert tuple(name for name, _ in messages(small_rulebook, voice)) == MESSAGES
    assert tuple(name for name, _ in views(small_rulebook, voice)) == VIEWS


@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_reads_as_agreed(name, small_rulebook, voice, golden):
    """The golden file is what a person reads, in their language."""
    message = dict(messages(small_rulebook, voice))[name]
    screen = outline_message(message["text"], message["blocks"], NAMES)
    golden(f"questions/{name}.{voice.language}", screen)


@pytest.mark.parametrize("name", VIEWS)
def test_each_modal_reads_as_agreed(name, small_rulebook, voice, golden):
    """The golden file is what a person reads, in their language."""
    view = dict(views(small_rulebook, voice))[name]
    golden(f"questions/{name}_modal.{voice.language}", outline_view(view, NAMES))


def test_the_part_of_home_reads_as_agreed(voice, golden):
    """The queue, the way to ask, one's own questions, and the board."""
    screen = outline_view({"type": "home", "blocks": on_home(voice)}, NAMES)
    golden(f"questions/home.{voice.language}", screen)


def test_slack_takes_every_screen_at_its_fullest(small_rulebook, voice):
    """Slack's own models find no fault, and nothing had to be cut off at the end."""
    for surface in fullest(small_rulebook, voice):
        assert_slack_takes(surface, voice)


def test_a_notification_says_nothing_of_the_question(small_rulebook, voice):
    """What a phone shows on its lock screen is our own first line."""
    for _, message in messages(small_rulebook, voice):
        assert message["text"] == message["blocks"][0]["text"]["text"]
