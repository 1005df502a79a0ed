"""Notices, requests, the safety check and the poll on screen: what is read, and whether Slack takes it."""

import pytest

from bot.playground.outline import outline_message, outline_view
from tests.handlers.screens_of_news import LEAD, MEMBER, NAMES, fullest, messages, on_home, views
from tests.handlers.taken_by_slack import assert_slack_takes

MESSAGES = (
    "notice",
    "notice_rules",
    "notice_drafts",
    "impacts",
    "impacts_done",
    "tool_asked",
    "tool_settled",
    "tool_answer",
    "safety",
    "safety_preview",
    "poll",
    "poll_closed",
    "help",
    "help_lead",
)
VIEWS = (
    "notices",
    "notices_none",
    "notice_new",
    "notice_draft",
    "notice_posted",
    "impacts",
    "impacts_none",
    "sources",
    "tool",
    "tool_answer",
    "safety",
    "safety_some",
    "safety_all",
    "safety_again",
    "safety_result",
    "safety_no_result",
    "poll",
    "poll_thanks",
    "poll_result",
    "poll_few",
    "poll_no_result",
)


def test_every_screen_has_its_golden_file(voice):
    """The lists above are complete."""
    assert tuple(name for name, _ in messages(voice)) == MESSAGES
    assert tuple(name for name, _ in views(voice)) == VIEWS


@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    message = dict(messages(voice))[name]
    screen = outline_message(message["text"], message["blocks"], NAMES)
    golden(f"news/{name}.{voice.language}", screen)


@pytest.mark.parametrize("name", VIEWS)
def test_each_modal_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    golden(f"news/{name}_modal.{voice.language}", outline_view(dict(views(voice))[name], NAMES))


@pytest.mark.parametrize("person", [MEMBER, LEAD])
def test_the_part_of_home_reads_as_agreed(person, voice, golden):
    """For everybody, and for a lead."""
    screen = outline_view({"type": "home", "blocks": on_home(voice, person)}, NAMES)
    golden(f"news/home_{'lead' if person is LEAD else 'member'}.{voice.language}", screen)


def test_slack_takes_every_screen_at_its_fullest(voice):
    """Slack's own models find no fault, and nothing had to be cut off at the end."""
    surfaces = [
        *fullest(voice),
        *(one for _, one in messages(voice)),
        *(v for _, v in views(voice)),
    ]
    for surface in surfaces:
        assert_slack_takes(surface, voice)
