"""The life of a template on screen: what a person reads, and whether Slack takes it."""

import pytest

from handlers.views.proposals import parts_of
from tests.handlers.screens_of_template_life import NAMES, fullest, messages, on_home, views
from tests.handlers.taken_by_slack import assert_slack_takes, read_screen

MESSAGES = (
    "review",
    "review_better",
    "decided_approved",
    "decided_declined",
    "decided_replaced",
    "decided_withdrawn",
    "approved",
    "declined",
    "changed",
    "retired",
    "health",
    "pinned",
    "pinned_empty",
    "meeting",
    "meeting_empty",
    "meeting_topic",
)
VIEWS = (
    "new",
    "from_message",
    "improve",
    "alike",
    "alike_pending",
    "sent",
    "sent_nobody",
    "mine",
    "mine_empty",
    "decline",
    "queue",
    "queue_empty",
    "proposal",
    "diff",
    "diff_same",
    "page",
    "page_packaged",
    "page_retired",
    "owner",
)


def test_every_screen_has_its_golden_file(voice):
    """The lists above are complete."""
    assert tuple(name for name, _ in messages(voice)) == MESSAGES
    assert tuple(name for name, _ in views(voice)) == VIEWS


@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    message = dict(messages(voice))[name]
    golden(f"template_life/{name}.{voice.language}", read_screen(message, NAMES))


@pytest.mark.parametrize("name", VIEWS)
def test_each_modal_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    view = dict(views(voice))[name]
    golden(f"template_life/{name}_modal.{voice.language}", read_screen(view, NAMES))


def test_the_part_of_home_reads_as_agreed(voice, golden):
    """The ways to propose, and what waits for whoever decides."""
    home = {"type": "home", "blocks": on_home(voice)}
    golden(f"template_life/home.{voice.language}", read_screen(home, NAMES))


def test_slack_takes_every_screen_at_its_fullest(voice):
    """Slack's own models find no fault, and nothing had to be cut off at the end."""
    for surface in fullest(voice):
        assert_slack_takes(surface, voice)


def test_a_long_text_is_cut_at_a_line_for_two_fields():
    """Together they are the text again; a field of Slack's takes 3,000 characters."""
    text = "\n".join(f"{number} {'あ' * 90}" for number in range(50))
    first, rest = parts_of(text)
    assert f"{first}\n{rest}" == text
    assert len(first) <= 3_000
    assert parts_of("短い文") == ("短い文", "")
