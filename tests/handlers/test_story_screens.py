"""Success stories on screen: what a person reads, and whether Slack takes it."""

import pytest

from bot.playground.outline import outline_message, outline_view
from handlers.views.story_library import StoriesOnHome, stories_on_home
from tests.handlers.screens_of_stories import NAMES, fullest, messages, on_home, views
from tests.handlers.taken_by_slack import assert_slack_takes

# What everybody reads in a channel anyway.
PUBLIC = {"card", *(f"kit_{place}" for place in range(4)), "kit_withdrawn", "paper_withdrawn"}


@pytest.fixture
def shown(voice):
    """Every message and modal by its name, as the person reads it."""
    said = {
        name: outline_message(one["text"], one["blocks"], NAMES) for name, one in messages(voice)
    }
    return said | {f"{name}_modal": outline_view(one, NAMES) for name, one in views(voice)}


def test_each_screen_reads_as_agreed(shown, voice, golden):
    """One golden file holds them all, in this person's language."""
    parts = [f"##### {name}\n{text}" for name, text in shown.items()]
    golden(f"stories/screens.{voice.language}", "\n\n".join(parts))


def test_the_part_of_home_reads_as_agreed(voice, golden):
    """What waits, the newest, the figures with their formulas, and the gaps."""
    screen = outline_view({"type": "home", "blocks": on_home(voice)}, NAMES)
    golden(f"stories/home.{voice.language}", screen)


def test_home_without_any_story_asks_for_the_first(voice):
    """Zero is said, not left out, and a member sees no queue."""
    screen = outline_view({"type": "home", "blocks": stories_on_home(StoriesOnHome(), voice)}, {})
    assert voice("story_shelf.empty") in screen
    assert voice("story.queue") not in screen


def test_slack_takes_every_screen_at_its_fullest(voice):
    """Slack's own models find no fault, and nothing had to be cut off at the end."""
    for surface in fullest(voice):
        assert_slack_takes(surface, voice)


def test_a_notification_says_nothing_of_a_story_that_is_not_published(voice):
    """What a phone shows on its lock screen is our own first line."""
    for name, message in messages(voice):
        if name not in PUBLIC:
            assert message["text"] == message["blocks"][0]["text"]["text"]
            assert "返信" not in message["text"]
