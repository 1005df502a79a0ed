"""The monthly review on screen: what a person reads, and whether Slack takes it."""

import pytest

from bot.playground.outline import outline_message, outline_view
from tests.handlers.screens_of_reviews import NAMES, fullest, review_messages, review_views
from tests.handlers.taken_by_slack import assert_slack_takes

MESSAGES = (
    "parent",
    "parent_carried",
    "parent_bare",
    "parent_closed",
    "item_usage",
    "item_results",
    "item_prompts",
    "item_safety",
    "item_ideas",
    "item_shadow_ai",
    "item_empty",
    "item_few",
    "item_agenda",
    "summary",
    "summary_empty",
    "reminder",
    "reminder_last",
    "silent",
    "opening",
    "stuck_is_archived",
    "stuck_not_in_channel",
    "stuck_msg_blocked",
    "stuck_later",
)
VIEWS = (
    "which",
    "write",
    "write_again",
    "write_nothing",
    "decide",
    "actions",
    "actions_others",
    "actions_none",
    "close",
    "closed_by",
    "closed",
    "home",
    "home_of_lead",
)


def test_every_screen_has_its_golden_file(voice):
    """The lists above are complete."""
    assert tuple(name for name, _ in review_messages(voice)) == MESSAGES
    assert tuple(name for name, _ in review_views(voice)) == VIEWS


@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    message = dict(review_messages(voice))[name]
    screen = outline_message(message["text"], message["blocks"], NAMES)
    golden(f"reviews/{name}.{voice.language}", screen)


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    view = dict(review_views(voice))[name]
    golden(f"reviews/{name}_view.{voice.language}", outline_view(view, NAMES))


def test_slack_takes_every_screen_at_its_fullest(voice):
    """Slack's own models find no fault, and no block had to be cut off at the end."""
    for surface in fullest(voice):
        assert_slack_takes(surface, voice)


def test_every_figure_shows_its_formula(voice):
    """In its own message, and a zero is shown as 0."""
    for name, message in review_messages(voice):
        if name.startswith("item_") and name != "item_ideas":
            shown = outline_message(message["text"], message["blocks"], NAMES)
            assert voice("review.formulas", list="").strip() in shown
    empty = dict(review_messages(voice))["item_empty"]
    assert "0" in outline_message(empty["text"], empty["blocks"], NAMES)
